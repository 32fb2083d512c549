using AlmCompliance.Web.Components.States;
using AlmCompliance.Web.Components.Values;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>The agents that are known, when each was last heard, and whether its key is good.</summary>
public sealed partial class AgentListPanel
{
    private string? _search;

    [CascadingParameter]
    private AgentsView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    private RevokeAgentKeys Revoke { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private AgentListRequest Request => View.Request;

    private void Search() => Navigation.NavigateTo(AgentsAddress.Page(Request with
    {
        Search = string.IsNullOrWhiteSpace(_search) ? null : _search.Trim(),
        Page = Request.Page with { Page = 1 },
    }));

    private async Task RevokeAsync(AgentItem agent)
    {
        var name = HostileText.Tame(agent.HostName, 120);
        if (!await Confirmation.AskAsync(Dialogs, Text["RevokeKey.Title", name], Text["RevokeKey.Text", name], Text["List.Revoke"]))
        {
            return;
        }

        await TryAsync(async actor =>
        {
            var revoked = await Revoke.RunAsync(actor, agent.HostId, CancellationToken.None);
            Tell(revoked, Text[revoked ? "RevokeKey.Done" : "RevokeKey.Gone", name]);
        });
        await Changed.InvokeAsync();
    }
}
