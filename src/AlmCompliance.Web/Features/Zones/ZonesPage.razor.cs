using AlmCompliance.Data.Access;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Components.Live;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Zones;

/// <summary>The plant's drawing: zones, what is proven between them, and the hosts that nobody knows the zone of.</summary>
public sealed partial class ZonesPage
{
    private LiveData<ZonesView>? _live;
    private string _name = "";
    private string _site = "";

    [Inject]
    private ZoneQueries Queries { get; set; } = default!;

    [Inject]
    private CreateZone Create { get; set; } = default!;

    private async Task<ZonesView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        var mayAct = actor.Role is AccessRole.SecurityManager or AccessRole.Administrator;
        return new ZonesView(
            await Queries.ListAsync(actor, cancellationToken),
            await Queries.ConduitsAsync(actor, cancellationToken),
            Queries.Names(actor),
            mayAct,
            mayAct && actor.SeesAllZones);
    }

    private async Task CreateAsync()
    {
        if (await ActAsync(actor => Create.RunAsync(actor, new ZoneDraft(_name, _site, ZoneCriticality.Unknown, ""), CancellationToken.None)))
        {
            (_name, _site) = ("", "");
            await ReloadAsync();
        }
    }

    private string Sentence(ZoneOverview plant)
    {
        var ways = plant.Matrix.Rows.SelectMany(r => r.Cells).OfType<MatrixCell>().ToList();
        return Text["Sum", ways.Count, ways.Count(w => w.State == BoundaryState.Blocked), ways.Count(w => w.State == BoundaryState.Open), plant.Questions.Total];
    }

    private Task ReloadAsync() => _live?.ReloadAsync() ?? Task.CompletedTask;
}

/// <summary>What the page shows.</summary>
internal sealed record ZonesView(ZoneOverview Plant, IReadOnlyList<ConduitItem> Conduits, IReadOnlyList<ZoneName> Names, bool MayAct, bool MayDraw);
