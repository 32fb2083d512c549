using AlmCompliance.Data.Compliance;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Inventory;

/// <summary>Hosts that a run over the fleet is about to write, with their verdicts, tracked.</summary>
public static class FleetSlice
{
    /// <summary>
    /// Those of the hosts that nobody wrote since they were read, inside the caller's transaction; newer verdicts of the others
    /// stand. Three statements, however many hosts. The caller writes, and saves once.
    /// </summary>
    public static async Task<IReadOnlyList<(Host Host, VerdictRows Rows)>> TakeAsync(
        AlmDbContext db, IReadOnlyCollection<FleetHost> read, CancellationToken cancellationToken)
    {
        var revisions = read.ToDictionary(h => h.Id, h => h.Revision);
        var ids = revisions.Keys.ToArray();
        var hosts = (await db.Hosts.Where(h => EF.Parameter(ids).Contains(h.Id)).ToListAsync(cancellationToken))
            .Where(h => h.Revision == revisions[h.Id] && h.DecommissionedAt == null)
            .ToList();
        var rows = await VerdictRows.ReadAsync(db, [.. hosts.Select(h => h.Id)], cancellationToken);
        return hosts.ConvertAll(h => (h, rows[h.Id]));
    }

    /// <summary>Keeps the facts of a snapshot in the form that the next run reads.</summary>
    public static async Task KeepFactsAsync(AlmDbContext db, IReadOnlyCollection<CompactFacts> facts, CancellationToken cancellationToken)
    {
        var ids = facts.Select(f => f.HostId).ToArray();
        await db.CompactFacts.Where(f => EF.Parameter(ids).Contains(f.HostId)).ExecuteDeleteAsync(cancellationToken);
        db.CompactFacts.AddRange(facts);
    }
}
