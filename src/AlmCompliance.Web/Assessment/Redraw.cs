using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Makes hosts and verdicts follow the plant's drawing and what probes proved, in short slices of the write lane. Each may die
/// half-way and be run again: every host is either as it was or as it should be, and the nightly run does all.
/// </summary>
internal sealed class Redraw(IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, PlantKnowledge plant, Reassess reassess, ProbeEcho echo, ChangeFeed changes, TimeProvider clock)
{
    private const int Slice = 100;

    /// <summary>After ranges came or went: places the hosts with an address between these keys anew, and judges them.</summary>
    public async Task SpansAsync(IReadOnlyCollection<(string First, string Last)> spans, CancellationToken cancellationToken)
    {
        await plant.RefreshAsync(cancellationToken);
        var touched = new HashSet<Guid>();
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            foreach (var (first, last) in spans)
            {
                touched.UnionWith(await Within(db, first, last).ToListAsync(cancellationToken));
            }
        }

        await PlaceAsync([.. touched], cancellationToken);
        await JudgeAsync([.. touched], cancellationToken);
    }

    /// <summary>Places one host anew, after a person's word on it, and judges it.</summary>
    public Task HostAsync(Guid hostId, CancellationToken cancellationToken) => HostsAsync([hostId], cancellationToken);

    /// <summary>The same for several.</summary>
    public async Task HostsAsync(IReadOnlyCollection<Guid> hostIds, CancellationToken cancellationToken)
    {
        await PlaceAsync(hostIds, cancellationToken);
        await JudgeAsync(hostIds, cancellationToken);
    }

    /// <summary>After zones or conduits came, went or changed: every host that stands in a zone has other boundaries.</summary>
    public async Task BoundariesAsync(CancellationToken cancellationToken)
    {
        await plant.RefreshAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hosts = await db.Hosts.Where(h => h.ZoneId != null || db.HostZones.Any(z => z.HostId == h.Id)).Select(h => h.Id).ToListAsync(cancellationToken);
        await JudgeAsync(hosts, cancellationToken);
    }

    /// <summary>The whole fleet.</summary>
    public async Task FleetAsync(CancellationToken cancellationToken)
    {
        await plant.RefreshAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hosts = await db.Hosts.OrderBy(h => h.Id).Select(h => h.Id).ToListAsync(cancellationToken);
        await PlaceAsync(hosts, cancellationToken);
        await JudgeAsync(hosts, cancellationToken);
    }

    /// <summary>Places the whole fleet; the caller has it judged.</summary>
    public async Task PlacesAsync(CancellationToken cancellationToken)
    {
        await plant.RefreshAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await PlaceAsync(await db.Hosts.OrderBy(h => h.Id).Select(h => h.Id).ToListAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Each minute. Judges the hosts behind the boundaries that probes spoke of since the last time; a proof shared by a range is judged once.</summary>
    public async Task<int> ProbedAsync(CancellationToken cancellationToken)
    {
        // A verb of the command line draws zones too, in a process of its own: each is a boundary more for everybody.
        if (await HasOtherZonesAsync(cancellationToken))
        {
            await FleetAsync(cancellationToken);
        }

        var (ranges, hosts) = echo.Take();
        if (ranges.Count == 0 && hosts.Count == 0)
        {
            return 0;
        }

        await plant.RefreshAsync(cancellationToken);
        var touched = hosts.ToHashSet();
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            foreach (var range in await db.ZoneRanges.AsNoTracking().Where(r => ranges.Contains(r.Id)).ToListAsync(cancellationToken))
            {
                touched.UnionWith(await Within(db, range.First, range.Last).ToListAsync(cancellationToken));
            }
        }

        await reassess.HostsAsync(touched, cancellationToken);
        return touched.Count;
    }

    private async Task<bool> HasOtherZonesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = await db.Zones.Select(z => z.Id).ToListAsync(cancellationToken);
        return !plant.Current.Segmentation.Zones.Keys.ToHashSet().SetEquals(stored);
    }

    // The database compares: keys are upper-case hexadecimal, which every collation orders alike.
#pragma warning disable CA1309, CA1310
    private static IQueryable<Guid> Within(AlmDbContext db, string first, string last) =>
        db.HostAddresses.Where(a => string.Compare(a.Key, first) >= 0 && string.Compare(a.Key, last) <= 0).Select(a => a.HostId).Distinct();
#pragma warning restore CA1309, CA1310

    /// <summary>Two reads a slice; the lane is taken only for hosts that stand elsewhere than their rows say, which most nights are none.</summary>
    private async Task PlaceAsync(IReadOnlyCollection<Guid> hosts, CancellationToken cancellationToken)
    {
        foreach (var slice in hosts.Chunk(Slice))
        {
            if (await MisplacedAsync(slice, cancellationToken) is { Count: > 0 } misplaced)
            {
                await lane.RunAsync((db, ct) => PlaceSliceAsync(db, misplaced, ct), cancellationToken);
            }
        }
    }

    private async Task<List<Guid>> MisplacedAsync(Guid[] slice, CancellationToken cancellationToken)
    {
        var drawing = plant.Current.Segmentation;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.HostZones.AsNoTracking().Where(z => slice.Contains(z.HostId)).ToListAsync(cancellationToken);
        var zones = rows.ToLookup(z => z.HostId);
        var hosts = await db.Hosts.AsNoTracking().Where(h => slice.Contains(h.Id)).ToListAsync(cancellationToken);
        return [.. hosts.Where(h => !PlaceHost.IsWritten(h, zones[h.Id], drawing)).Select(h => h.Id)];
    }

    private async Task PlaceSliceAsync(AlmDbContext db, List<Guid> misplaced, CancellationToken cancellationToken)
    {
        var drawing = plant.Current.Segmentation;
        var now = Microseconds.Truncate(clock.GetUtcNow());
        var lapsed = new List<LapsedCover>();
        foreach (var host in await db.Hosts.Where(h => misplaced.Contains(h.Id)).ToListAsync(cancellationToken))
        {
            if (await PlaceHost.WriteZonesAsync(db, host, drawing, always: true, cancellationToken))
            {
                lapsed.AddRange(await HostCover.LapseByPlaceAsync(db, host.Id, now, cancellationToken));
            }

            host.Revision++;
        }

        await db.SaveChangesAsync(cancellationToken);
        await HostCover.AppendAsync(db, Actor.System("redrawn zones"), lapsed, now, cancellationToken);
    }

    private async Task JudgeAsync(IReadOnlyCollection<Guid> hosts, CancellationToken cancellationToken)
    {
        await reassess.HostsAsync(hosts, cancellationToken);
        changes.Publish(null);
    }
}
