using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>The list of hosts; its address holds filter, order and page, so that a view can be sent to a colleague.</summary>
public sealed partial class HostsPage
{
    private static readonly int[] Sizes = [25, 50, 100, 200];

    private RequestFields _fields = new();
    private HostListRequest _request = default!;

    [SupplyParameterFromQuery]
    private string? Q { get; set; }

    [SupplyParameterFromQuery]
    private string[]? Status { get; set; }

    [SupplyParameterFromQuery]
    private string[]? Zone { get; set; }

    [SupplyParameterFromQuery]
    private string[]? Rule { get; set; }

    [SupplyParameterFromQuery]
    private string? Silent { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    [SupplyParameterFromQuery]
    private string? PageSize { get; set; }

    [Inject]
    private HostQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    protected override void OnParametersSet()
    {
        _fields = new RequestFields();
        _request = HostListRequest.Read(_fields, HostFilter.Read(_fields, Q, Status, Zone, Rule, Silent), Sort, Page, PageSize);
    }

    private async Task<HostsView?> ReadAsync(CancellationToken cancellationToken)
    {
        var request = _request;
        var actor = await Actor.GetAsync();
        var listing = await Queries.ListAsync(actor, request, cancellationToken);
        return new HostsView(request, listing, await Queries.ZonesAsync(actor, cancellationToken));
    }

    private string Matches(HostListing listing) => _request.Filter.IsEmpty
        ? Text["Match.All", listing.Total]
        : Text["Match", listing.Total, listing.AllHosts];
}

/// <summary>What the page shows, with the request that it answers.</summary>
internal sealed record HostsView(HostListRequest Request, HostListing Listing, IReadOnlyList<ZoneChoice> Zones);
