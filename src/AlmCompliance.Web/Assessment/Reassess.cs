using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Judges hosts anew after somebody's act, in short slices of the write lane so that reports go on between them. Refresh
/// <see cref="PlantKnowledge"/> before, where the act changed the plant's picture.
/// </summary>
internal sealed class Reassess(IWriteLane lane, JudgeHosts judge, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>These hosts, at the present moment; how many of them changed.</summary>
    public async Task<int> HostsAsync(IReadOnlyCollection<Guid> hostIds, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var slice in hostIds.Chunk(JudgedWriter.Slice))
        {
            var changed = await lane.RunAsync((db, ct) => SliceAsync(db, slice, ct), cancellationToken);
            foreach (var host in changed)
            {
                changes.Publish(host);
            }

            count += changed.Count;
        }

        return count;
    }

    private async Task<IReadOnlyList<Guid>> SliceAsync(AlmDbContext db, Guid[] slice, CancellationToken cancellationToken)
    {
        var hosts = await db.ReadHostsAsync(slice, cancellationToken);
        var judged = await judge.RunAsync(db, hosts, clock.GetUtcNow(), cancellationToken);
        return judged.ToWrite.Count == 0 ? [] : await JudgedWriter.WriteAsync(db, judged.ToWrite, cancellationToken);
    }
}
