using AlmCompliance.Data.Access;
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

    [Inject]
    private ProbeQueries Queries { get; set; } = default!;

    [Inject]
    private StartProbes Start { get; set; } = default!;

    [Inject]
    private StopProbes Stop { get; set; } = default!;

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

    private async Task ThenReloadAsync<T>(Func<Actor, Task<Outcome<T>>> act)
    {
        if (await ActAsync(act))
        {
            await ReloadAsync();
        }
    }

    private Task ReloadAsync() => _live?.ReloadAsync() ?? Task.CompletedTask;
}

/// <summary>What the page shows.</summary>
internal sealed record ProbesView(ProbeOverview Probes, bool MayAct, bool MayStart);
