using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Components.States;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>What programs come in by: made, told once, taken back.</summary>
public sealed partial class TokensPage
{
    private LiveData<ApiTokensView>? _live;

    [Inject]
    private PeopleQueries People { get; set; } = default!;

    [Inject]
    private RevokeApiToken Revoke { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    private string Sentence(ApiTokensView view)
    {
        var usable = view.Tokens.Where(t => t.State is ApiTokenState.Usable).ToList();
        var lasting = usable.Count(t => t.ExpiresAt is null);
        return usable.Count switch
        {
            0 => Text["Tokens.Sentence.None"],
            _ when lasting == 0 => Text["Tokens.Sentence", usable.Count],
            _ => Text["Tokens.Sentence.Lasting", usable.Count, lasting],
        };
    }

    private async Task<ApiTokensView?> ReadAsync(CancellationToken cancellationToken) => new(await People.TokensAsync(await Actor.GetAsync(), cancellationToken));

    private async Task CreateAsync()
    {
        var dialog = await Dialogs.ShowAsync<ApiTokenDialog>(Text["Token.New.Title"]);
        if (await dialog.Result is { Canceled: false, Data: string secret })
        {
            await ReloadAsync();
            await SecretDialog.ShowAsync(Dialogs, Text["Token.Secret"], Text["Token.Secret.Text"], secret);
        }
    }

    private async Task RevokeAsync(ApiTokenItem token)
    {
        if (!await Confirmation.AskAsync(Dialogs, Text["Token.Revoke.Title"], Text["Token.Revoke.Text", token.Name], Text["Token.Revoke"]))
        {
            return;
        }

        await TryAsync(async actor =>
        {
            var revoked = await Revoke.RunAsync(actor, token.Id, CancellationToken.None);
            Tell(revoked, Text[revoked ? "Token.Revoked" : "Token.Gone", token.Name]);
        });
        await ReloadAsync();
    }

    private Task ReloadAsync() => _live?.ReloadAsync() ?? Task.CompletedTask;
}

/// <summary>What the page shows.</summary>
internal sealed record ApiTokensView(IReadOnlyList<ApiTokenItem> Tokens);
