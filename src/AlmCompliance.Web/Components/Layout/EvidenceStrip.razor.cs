using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Hosting;
using AlmCompliance.Web.Live;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Components.Layout;

/// <summary>How old the evidence is, of when the catalogue, and whether the trail is whole: what every page stands on. It reads nothing itself.</summary>
public sealed partial class EvidenceStrip
{
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(15);

    private Shown? _shown;
    private ITimer? _ticks;

    [Inject]
    private PlantPulse Pulse { get; set; } = default!;

    [Inject]
    private PlantKnowledge Plant { get; set; } = default!;

    [Inject]
    private TrailGuard Guard { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose() => _ticks?.Dispose();

    protected override Task OnInitializedAsync() => LookAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ticks = Clock.CreateTimer(_ => _ = InvokeAsync(TickAsync), null, TimeSpan.FromSeconds(2), s_pace);
        }
    }

    private async Task TickAsync()
    {
        await LookAsync();
        StateHasChanged();
    }

    private async Task LookAsync()
    {
        var actor = await Actor.GetAsync();
        _shown = actor.Role is AccessRole.None ? null : new Shown(
            Pulse.Of(PlantPulse.Sight(actor.Zones))?.MedianEvidence, Plant.Current.Catalogue.AsOf, Guard.State,
            actor.Role is AccessRole.Auditor or AccessRole.SecurityManager or AccessRole.Administrator);
    }

    private sealed record Shown(DateTimeOffset? Evidence, DateOnly Catalogue, TrailState Trail, bool MayReadTrail);
}
