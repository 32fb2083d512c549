using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Former snapshots that may go: last confirmed before a moment, and nothing that still speaks rests on them.</summary>
internal static class Forgettable
{
    public static IQueryable<InventorySnapshot> Of(AlmDbContext db, DateTimeOffset before) => db.Snapshots.AsNoTracking().Where(s => s.ConfirmedTo < before

        // The newest of a host stays, and so does the one that its verdict was made from, whichever it is.
        && db.Snapshots.Any(n => n.HostId == s.HostId && n.ConfirmedTo > s.ConfirmedTo)
        && !db.Hosts.Any(h => h.CurrentSnapshotId == s.Id && h.Id == s.HostId)

        // What opened a finding that is still open.
        && !db.Findings.Any(f => f.HostId == s.HostId && f.ClosedAt == null && f.SnapshotId == s.Id)

        // What somebody attested, while the decision waits or holds.
        && !db.DecisionHosts.Any(d => d.HostId == s.HostId && d.ContentDigest == s.ContentDigest
            && db.Decisions.Any(r => r.Id == d.DecisionId && (r.State == DecisionState.Requested || r.State == DecisionState.Approved))));
}
