using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Scheduling;

/// <summary>Ends a schedule; its reports stay as long as it said.</summary>
internal sealed class RemoveReportSchedule(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>False where there is none in sight.</summary>
    public async Task<bool> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var removed = await lane.RunAsync(
            async (db, ct) =>
            {
                if (await db.ReportSchedules.SingleOrDefaultAsync(s => s.Id == id, ct) is not { } row || !StoredScope.IsSeenBy(actor, row.ZoneIds))
                {
                    return false;
                }

                db.ReportSchedules.Remove(row);
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("report-schedule.removed", "report-schedule", id.ToString(), SetReportSchedule.Told(row)), clock.GetUtcNow(), ct);
                return true;
            },
            cancellationToken);
        changes.Publish(null);
        return removed;
    }
}
