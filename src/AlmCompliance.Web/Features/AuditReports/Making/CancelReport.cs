using AlmCompliance.Data;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <summary>Stops the making of a report that waits or is made.</summary>
internal sealed class CancelReport(IWriteLane lane, ReportDesk desk, TimeProvider clock)
{
    /// <summary>Null where there is none in sight; false where it is not made any more.</summary>
    public async Task<bool?> RunAsync(Actor actor, string reference, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return await lane.RunAsync(
            async (db, ct) =>
            {
                if (await ReportQueries.FindAsync(actor, db, reference, ct) is not { } report)
                {
                    return (bool?)null;
                }

                if (report.State is not (ReportState.Waiting or ReportState.Making) || !desk.Stop(report.Id))
                {
                    return false;
                }

                await AuditTrail.AppendAsync(db, actor.Act("report.cancelled", "audit-report", report.Reference), clock.GetUtcNow(), ct);
                return true;
            },
            cancellationToken);
    }
}
