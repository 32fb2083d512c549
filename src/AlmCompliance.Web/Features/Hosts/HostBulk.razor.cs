using AlmCompliance.Web.Components.Selecting;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Acts on the hosts that are selected: each shows first what it would change, and writes only what still is as it was shown.</summary>
public sealed partial class HostBulk
{
    private const string ByAddresses = "-";

    private HostActKind? _open;
    private HostAct _act = new(HostActKind.Zone);
    private HostActOutcome? _preview;
    private string _text = "";

    [CascadingParameter]
    private HostsView View { get; set; } = default!;

    [CascadingParameter]
    private RowSelection<SeenHost> Selection { get; set; } = default!;

    [Inject]
    private HostQueries Queries { get; set; } = default!;

    [Inject]
    private PreviewHostAct Preview { get; set; } = default!;

    [Inject]
    private ChangeHosts Change { get; set; } = default!;

    private void Open(HostActKind kind)
    {
        Cancel();
        (_open, _text) = (kind, "");
    }

    private protected override void Cancel() => (_open, _preview, Wrong) = (null, null, null);

    private protected override void ForgetPreview() => _preview = null;

    private Task ChooseAsync(ChangeEventArgs change)
    {
        _preview = null;
        var chosen = change.Value as string;
        return Guid.TryParse(chosen, out var zone) ? PreviewAsync(new HostAct(HostActKind.Zone, zone))
            : chosen == ByAddresses ? PreviewAsync(new HostAct(HostActKind.Zone))
            : Task.CompletedTask;
    }

    private Task WriteAsync() => PreviewAsync(new HostAct(_open!.Value, Text: _text));

    private Task PreviewAsync(HostAct act) => RunAsync(async actor =>
    {
        _act = act;
        var hosts = Selection.All ? await Queries.SelectAsync(actor, View.Request, HostAct.Most + 1, CancellationToken.None) : [.. Selection.Picked.Select(h => h.Id)];
        Show(await Preview.RunAsync(actor, act, hosts, CancellationToken.None));
    });

    private Task GoAsync() => RunAsync(async actor =>
    {
        var promised = _preview!.Changed;
        var outcome = await Change.RunAsync(actor, _act, _preview.Seen, CancellationToken.None);
        if (outcome.Refused is not null)
        {
            Show(outcome);
            return;
        }

        var left = outcome.Changed < promised ? HostActWords.Left(Text, outcome) : [];
        Notices.Add(string.Join(' ', left.Prepend(HostActWords.Did(Text, _act, outcome))), outcome.Changed < promised ? Severity.Warning : Severity.Normal);
        (_open, _preview, _text) = (null, null, "");
        Selection.Clear();
        await Changed.InvokeAsync();
    });

    private void Show(HostActOutcome outcome)
    {
        Wrong = HostActWords.Wrong(Text, outcome);
        _preview = outcome.Refused is null ? outcome : null;
    }
}
