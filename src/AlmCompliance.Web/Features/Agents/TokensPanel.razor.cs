using System.Globalization;
using AlmCompliance.Web.Components.States;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>The tokens by which agents become known: made, counted, taken back.</summary>
public sealed partial class TokensPanel
{
    [CascadingParameter]
    private AgentsView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    private RevokeEnrollmentToken Revoke { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    private static string Share(EnrollmentTokenItem token) =>
        (100.0 * token.Uses / Math.Max(1, token.MaxUses)).ToString("0", CultureInfo.InvariantCulture);

    private async Task CreateAsync()
    {
        var dialog = await Dialogs.ShowAsync<NewTokenDialog>(Text["New.Title"]);
        if (await dialog.Result is { Canceled: false, Data: string secret })
        {
            await Changed.InvokeAsync();
            await SecretDialog.ShowAsync(Dialogs, Text["Secret.Title"], Text["Secret.Text"], secret);
        }
    }

    private async Task RevokeAsync(EnrollmentTokenItem token)
    {
        if (!await Confirmation.AskAsync(Dialogs, Text["Revoke.Title"], Text["Revoke.Text", token.Hint], Text["Token.Revoke"]))
        {
            return;
        }

        await TryAsync(async actor =>
        {
            var revoked = await Revoke.RunAsync(actor, token.Id, CancellationToken.None);
            Tell(revoked, Text[revoked ? "Revoke.Done" : "Revoke.Gone", token.Hint]);
        });
        await Changed.InvokeAsync();
    }
}
