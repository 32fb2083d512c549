using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Components.States;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Zones;

/// <summary>One zone: what belongs to it, what is proven around it.</summary>
public sealed partial class ZonePage
{
    private LiveData<ZoneView>? _live;
    private string _range = "";
    private DateTime? _from;
    private DateTime? _to;
    private string _note = "";

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ZoneQueries Queries { get; set; } = default!;

    [Inject]
    private AddRange AddRange { get; set; } = default!;

    [Inject]
    private RemoveRange RemoveRange { get; set; } = default!;

    [Inject]
    private ConfirmRange Confirm { get; set; } = default!;

    [Inject]
    private AddWindow AddWindow { get; set; } = default!;

    [Inject]
    private RemoveWindow RemoveWindow { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private async Task<ZoneView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        var zone = await Queries.GetAsync(actor, Id, cancellationToken);
        var mayAct = actor.Role is AccessRole.SecurityManager or AccessRole.Administrator;
        return new ZoneView(zone, mayAct, mayAct && actor.SeesAllZones);
    }

    private async Task AddRangeAsync()
    {
        if (await ActAsync(actor => AddRange.RunAsync(actor, Id, _range, CancellationToken.None)))
        {
            _range = "";
            await ReloadAsync();
        }
    }

    private Task RemoveRangeAsync(Guid range) => ThenReloadAsync(actor => RemoveRange.RunAsync(actor, Id, range, CancellationToken.None));

    private async Task ConfirmAsync(Guid range)
    {
        if (await Confirmation.AskAsync(Dialogs, Text["Confirm.Title"], Text["Confirm.Text"], Text["Confirm"]))
        {
            await ThenReloadAsync(actor => Confirm.RunAsync(actor, Id, range, CancellationToken.None));
        }
    }

    private async Task AddWindowAsync()
    {
        if (_from is { } from && _to is { } to
            && await ActAsync(actor => AddWindow.RunAsync(actor, Id, Local(from), Local(to), _note, CancellationToken.None)))
        {
            (_from, _to, _note) = (null, null, "");
            await ReloadAsync();
        }
    }

    private Task RemoveWindowAsync(Guid window) => ThenReloadAsync(actor => RemoveWindow.RunAsync(actor, Id, window, CancellationToken.None));

    private async Task ThenReloadAsync(Func<Actor, Task<Outcome<Guid>>> act)
    {
        if (await ActAsync(act))
        {
            await ReloadAsync();
        }
    }

    private DateTimeOffset Local(DateTime time) => new(time, Clock.LocalTimeZone.GetUtcOffset(time));

    private Task ReloadAsync() => _live?.ReloadAsync() ?? Task.CompletedTask;
}

/// <summary>What the page shows.</summary>
/// <param name="MayDraw">Whether the reader sees all zones, and so may say which address belongs to which.</param>
internal sealed record ZoneView(ZoneDetail? Zone, bool MayAct, bool MayDraw);
