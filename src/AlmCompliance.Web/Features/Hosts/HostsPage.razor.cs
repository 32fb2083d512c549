using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Components.Selecting;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>The list of hosts; its address holds filter, order and page, so that a view can be sent to a colleague.</summary>
public sealed partial class HostsPage
{
    private readonly RowSelection<SeenHost> _selection = new(h => h.Id);
    private LiveData<HostsView>? _live;
    private RequestFields _fields = new();
    private HostListRequest _request = default!;

    [SupplyParameterFromQuery]
    private string[]? Status { get; set; }

    [SupplyParameterFromQuery]
    private string[]? Rule { get; set; }

    [SupplyParameterFromQuery]
    private string? Advisory { get; set; }

    [SupplyParameterFromQuery]
    private string? Due { get; set; }

    [SupplyParameterFromQuery]
    private string? Silent { get; set; }

    [SupplyParameterFromQuery]
    private string? Expected { get; set; }

    [SupplyParameterFromQuery]
    private string? Enrolled { get; set; }

    [SupplyParameterFromQuery]
    private string? Columns { get; set; }

    [SupplyParameterFromQuery]
    private string? Change { get; set; }

    [SupplyParameterFromQuery]
    private string? Since { get; set; }

    [Inject]
    private HostQueries Queries { get; set; } = default!;

    [Inject]
    private SavedViewQueries Saved { get; set; } = default!;

    protected override void OnParametersSet()
    {
        _fields = new RequestFields();
        _request = new HostListQuery
        {
            Search = Q,
            Status = Status,
            Zone = Zone,
            Rule = Rule,
            Advisory = Advisory,
            Due = Due,
            Silent = Silent,
            Expected = Expected,
            Enrolled = Enrolled,
            Change = Change,
            Since = Since,
            Sort = Sort,
            Page = Page,
            PageSize = PageSize,
        }.Read(_fields);
        _request = _request with { Columns = HostColumns.Read(_fields, Columns), WithWindows = false };

        // What was picked stays over pages and orders; another filter is another list.
        _selection.KeepFor(HostsAddressWriter.Page(_request with { Page = new PageOf(1, PageOf.DefaultSize), Sort = HostSort.Name, Descending = false, Columns = null }));
    }

    private async Task<HostsView?> ReadAsync(CancellationToken cancellationToken)
    {
        var request = _request;
        var actor = await Actor.GetAsync();
        var listing = await Queries.WatchAsync(actor, request, cancellationToken);
        var zones = await Queries.ZonesAsync(actor, cancellationToken);
        return new HostsView(request, listing, zones, await Saved.ListAsync(actor, cancellationToken), actor.PersonId is not null, 0)
        {
            MayAct = actor.IsSecurityManager,
            SeesAllZones = actor.SeesAllZones,
        };
    }

    private async Task<HostsView> KeepRowsAsync(HostsView shown, HostsView read, CancellationToken cancellationToken)
    {
        var (items, changes) = await RowOrder.KeepAsync(
            shown.Listing.Items, read.Listing.Items, h => h.Id, async left => await Queries.RefreshAsync(await Actor.GetAsync(), [.. left.Where(h => h.IsEnrolled).Select(h => h.Id)], cancellationToken));
        return read with { Listing = read.Listing with { Items = items }, Changes = changes };
    }

    private Task ReplaceAsync() => _live!.ReplaceAsync();

    private string Matches(HostListing listing)
    {
        var all = listing.AllHosts + (_request.Filter.TakesLines ? listing.NeverEnrolled : 0);
        return _request.Filter.IsEmpty ? Text["Match.All", listing.Total] : Text["Match", listing.Total, all];
    }
}

/// <summary>What the page shows, with the request that it answers.</summary>
/// <param name="KeepsViews">Whether the reader is a person, who can keep views.</param>
/// <param name="Changes">Rows that came, went or moved since; they are shown when the reader asks.</param>
internal sealed record HostsView(HostListRequest Request, HostListing Listing, IReadOnlyList<ZoneChoice> Zones, SavedHostViews Saved, bool KeepsViews, int Changes)
{
    /// <summary>Whether the reader's role lets them act; the actions check it again.</summary>
    public bool MayAct { get; init; }

    /// <summary>Whether the reader may leave the place of hosts to their addresses.</summary>
    public bool SeesAllZones { get; init; }

    /// <summary>Those of the address, else those that the reader chose last.</summary>
    public IReadOnlyList<HostColumn> Columns => Request.Columns ?? Saved.Columns ?? HostColumns.Default;
}
