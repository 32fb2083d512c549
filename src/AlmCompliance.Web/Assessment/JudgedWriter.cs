using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Writes judged hosts, inside the caller's transaction. A host that somebody wrote since it was read is left alone: what stands
/// there is newer.
/// </summary>
internal static class JudgedWriter
{
    /// <summary>How many hosts one work of the lane writes: so many that a commit pays, so few that reports hardly wait.</summary>
    public const int Slice = 50;

    /// <summary>The hosts of which a reader now sees something else.</summary>
    public static async Task<IReadOnlyList<Guid>> WriteAsync(AlmDbContext db, IReadOnlyList<JudgedHost> slice, CancellationToken cancellationToken)
    {
        var judged = slice.ToDictionary(j => j.Read.Id);
        var changed = new List<Guid>();
        var facts = new List<CompactFacts>();
        foreach (var (host, rows) in await FleetSlice.TakeAsync(db, [.. slice.Select(j => j.Read)], cancellationToken))
        {
            var own = judged[host.Id];
            if (new VerdictWriter(db, own.Plant).Write(host, rows, own.Assessment, own.At))
            {
                changed.Add(host.Id);
            }

            if (!own.IsReadable)
            {
                UnreadableSnapshot.KeepOpen(db, host.Id);
            }

            if (own.FactsToKeep is { } kept)
            {
                facts.Add(FactsEncoding.Of(host.Id, host.CurrentSnapshotId!.Value, kept));
            }
        }

        if (facts.Count > 0)
        {
            await FleetSlice.KeepFactsAsync(db, facts, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        return changed;
    }
}
