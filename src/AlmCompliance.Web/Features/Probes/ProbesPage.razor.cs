using AlmCompliance.Data.Access;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Components.States;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Probes;

/// <summary>Whether probes run, what each zone allows, who is tried when, and what was found. One button ends all.</summary>
public sealed partial class ProbesPage
{
    private LiveData<ProbesView>? _live;
    private string _zone = "";
    private bool _allowed = true;
    private TimeOnly? _from;
    private TimeOnly? _to;
    private bool _old;
    private string _site = "";
    private int _port = HostShielding.DefaultPort;
    private bool _listed = true;
    private string _host = "";

    [Inject]
    private ProbeQueries Queries { get; set; } = default!;

    [Inject]
    private StartProbes Start { get; set; } = default!;

    [Inject]
    private StopProbes Stop { get; set; } = default!;

    [Inject]
    private AllowZoneProbes Allow { get; set; } = default!;

    [Inject]
    private ListProbePort ListPort { get; set; } = default!;

    [Inject]
    private ApproveTarget Approve { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    private async Task<ProbesView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        return new ProbesView(
            await Queries.GetAsync(actor, cancellationToken),
            actor.Role is AccessRole.SecurityManager or AccessRole.Administrator,
            actor.Role is AccessRole.Administrator);
    }

    // Without a question: who presses it is in a hurry.
    private Task StopAsync() => ThenReloadAsync(async actor => Outcome<int>.Of(await Stop.RunAsync(actor, CancellationToken.None)));

    private async Task StartAsync()
    {
        if (await Confirmation.AskAsync(Dialogs, Text["Start.Title"], Text["Start.Text"], Text["Start"]))
        {
            await ThenReloadAsync(async actor =>
            {
                await Start.RunAsync(actor, CancellationToken.None);
                return Outcome<bool>.Of(true);
            });
        }
    }

    private async Task AllowAsync()
    {
        if (Guid.TryParse(_zone, out var zone))
        {
            await ThenReloadAsync(actor => Allow.RunAsync(actor, zone, new ZoneProbing(_allowed, _from, _to, _old), CancellationToken.None));
        }
    }

    private Task PortAsync() => ThenReloadAsync(actor => ListPort.RunAsync(actor, _site, _port, _listed, CancellationToken.None));

    private async Task ApproveTypedAsync()
    {
        if (Guid.TryParse(_host, out var host))
        {
            await ApproveAsync(host, approved: true);
            _host = "";
        }
    }

    private Task ApproveAsync(Guid host, bool approved) => ThenReloadAsync(actor => Approve.RunAsync(actor, host, approved, CancellationToken.None));

    private async Task ThenReloadAsync<T>(Func<Actor, Task<Outcome<T>>> act)
    {
        if (await ActAsync(act))
        {
            await (_live?.ReloadAsync() ?? Task.CompletedTask);
        }
    }
}

/// <summary>What the page shows.</summary>
internal sealed record ProbesView(ProbeOverview Probes, bool MayAct, bool MayStart);
