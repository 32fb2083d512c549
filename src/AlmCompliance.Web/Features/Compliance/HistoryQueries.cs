using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>Patch times of a span.</summary>
/// <param name="All">All zones in sight together; null where nothing was patched.</param>
/// <param name="Zones">Each zone in which anything was patched, by name, hosts without a zone last.</param>
/// <param name="UnknownZones">Zones of the filter that there are not; then nothing else was looked up.</param>
internal sealed record PatchHistory(PatchTimes? All, IReadOnlyList<(string? Zone, PatchTimes Times)> Zones, IReadOnlyList<string> UnknownZones);

/// <summary>The counts of days that have ended, with the names of their zones.</summary>
internal sealed record CountHistory(IReadOnlyList<(string? Zone, DailyCount Count)> Counts, IReadOnlyList<string> UnknownZones);

/// <summary>What became of the fleet over time: how quickly it was patched, and its counts day by day.</summary>
internal sealed class HistoryQueries(IDbContextFactory<AlmDbContext> contexts)
{
    /// <summary>Hosts that became Compliant with the advisory after <paramref name="from"/> up to <paramref name="to"/>. Four statements.</summary>
    public async Task<PatchHistory> TimeToPatchAsync(
        Actor actor, string advisoryId, DateTimeOffset from, DateTimeOffset to, IReadOnlyList<string> zoneTexts, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await ZoneSelection.ReadAsync(db, actor, zoneTexts, cancellationToken);
        if (zones.NotFound.Count > 0)
        {
            return new PatchHistory(null, [], zones.NotFound);
        }

        var patches = (await db.PatchesAsync(advisoryId, from, to, cancellationToken)).Where(p => InSight(actor, zones, p.ZoneId)).ToList();
        var names = await NamesAsync(db, cancellationToken);
        return new PatchHistory(
            patches.Count == 0 ? null : PatchTimes.Of(null, patches.Select(p => p.Took)),
            [
                .. patches.GroupBy(p => p.ZoneId).Select(g => (Zone: NameOf(names, g.Key), Times: PatchTimes.Of(g.Key, g.Select(p => p.Took))))
                    .OrderBy(z => z.Zone is null).ThenBy(z => z.Zone, StringComparer.OrdinalIgnoreCase),
            ],
            []);
    }

    /// <summary>The counts of the advisory for the days from <paramref name="first"/> to <paramref name="last"/>. Three statements.</summary>
    public async Task<CountHistory> DailyCountsAsync(
        Actor actor, string advisoryId, DateOnly first, DateOnly last, IReadOnlyList<string> zoneTexts, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await ZoneSelection.ReadAsync(db, actor, zoneTexts, cancellationToken);
        if (zones.NotFound.Count > 0)
        {
            return new CountHistory([], zones.NotFound);
        }

        var counts = await db.DailyCounts.AsNoTracking().Where(c => c.AdvisoryId == advisoryId && c.Day >= first && c.Day <= last)
            .OrderBy(c => c.Day).ThenBy(c => c.ZoneId).ThenBy(c => c.Status).ThenBy(c => c.IsExposed)
            .ToListAsync(cancellationToken);
        var names = await NamesAsync(db, cancellationToken);
        return new CountHistory([.. counts.Where(c => InSight(actor, zones, ZoneOf(c))).Select(c => (NameOf(names, ZoneOf(c)), c))], []);
    }

    private static bool InSight(Actor actor, ZoneSelection zones, Guid? zone) => (zone is { } id ? actor.Sees(id) : actor.SeesAllZones) && zones.Holds(zone);

    private static Guid? ZoneOf(DailyCount count) => count.ZoneId == Guid.Empty ? null : count.ZoneId;

    private static Task<Dictionary<Guid, string>> NamesAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        db.Zones.AsNoTracking().ToDictionaryAsync(z => z.Id, z => z.Name, cancellationToken);

    // A zone that has been deleted since keeps its past under its number.
    private static string? NameOf(Dictionary<Guid, string> names, Guid? zone) => zone is { } id ? names.GetValueOrDefault(id, id.ToString()) : null;
}
