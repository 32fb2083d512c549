using AlmCompliance.Data.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>What people decided, asked for, and have to decide.</summary>
public sealed partial class DecisionsPage
{
    private DecisionListRequest _request = new();

    [SupplyParameterFromQuery]
    private string? View { get; set; }

    [SupplyParameterFromQuery]
    private string[]? Kind { get; set; }

    [SupplyParameterFromQuery]
    private string[]? State { get; set; }

    [SupplyParameterFromQuery]
    private string? Host { get; set; }

    [SupplyParameterFromQuery]
    private string? Since { get; set; }

    [Inject]
    private DecisionQueries Decisions { get; set; } = default!;

    [Inject]
    private CatalogueQueries Catalogue { get; set; } = default!;

    protected override void OnParametersSet()
    {
        var fields = new RequestFields();
        var request = DecisionListRequest.Read(fields, View, Kind, State, Host, Since, Page, PageSize);
        _request = fields.IsValid ? request : new DecisionListRequest();
    }

    private async Task<DecisionsView?> ReadAsync(CancellationToken cancellationToken)
    {
        var request = _request;
        var actor = await Actor.GetAsync();
        return new DecisionsView(
            request,
            await Decisions.ListAsync(actor, request, cancellationToken),
            await Catalogue.NoticeAsync(actor, cancellationToken),
            actor.Role is AccessRole.SecurityManager or AccessRole.Administrator);
    }
}

/// <summary>What the page shows.</summary>
/// <param name="MayAsk">Whether the reader's role lets them ask; the actions check it again.</param>
internal sealed record DecisionsView(DecisionListRequest Request, DecisionListing Listing, CatalogueNotice Catalogue, bool MayAsk);
