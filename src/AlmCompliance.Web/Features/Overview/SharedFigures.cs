using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>The overview's figures, read once for all circuits of the same sight.</summary>
internal sealed class SharedFigures(OverviewQueries queries, YesterdayQueries yesterday, PlantPulse pulse, ChangeFeed changes, TimeProvider clock) : IDisposable
{
    private readonly SharedReads<OverviewFigures> _reads = new(changes, clock);

    public Task<OverviewFigures> GetAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var sight = PlantPulse.Sight(actor.Zones);
        return _reads.GetAsync(sight, () => ReadAsync(actor, sight, cancellationToken), cancellationToken);
    }

    /// <summary>What was read last for this sight, however old; null where nothing was.</summary>
    public OverviewFigures? Known(Actor actor)
    {
        actor.RequireReader();
        return _reads.Known(PlantPulse.Sight(actor.Zones));
    }

    public void Dispose() => _reads.Dispose();

    private async Task<OverviewFigures> ReadAsync(Actor actor, string sight, CancellationToken cancellationToken)
    {
        var figures = await queries.GetAsync(actor, cancellationToken);
        pulse.Set(sight, new Beat(figures.Evidence.Median, figures.AsOf));

        // The counts of a day are of every enrolled host: with a list they are of another set, unless all on it and nobody else enrolled.
        return figures.Expected is not null && (figures.NeverEnrolled > 0 || figures.Unlisted.Hosts > 0)
            ? figures
            : figures with { Yesterday = await yesterday.GetAsync(actor, cancellationToken) };
    }
}
