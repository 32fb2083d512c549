using AlmCompliance.Data;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Judges hosts anew after somebody's act, in short slices of the write lane so that reports go on between them. Refresh
/// <see cref="PlantKnowledge"/> before, where the act changed the plant's picture.
/// </summary>
internal sealed class Reassess(IWriteLane lane, AssessStored assess, ChangeFeed changes, TimeProvider clock)
{
    private const int Slice = 100;

    /// <summary>These hosts, at the present moment; how many of them changed.</summary>
    public async Task<int> HostsAsync(IReadOnlyCollection<Guid> hostIds, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var slice in hostIds.Chunk(Slice))
        {
            var changed = await lane.RunAsync((db, ct) => SliceAsync(db, slice, ct), cancellationToken);
            changed.ForEach(id => changes.Publish(id));
            count += changed.Count;
        }

        return count;
    }

    private async Task<List<Guid>> SliceAsync(AlmDbContext db, Guid[] slice, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var hosts = await db.Hosts.Where(h => slice.Contains(h.Id)).ToListAsync(cancellationToken);
        var current = hosts.Where(h => h.CurrentSnapshotId is not null).Select(h => h.CurrentSnapshotId!.Value).ToArray();
        var snapshots = await db.Snapshots.AsNoTracking().Where(s => current.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        var changed = new List<Guid>();
        foreach (var host in hosts)
        {
            var snapshot = host.CurrentSnapshotId is { } id ? snapshots.GetValueOrDefault(id) : null;
            if ((await assess.RunAsync(db, host, snapshot, now, cancellationToken)).Changed)
            {
                changed.Add(host.Id);
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        return changed;
    }
}
