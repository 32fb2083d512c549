using AlmCompliance.Data;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>A page of hosts.</summary>
/// <param name="Total">Hosts that match the whole filter, lines that never enrolled included where the filter takes them.</param>
/// <param name="AllHosts">Hosts in the actor's sight.</param>
/// <param name="NeverEnrolled">Lines of the plant's own list in the actor's sight that never enrolled.</param>
/// <param name="ByStatus">Hosts that match the filter without its statuses; every status has its number.</param>
/// <param name="UnknownZones">Zones of the filter that there are not; then nothing else was looked up.</param>
internal sealed record HostListing(
    IReadOnlyList<HostListItem> Items,
    int Total,
    int AllHosts,
    int NeverEnrolled,
    IReadOnlyDictionary<ComplianceStatus, int> ByStatus,
    IReadOnlyList<string> UnknownZones)
{
    /// <summary>Of the total those that enrolled: what an act can be about.</summary>
    public int Hosts { get; init; }
}

/// <summary>A host as a row of a list, or a line of the plant's own list that never enrolled; its status is that of the product note.</summary>
internal sealed record HostListItem
{
    public required Guid Id { get; init; }

    /// <summary>When a line that never enrolled was listed; null for a host.</summary>
    public DateTimeOffset? ListedAt { get; init; }
    public required string Name { get; init; }
    public required Guid? ZoneId { get; init; }
    public required string? ZoneName { get; init; }
    public required string? Site { get; init; }
    public required string? Role { get; init; }

    /// <summary>Its own, else that of its line of the plant's own list.</summary>
    public required string? Owner { get; init; }
    public required ComplianceStatus Status { get; init; }
    public required StatusReason Reason { get; init; }
    public required IReadOnlyList<string> Arguments { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required DateTimeOffset? HoldsUntil { get; init; }
    public required ComplianceStatus LastKnown { get; init; }
    public required VersionCertainty VersionCertainty { get; init; }
    public required string? VersionText { get; init; }
    public required string? VersionCanonical { get; init; }
    public required RemoteAccessState RemoteAccess { get; init; }
    public required RemoteAccessBasis RemoteAccessBasis { get; init; }
    public required EvidenceOrigin EvidenceOrigin { get; init; }
    public required DateTimeOffset? EvidenceAt { get; init; }
    public required DateTimeOffset? EvidenceExpiresAt { get; init; }

    /// <summary>When the evidence reached the server; for a file the day it was uploaded.</summary>
    public DateTimeOffset? EvidenceReceivedAt { get; init; }
    public required DateTimeOffset? LastContactAt { get; init; }
    public required DateTimeOffset EnrolledAt { get; init; }

    public bool IsEnrolled => ListedAt is null;

    /// <summary>By rule.</summary>
    public IReadOnlyList<HostFinding> OpenFindings { get; init; } = [];

    /// <summary>For every advisory, the product note's first.</summary>
    public IReadOnlyList<HostAdvisoryStatus> Statuses { get; init; } = [];

    /// <summary>Those that the status is about: of the product note, or of no advisory.</summary>
    public IEnumerable<HostFinding> NoteFindings => OpenFindings.Where(f => f.AdvisoryId is null || (Statuses is [var note, ..] && f.AdvisoryId == note.AdvisoryId));
}

/// <summary>A host's status for one advisory.</summary>
internal sealed record HostAdvisoryStatus(
    string AdvisoryId,
    ComplianceStatus Status,
    StatusReason Reason,
    IReadOnlyList<string> Arguments,
    DateTimeOffset Since,
    DateTimeOffset? HoldsUntil,
    ComplianceStatus LastKnown)
{
    /// <summary>The protective measures as they were judged beside the status, as far as what they rest on still holds.</summary>
    public IReadOnlyList<MeasureVerdict> Measures { get; init; } = [];
}

/// <summary>A finding on a host.</summary>
/// <param name="AdvisoryId">Null where the rule is about none.</param>
internal sealed record HostFinding(
    RuleId Rule,
    string? AdvisoryId,
    FindingReason Reason,
    IReadOnlyList<string> Arguments,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset DueAt)
{
    /// <summary>The last window of the host's zone that ends by the due date; null where there is none.</summary>
    public MaintenanceWindow? LastWindow { get; init; }
}

/// <summary>A zone that a filter offers.</summary>
internal sealed record ZoneChoice(Guid Id, string Name, string Site)
{
    /// <summary>Whether a text is its id or, whatever its case, its name.</summary>
    public bool Is(string text) => Guid.TryParse(text, out var id) ? id == Id : SortKeys.Of(text) == SortKeys.Of(Name);
}
