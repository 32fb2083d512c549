using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Takes hosts out of the plant, inside the caller's transaction: keys end, open points close, the history stays.</summary>
internal static class Decommissioning
{
    public static async Task RunAsync(AlmDbContext db, IReadOnlyCollection<Guid> hostIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.AgentKeys.Where(k => hostIds.Contains(k.HostId) && k.RevokedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(k => k.RevokedAt, now), cancellationToken);
        await db.Hosts.Where(h => hostIds.Contains(h.Id) && h.DecommissionedAt == null).ForEachAsync(
            host =>
            {
                host.DecommissionedAt = now;
                host.ProbesApprovedAt = null;
                host.ProbesApprovedBy = null;
                host.VerdictDigest = [];
                host.Revision++;
            },
            cancellationToken);
        await db.Statuses.Where(s => hostIds.Contains(s.HostId)).ForEachAsync(s => StatusSpans.Leave(db, s, now), cancellationToken);
        await db.Findings.Where(f => hostIds.Contains(f.HostId) && f.ClosedAt == null).ForEachAsync(
            finding =>
            {
                if (finding.OpenedAt > now)
                {
                    db.Findings.Remove(finding);
                }
                else
                {
                    finding.ClosedAt = now;
                }
            },
            cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
