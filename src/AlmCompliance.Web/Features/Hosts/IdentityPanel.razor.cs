using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.States;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Two machines under this host's identity: what shows it, what to do, and the word that it is one all the same.</summary>
public sealed partial class IdentityPanel
{
    private string _reason = "";
    private string? _refused;
    private bool _busy;

    [CascadingParameter]
    private HostView View { get; set; } = default!;

    [Inject]
    private DeclareOneMachine Declare { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Notices { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private static FindingReason ReasonOf(IdentitySign sign) => sign switch
    {
        IdentitySign.BootTimes => FindingReason.TwoMachinesByBoot,
        IdentitySign.Files => FindingReason.TwoMachinesByFile,
        _ => FindingReason.TwoMachinesByAddress,
    };

    private async Task DeclareAsync()
    {
        var reason = _reason.Trim();
        if (reason.Length is 0 or > DeclareOneMachine.LongestReason)
        {
            _refused = Text["Identity.NoReason"];
            return;
        }

        if (!await Confirmation.AskAsync(Dialogs, Text["Identity.One"], Text["Identity.One.Text"], Text["Identity.One"]))
        {
            return;
        }

        _busy = true;
        try
        {
            var said = await Declare.RunAsync(await Actor.GetAsync(), View.Summary.Id, reason, CancellationToken.None);
            _refused = said ? null : Text["Identity.Gone"].Value;
            if (said)
            {
                Notices.Add(Text["Identity.Done"], Severity.Normal);
            }
        }
        catch (AccessDeniedException)
        {
            _refused = Text["Identity.Denied"];
        }
        finally
        {
            _busy = false;
        }
    }
}
