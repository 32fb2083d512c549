using AlmCompliance.Domain.Compliance;
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

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private HostListRequest Request => View.Request;

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
