using System.Collections.Concurrent;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>
/// The overview's figures, read once for all circuits of the same sight: anew when something changed since and the
/// <see cref="ReadingPace"/> allows it, and every half minute, since time alone turns verdicts. One reading at a time beside
/// the first ones, however many sights there are.
/// </summary>
internal sealed class SharedFigures(OverviewQueries queries, YesterdayQueries yesterday, PlantPulse pulse, ChangeFeed changes, TimeProvider clock) : IDisposable
{
    private const int MostSights = 256;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Sight> _sights = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _reading = new(1);

    public async Task<OverviewFigures> GetAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        if (_sights.Count > MostSights)
        {
            _sights.Clear();
        }

        var key = PlantPulse.Sight(actor.Zones);
        var sight = _sights.GetOrAdd(key, _ => new Sight(new ReadingPace(clock)));
        await sight.Turn.WaitAsync(cancellationToken);
        try
        {
            var version = changes.Version;
            if (sight.Figures is null)
            {
                sight.Figures = await sight.Pace.ReadAsync(() => ReadAsync(actor, key, cancellationToken));
                sight.Version = version;
            }
            else if (!sight.Pace.IsResting && (version != sight.Version || sight.Pace.Age >= s_longest))
            {
                await _reading.WaitAsync(cancellationToken);
                try
                {
                    sight.Figures = await sight.Pace.ReadAsync(() => ReadAsync(actor, key, cancellationToken));
                    sight.Version = version;
                }
                finally
                {
                    _reading.Release();
                }
            }

            return sight.Figures;
        }
        finally
        {
            sight.Turn.Release();
        }
    }

    /// <summary>What was read last for this sight, however old; null where nothing was.</summary>
    public OverviewFigures? Known(Actor actor)
    {
        actor.RequireReader();
        return _sights.GetValueOrDefault(PlantPulse.Sight(actor.Zones))?.Figures;
    }

    private async Task<OverviewFigures> ReadAsync(Actor actor, string sight, CancellationToken cancellationToken)
    {
        var figures = await queries.GetAsync(actor, cancellationToken);
        pulse.Set(sight, new Beat(figures.Evidence.Median, figures.AsOf));

        // The counts of a day are of every enrolled host: with a list they are of another set, unless all on it and nobody else enrolled.
        return figures.Expected is not null && (figures.NeverEnrolled > 0 || figures.Unlisted.Hosts > 0)
            ? figures
            : figures with { Yesterday = await yesterday.GetAsync(actor, cancellationToken) };
    }

    public void Dispose() => _reading.Dispose();

    private sealed class Sight(ReadingPace pace)
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public ReadingPace Pace => pace;
        public OverviewFigures? Figures { get; set; }
        public long Version { get; set; }
    }
}
