using AlmCompliance.Data;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <summary>Removes the files of finished reports; that there was a report, and what digests its files had, stays in its row and in the audit trail.</summary>
internal sealed class RemoveReport(IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, ReportFolder folder, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>A person's act. Null where there is none in sight; false where it is not finished.</summary>
    public async Task<bool?> RunAsync(Actor actor, string reference, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        actor.RequirePerson();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReportQueries.FindAsync(actor, db, reference, cancellationToken) is { } report ? await RemoveAsync(actor, report, cancellationToken) : null;
    }

    /// <summary>Those that have been kept as long as their schedule says; how many.</summary>
    public async Task<int> ExpiredAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var removed = 0;
        foreach (var report in await db.AuditReports.AsNoTracking().Where(r => r.State == ReportState.Done && r.KeepUntil <= now).ToListAsync(cancellationToken))
        {
            removed += await RemoveAsync(actor, report, cancellationToken) ? 1 : 0;
        }

        return removed;
    }

    private async Task<bool> RemoveAsync(Actor actor, StoredReport report, CancellationToken cancellationToken)
    {
        var isRemoved = await lane.RunAsync(
            async (db, ct) =>
            {
                var row = await db.AuditReports.SingleAsync(r => r.Id == report.Id, ct);
                if (row.State != ReportState.Done)
                {
                    return false;
                }

                row.State = ReportState.Removed;
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("report.removed", "audit-report", report.Reference, before: row.Files), clock.GetUtcNow(), ct);
                return true;
            },
            cancellationToken);
        if (isRemoved)
        {
            folder.Remove(report.Id);
            changes.Publish(null);
        }

        return isRemoved;
    }
}
