using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>A page of findings.</summary>
/// <param name="Total">Findings that match the whole filter.</param>
/// <param name="ByRule">Per rule, what matches the filter without its rules and due date.</param>
/// <param name="UnknownZones">Zones of the filter that there are not; then nothing else was looked up.</param>
internal sealed record FindingListing(
    IReadOnlyList<FindingListItem> Items,
    int Total,
    IReadOnlyDictionary<RuleId, FindingCount> ByRule,
    IReadOnlyList<string> UnknownZones)
{
    /// <summary>Of those that match the filter without its due date, how many have an owner; 0 where that was not asked for.</summary>
    public int Owned { get; init; }

    /// <summary>What matches the filter without its due date.</summary>
    public FindingCount CountOf(IReadOnlyList<RuleId> rules)
    {
        var counted = ByRule.Where(r => rules.Count == 0 || rules.Contains(r.Key)).Select(r => r.Value).ToList();
        return new FindingCount(counted.Sum(c => c.All), counted.Sum(c => c.Overdue), counted.Sum(c => c.DueSoon));
    }
}

/// <param name="DueSoon">Due within a week, not overdue.</param>
internal sealed record FindingCount(int All, int Overdue, int DueSoon)
{
    public int Later => All - Overdue - DueSoon;
}

/// <summary>The person who sees to a finding.</summary>
internal sealed record FindingOwner(Guid Id, string Name, DateTimeOffset Since);

internal sealed record FindingListItem
{
    public required Guid Id { get; init; }
    public required Guid HostId { get; init; }
    public required string HostName { get; init; }
    public required Guid? ZoneId { get; init; }
    public required string? ZoneName { get; init; }
    public required FindingOwner? Owner { get; init; }

    /// <summary>How many notes people wrote.</summary>
    public required int Notes { get; init; }

    /// <summary>The host's status for the product note, as of now.</summary>
    public required ComplianceStatus HostStatus { get; init; }
    public required ComplianceStatus HostLastKnown { get; init; }
    public required RuleId Rule { get; init; }

    /// <summary>Null where the rule is about none.</summary>
    public required string? AdvisoryId { get; init; }
    public required FindingReason Reason { get; init; }
    public required IReadOnlyList<string> Arguments { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset? ClosedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The last window of the host's zone that ends by the due date; null where there is none.</summary>
    public required MaintenanceWindow? LastWindow { get; init; }
}
