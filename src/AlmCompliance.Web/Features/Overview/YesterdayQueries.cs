using System.Collections.Concurrent;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>How many hosts had each status when yesterday ended, from the counts of the day: they never change, so a sight reads them once a day.</summary>
internal sealed class YesterdayQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock)
{
    private const int MostSights = 256;

    private static readonly TimeSpan s_untilAskedAgain = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Sight, DateOnly Day), IReadOnlyDictionary<ComplianceStatus, int>> _known = new();
    private readonly ConcurrentDictionary<(string Sight, DateOnly Day), long> _missed = new();

    /// <summary>Null where the day was not counted. One statement, none once it is known, and none for a while where it was not.</summary>
    public async Task<IReadOnlyDictionary<ComplianceStatus, int>?> GetAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var day = DailyCount.LastEndedBy(clock.GetUtcNow());
        var key = (actor.Zones is null ? "all" : string.Join(',', actor.Zones.Order()), day);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_missed.TryGetValue(key, out var at) && clock.GetElapsedTime(at) < s_untilAskedAgain)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var note = ProductNote57252401.Id.Value;
        var counts = db.DailyCounts.AsNoTracking().Where(c => c.AdvisoryId == note && c.Day == day);
        counts = actor.Zones is { } zones ? counts.Where(c => zones.Contains(c.ZoneId)) : counts;
        var rows = await counts.GroupBy(c => c.Status).Select(g => new { Status = g.Key, Hosts = g.Sum(c => c.Hosts) }).ToListAsync(cancellationToken);
        if (_known.Count + _missed.Count >= MostSights)
        {
            _known.Clear();
            _missed.Clear();
        }

        if (rows.Count == 0)
        {
            _missed[key] = clock.GetTimestamp();
            return null;
        }

        return _known[key] = Enum.GetValues<ComplianceStatus>().ToDictionary(s => s, s => rows.Find(r => r.Status == s)?.Hosts ?? 0);
    }
}
