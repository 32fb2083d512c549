using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Components.Selecting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>The rows of one page of hosts; a head leads to the same list in its order.</summary>
public sealed partial class HostGrid
{
    private static readonly Dictionary<HostColumn, HostSort> Sorts = new()
    {
        [HostColumn.Status] = HostSort.Status,
        [HostColumn.Zone] = HostSort.Zone,
        [HostColumn.Version] = HostSort.Version,
        [HostColumn.Due] = HostSort.Due,
        [HostColumn.Evidence] = HostSort.Evidence,
        [HostColumn.LastContact] = HostSort.LastContact,
    };

    [CascadingParameter]
    private HostsView View { get; set; } = default!;

    [CascadingParameter]
    private RowSelection<SeenHost> Selection { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback SelectionChanged { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private HostListRequest Request => View.Request;

    private bool PagePicked => View.Listing.Items.Any(h => h.IsEnrolled) && View.Listing.Items.All(h => !h.IsEnrolled || IsPicked(h));

    // A line of the plant's own list has no host yet that could stand anywhere.
    private bool IsPicked(HostListItem host) => host.IsEnrolled && Selection.Holds(host.Id);

    private Task Pick(HostListItem host, ChangeEventArgs change) => SetAsync([host], change);

    private Task PickPage(ChangeEventArgs change) => SetAsync(View.Listing.Items.Where(h => h.IsEnrolled), change);

    private Task SetAsync(IEnumerable<HostListItem> hosts, ChangeEventArgs change)
    {
        Selection.Set(hosts.Select(h => new SeenHost(h.Id)), change.Value is true);
        return SelectionChanged.InvokeAsync();
    }

    // What an expired report said of remote access says nothing of it today.
    private bool IsCurrent(HostListItem host) => host.EvidenceExpiresAt > Clock.GetUtcNow();

    // Their dates are on the host's page; that one has passed must not be found out there.
    private int Overdue(HostListItem host) => host.OpenFindings.Except(host.NoteFindings).Count(f => f.DueAt < Clock.GetUtcNow());

    private string InOrder(HostSort order) => HostsAddressWriter.Page(Request with
    {
        Sort = order,
        Descending = Request.Sort == order && !Request.Descending,
        Page = Request.Page with { Page = 1 },
    });

    private string? Note(HostListItem host) => !host.IsEnrolled ? Text["Note.NeverEnrolled"].Value : host.Reason switch
    {
        StatusReason.NeverReported => Text["Note.NeverReported"].Value,
        StatusReason.NotInstalled => Text["Note.NotInstalled"].Value,
        StatusReason.RestartPending => Text["Note.Restart"].Value,
        StatusReason.RestartNotKnown => Text["Note.RestartNotKnown"].Value,
        StatusReason.OutsideScope => Text["Note.OutsideScope"].Value,
        _ => null,
    };
}
