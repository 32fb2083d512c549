using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Components.Selecting;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Findings as a work list; its address holds filter, order and page, so that a view can be sent to a colleague.</summary>
public sealed partial class FindingsPage
{
    private readonly RowSelection<SeenFinding> _selection = new(f => f.Id);
    private LiveData<FindingsView>? _live;
    private RequestFields _fields = new();
    private FindingListRequest _request = new();

    [SupplyParameterFromQuery]
    private string[]? Rule { get; set; }

    [SupplyParameterFromQuery]
    private string? Advisory { get; set; }

    [SupplyParameterFromQuery]
    private string? Owner { get; set; }

    [SupplyParameterFromQuery]
    private string? Due { get; set; }

    [Inject]
    private FindingQueries Queries { get; set; } = default!;

    protected override void OnParametersSet()
    {
        _fields = new RequestFields();
        var query = new FindingListQuery { Search = Q, Rule = Rule, Zone = Zone, Owner = Owner, Due = Due, Sort = Sort, Page = Page, PageSize = PageSize };
        _request = FindingListRequest.Read(_fields, query) with { Advisory = FindingsAddress.Advisory(_fields.Text("advisory", Advisory)), CountsOwned = true };

        // What was picked stays over pages and orders; another filter is another list.
        _selection.KeepFor(FindingsAddress.Page(_request with { Page = new PageOf(1, PageOf.DefaultSize), Sort = FindingSort.Due, Descending = false }));
    }

    private async Task<FindingsView?> ReadAsync(CancellationToken cancellationToken)
    {
        var request = _request;
        var actor = await Actor.GetAsync();
        var listing = await Queries.ListAsync(actor, request, cancellationToken);
        return new FindingsView(request, listing, await Queries.ZonesAsync(actor, cancellationToken), await Queries.PeopleAsync(actor, cancellationToken), actor.PersonId, actor.IsSecurityManager, 0);
    }

    private async Task<FindingsView> KeepRowsAsync(FindingsView shown, FindingsView read, CancellationToken cancellationToken)
    {
        var (items, changes) = await RowOrder.KeepAsync(
            shown.Listing.Items, read.Listing.Items, f => f.Id, async left => await Queries.RefreshAsync(await Actor.GetAsync(), [.. left.Select(f => f.Id)], cancellationToken));
        return read with { Listing = read.Listing with { Items = items }, Changes = changes };
    }

    private Task ReplaceAsync() => _live!.ReplaceAsync();
}

/// <summary>What the page shows, with the request that it answers.</summary>
/// <param name="Me">The reader; null for a program.</param>
/// <param name="MayAct">Whether the reader's role lets them act; the actions check it again.</param>
/// <param name="Changes">Rows that came, went or moved since; they are shown when the reader asks.</param>
internal sealed record FindingsView(
    FindingListRequest Request, FindingListing Listing, IReadOnlyList<string> Zones, IReadOnlyList<OwnerPerson> People, Guid? Me, bool MayAct, int Changes)
{
    public FindingCount Counts => Listing.CountOf(Request.Rules);

    public string? NameOf(Guid person) => People.FirstOrDefault(p => p.Id == person)?.Name;
}
