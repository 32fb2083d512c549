using System.Globalization;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.States;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>What the reader may do about the decision.</summary>
public sealed partial class DecisionActs
{
    private string _note = "";
    private string? _refused;
    private bool _busy;

    [CascadingParameter]
    private DecisionPageView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    private ApproveDecision Approve { get; set; } = default!;

    [Inject]
    private RejectDecision Reject { get; set; } = default!;

    [Inject]
    private WithdrawDecision Withdraw { get; set; } = default!;

    [Inject]
    private EndDecision End { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Notices { get; set; } = default!;

    private Decision Row => View.Decision.Row;

    private bool IsWaiting => View.Decision.State is DecisionState.Requested;

    private bool IsEndable => Row.Kind is not DecisionKind.Decommission
        && (View.Decision.State is DecisionState.Approved || (View.Decision.State is DecisionState.Lapsed && Row is { Kind: DecisionKind.LicenceServerDeclaration, DecidedAt: not null }));

    private bool IsExtendable => Row.Kind is not DecisionKind.Decommission && Row.DecidedAt is not null && View.Decision.State is DecisionState.Approved or DecisionState.Lapsed;

    private async Task ApproveAsync()
    {
        var hosts = View.Decision.Hosts.Count + View.Decision.HostsOutOfSight;
        if (Row.Kind is not DecisionKind.Decommission
            || await Confirmation.AskAsync(Dialogs, Text["Act.Decommission.Title"], Text["Act.Decommission.Text", hosts], Text["Act.Approve"]))
        {
            await RunAsync(actor => Approve.RunAsync(actor, Row.Reference, _note, CancellationToken.None));
        }
    }

    private Task RejectAsync() => RunAsync(actor => Reject.RunAsync(actor, Row.Reference, _note, CancellationToken.None));

    private Task WithdrawAsync() => RunAsync(actor => Withdraw.RunAsync(actor, Row.Reference, CancellationToken.None));

    private Task EndAsync() => RunAsync(actor => End.RunAsync(actor, Row.Reference, _note, CancellationToken.None));

    private async Task RunAsync(Func<Actor, Task<DecisionOutcome>> act)
    {
        _busy = true;
        try
        {
            var outcome = await act(await Actor.GetAsync());
            _refused = outcome.Succeeded ? null
                : outcome.IsNotFound ? Text["Act.Gone"]
                : string.Join(' ', outcome.Refusals.Select(r => DecisionSentences.Of(r, CultureInfo.CurrentUICulture)));
            if (outcome.Succeeded)
            {
                _note = "";
                Notices.Add(Text["Act.Done", Row.Reference], Severity.Normal);
            }
        }
        catch (AccessDeniedException denied)
        {
            _refused = Text[denied.Key ?? "Act.Denied"];
        }
        finally
        {
            _busy = false;
        }

        await Changed.InvokeAsync();
    }
}
