using AlmCompliance.Data;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Quartz;

namespace AlmCompliance.Web.Features.AuditReports.Scheduling;

/// <summary>Sets a schedule for reports, or changes one.</summary>
internal sealed class SetReportSchedule(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    public const int MostDays = 3650;
    private const int LongestName = 100;
    private const int MostAddresses = 20;
    private static readonly TimeSpan s_shortest = TimeSpan.FromHours(1);

    /// <param name="id">The schedule to change; null for a new one.</param>
    /// <returns>Null where there is none to change in sight.</returns>
    public async Task<ScheduleFlaw?> RunAsync(Actor actor, Guid? id, ScheduleRequest request, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var now = clock.GetUtcNow();
        if (Check(request, now) is var flaw && flaw != ScheduleFlaw.None)
        {
            return flaw;
        }

        var set = await lane.RunAsync(
            async (db, ct) =>
            {
                var found = await FindScope.ReadAsync(db, actor, request.Report with { AsOf = null }, now, ct);
                if (found.Refusal is not (ReportRefusal.None or ReportRefusal.NoHosts))
                {
                    return ScheduleFlaw.Scope;
                }

                var row = id is null ? null : await db.ReportSchedules.SingleOrDefaultAsync(s => s.Id == id, ct);
                if (id is not null && (row is null || !StoredScope.IsSeenBy(actor, row.ZoneIds)))
                {
                    return (ScheduleFlaw?)null;
                }

                var before = row is null ? "" : Told(row);
                row ??= db.ReportSchedules.Add(new ReportSchedule { Name = "", Cron = "", Scope = "", Language = "", SetBy = "" }).Entity;
                (row.Name, row.Cron, row.Scope, row.ZoneIds) = (request.Name.Trim(), request.Cron.Trim(), StoredScope.Of(found.Scope), found.Zones);
                (row.Language, row.KeepDays, row.MailTo) = (request.Report.Language, request.KeepDays, [.. request.MailTo]);
                (row.SetBy, row.SetAt, row.SeenTo, row.LastError) = (actor.Name, now, now, "");
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("report-schedule.set", "report-schedule", row.Id.ToString(), before, Told(row)), now, ct);
                return ScheduleFlaw.None;
            },
            cancellationToken);
        changes.Publish(null);
        return set;
    }

    internal static string Told(ReportSchedule row) => TrailText.Of(new { row.Name, row.Cron, scope = StoredScope.Told(StoredScope.Read(row.Scope)), row.Language, row.KeepDays, row.MailTo });

    private static ScheduleFlaw Check(ScheduleRequest request, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > LongestName || request.Name.Any(char.IsControl))
        {
            return ScheduleFlaw.Name;
        }

        if (!CronExpression.TryParse(request.Cron, out var cron) || cron is null)
        {
            return ScheduleFlaw.Cron;
        }

        cron = cron.WithTimeZone(TimeZoneInfo.Utc);
        var at = cron.GetNextValidTimeAfter(now);
        if (at is null)
        {
            return ScheduleFlaw.Cron;
        }

        for (var i = 0; i < 24 && at is { } one; i++)
        {
            at = cron.GetNextValidTimeAfter(one);
            if (at - one < s_shortest)
            {
                return ScheduleFlaw.TooOften;
            }
        }

        return request.KeepDays is < 1 or > MostDays ? ScheduleFlaw.KeepDays
            : request.MailTo.Count > MostAddresses || request.MailTo.Any(a => a.Length > 254 || !MailboxAddress.TryParse(a, out var box) || box.Address != a.Trim() || !a.Contains('@', StringComparison.Ordinal)) ? ScheduleFlaw.MailTo
            : ScheduleFlaw.None;
    }
}
