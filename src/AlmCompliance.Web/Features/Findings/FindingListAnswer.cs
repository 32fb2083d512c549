using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Answers;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>A page of findings as the API says it.</summary>
/// <param name="Total">Findings that match the whole filter.</param>
/// <param name="Overdue">Of those that match the filter without its due date, the overdue ones.</param>
/// <param name="DueSoon">Of them, those due within a week.</param>
internal sealed record FindingListAnswer(IReadOnlyList<FindingOfHostAnswer> Items, int Total, int Overdue, int DueSoon)
{
    public static FindingListAnswer Of(FindingListing listing, FindingListRequest request)
    {
        var counted = listing.CountOf(request.Rules);
        return new FindingListAnswer([.. listing.Items.Select(FindingOfHostAnswer.Of)], listing.Total, counted.Overdue, counted.DueSoon);
    }
}

/// <summary>A finding with the host it stands on.</summary>
/// <param name="Zone">The zone's name; null for a host without one.</param>
/// <param name="LastWindow">The zone's last maintenance window that ends by the due date; null where there is none: then only an approved deferral helps.</param>
/// <param name="Owner">The person who sees to it; null where nobody does.</param>
/// <param name="Notes">How many notes people wrote.</param>
internal sealed record FindingOfHostAnswer(
    Guid Id,
    Guid HostId,
    string HostName,
    string? Zone,
    RuleId Rule,
    string? AdvisoryId,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset DueAt,
    WindowAnswer? LastWindow,
    string Message,
    string Remedy,
    FindingOwnerAnswer? Owner,
    int Notes)
{
    public static FindingOfHostAnswer Of(FindingListItem item)
    {
        var finding = FindingAnswer.Of(item.Rule, item.AdvisoryId, item.Reason, item.Arguments, item.OpenedAt, item.DueAt);
        return new(
            item.Id, item.HostId, item.HostName, item.ZoneName, finding.Rule, finding.AdvisoryId, finding.OpenedAt, item.ClosedAt, finding.DueAt, WindowAnswer.Of(item.LastWindow),
            finding.Message, finding.Remedy, item.Owner is { } owner ? new FindingOwnerAnswer(owner.Id, owner.Name, owner.Since) : null, item.Notes);
    }
}

/// <param name="Since">When it was assigned.</param>
internal sealed record FindingOwnerAnswer(Guid Id, string Name, DateTimeOffset Since);
