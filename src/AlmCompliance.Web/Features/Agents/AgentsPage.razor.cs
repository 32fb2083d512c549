using AlmCompliance.Data.Access;
using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>Enrolment and contact of the agents.</summary>
public sealed partial class AgentsPage
{
    private AgentListRequest _request = new();
    private LiveData<AgentsView>? _live;

    [SupplyParameterFromQuery]
    private string? Silent { get; set; }

    [Inject]
    private AgentQueries Queries { get; set; } = default!;

    protected override void OnParametersSet()
    {
        var fields = new RequestFields();
        var request = AgentListRequest.Read(fields, Q, Silent, Sort, Page, PageSize);
        _request = fields.IsValid ? request : new AgentListRequest();
    }

    private async Task<AgentsView?> ReadAsync(CancellationToken cancellationToken)
    {
        var request = _request;
        var actor = await Actor.GetAsync();
        return new AgentsView(
            request,
            await Queries.PendingAsync(actor, cancellationToken),
            await Queries.TokensAsync(actor, cancellationToken),
            await Queries.ListAsync(actor, request, cancellationToken),
            actor.Role is AccessRole.SecurityManager or AccessRole.Administrator);
    }

    // Of the list the figures are those of what was searched for.
    private string Sentence(AgentsView view) => view.Request.Search is null && !view.Request.Silent
        ? Text["Sum", view.Pending.Count, view.Agents.Silent, view.Agents.Total]
        : Text["Sum.Waiting", view.Pending.Count];

    private Task ReloadAsync() => _live?.ReloadAsync() ?? Task.CompletedTask;
}

/// <summary>What the page shows.</summary>
/// <param name="MayAct">Whether the reader's role lets them decide and make tokens; the actions check it again.</param>
internal sealed record AgentsView(
    AgentListRequest Request,
    IReadOnlyList<PendingEnrollmentItem> Pending,
    IReadOnlyList<EnrollmentTokenItem> Tokens,
    AgentListing Agents,
    bool MayAct);
