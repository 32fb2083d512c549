using System.Collections.Concurrent;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>
/// The overview's figures, read once for all circuits of the same sight: anew when something changed since, but not twice a
/// second, and every half minute, since time alone turns verdicts.
/// </summary>
internal sealed class SharedFigures(OverviewQueries queries, ChangeFeed changes, TimeProvider clock)
{
    private const int MostSights = 256;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Sight> _sights = new(StringComparer.Ordinal);

    public async Task<OverviewFigures> GetAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        if (_sights.Count > MostSights)
        {
            _sights.Clear();
        }

        var key = actor.Zones is null ? "all" : string.Join(',', actor.Zones.Order());
        var sight = _sights.GetOrAdd(key, _ => new Sight());
        await sight.Turn.WaitAsync(cancellationToken);
        try
        {
            var version = changes.Version;
            var age = clock.GetElapsedTime(sight.ReadAt);
            if (sight.Figures is null || age >= s_longest || (version != sight.Version && age >= s_pause))
            {
                sight.Figures = await queries.GetAsync(actor, cancellationToken);
                sight.ReadAt = clock.GetTimestamp();
                sight.Version = version;
            }

            return sight.Figures;
        }
        finally
        {
            sight.Turn.Release();
        }
    }

    private sealed class Sight
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public OverviewFigures? Figures { get; set; }
        public long ReadAt { get; set; }
        public long Version { get; set; }
    }
}
