using AlmCompliance.Data;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Making;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace AlmCompliance.Web.Features.AuditReports.Scheduling;

/// <summary>Asks for the reports whose time has come. A server that stood still makes each once, not as often as it missed it.</summary>
internal sealed class StartDueReports(IDbContextFactory<AlmDbContext> contexts, IWriteLane lane, RequestReport request, TimeProvider clock)
{
    /// <summary>How many were asked for.</summary>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var started = 0;
        foreach (var schedule in await db.ReportSchedules.AsNoTracking().OrderBy(s => s.Name).ToListAsync(cancellationToken))
        {
            if (NextOf(schedule) is { } next && next <= now)
            {
                var requested = await request.ForAsync(actor, schedule, cancellationToken);
                if (requested.Report is null)
                {
                    // The desk is full: the next minute asks again.
                    continue;
                }

                started++;
                await lane.RunAsync(async (rows, ct) => await rows.ReportSchedules.Where(s => s.Id == schedule.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.SeenTo, now), ct), cancellationToken);
            }
        }

        return started;
    }

    /// <summary>When a schedule is due next; null where it never is again.</summary>
    public static DateTimeOffset? NextOf(ReportSchedule schedule) => new CronExpression(schedule.Cron, TimeZoneInfo.Utc).GetNextValidTimeAfter(schedule.SeenTo);
}
