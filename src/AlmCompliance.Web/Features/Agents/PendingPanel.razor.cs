using AlmCompliance.Data.Access;
using AlmCompliance.Web.Components.States;
using AlmCompliance.Web.Components.Values;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>Machines that get no key before a person has decided.</summary>
public sealed partial class PendingPanel
{
    [CascadingParameter]
    private AgentsView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    private DecideEnrollment Decide { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    private async Task SameAsync(PendingEnrollmentItem pending)
    {
        var host = HostileText.Tame(pending.ExistingHostName, 120);
        if (await Confirmation.AskAsync(Dialogs, Text["Same.Title"], Text["Same.Text", host], Text["Same.Go"]) && await IsComparedAsync(pending))
        {
            await DecideAsync(pending, EnrollmentDecision.SameMachine);
        }
    }

    private async Task AnotherAsync(PendingEnrollmentItem pending)
    {
        if (await IsComparedAsync(pending))
        {
            await DecideAsync(pending, EnrollmentDecision.Another);
        }
    }

    /// <summary>Of a request that came as a file nothing is known but its key: a person says that it is the agent's own.</summary>
    private async Task<bool> IsComparedAsync(PendingEnrollmentItem pending) => !pending.IsOffline || await Confirmation.AskAsync(
        Dialogs, Text["Compare.Title"], Text["Compare.Text", HostileText.Tame(pending.HostName, 120), pending.Fingerprint ?? "?"], Text["Compare.Go"]);

    private async Task DecideAsync(PendingEnrollmentItem pending, EnrollmentDecision decision)
    {
        await TryAsync(async actor =>
        {
            var decided = await Decide.RunAsync(actor, pending.Id, decision, CancellationToken.None);
            var done = pending.IsOffline && decision is EnrollmentDecision.Another ? "Pending.Done.Known" : $"Pending.Done.{decision}";
            Tell(decided, decided ? Text[done, HostileText.Tame(pending.HostName, 120)] : Text["Pending.Gone"]);
        });
        await Changed.InvokeAsync();
    }
}
