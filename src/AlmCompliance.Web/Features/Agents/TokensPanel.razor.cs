using System.Globalization;
using AlmCompliance.Web.Access;
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
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Notices { get; set; } = default!;

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

        try
        {
            var revoked = await Revoke.RunAsync(await Actor.GetAsync(), token.Id, CancellationToken.None);
            Notices.Add(Text[revoked ? "Revoke.Done" : "Revoke.Gone", token.Hint], revoked ? Severity.Normal : Severity.Warning);
        }
        catch (AccessDeniedException)
        {
            Notices.Add(Text["New.Denied"], Severity.Error);
        }

        await Changed.InvokeAsync();
    }
}
