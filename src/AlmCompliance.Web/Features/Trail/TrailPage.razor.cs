using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>Who did what, when, and what it was before and after.</summary>
public sealed partial class TrailPage
{
    private TrailRequest _request = new();

    [SupplyParameterFromQuery]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery]
    private string? Who { get; set; }

    [SupplyParameterFromQuery]
    private string? Action { get; set; }

    [SupplyParameterFromQuery]
    private string? On { get; set; }

    [SupplyParameterFromQuery]
    private string? Subject { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [Inject]
    private TrailQueries Trail { get; set; } = default!;

    protected override void OnParametersSet()
    {
        var fields = new RequestFields();
        var request = TrailRequest.Read(fields, new TrailQuery
        {
            Kind = Kind, Who = Who, Action = Action, On = On, Subject = Subject, Zone = Zone, From = From, To = To, Page = Page, PageSize = PageSize,
        });
        _request = fields.IsValid ? request : new TrailRequest();
    }

    private async Task<TrailView?> ReadAsync(CancellationToken cancellationToken)
    {
        var request = _request;
        return new TrailView(request, await Trail.ListAsync(await Actor.GetAsync(), request, cancellationToken));
    }
}

/// <summary>What the page shows.</summary>
internal sealed record TrailView(TrailRequest Request, TrailListing Listing);
