using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.AuditReports.Model;

/// <summary>One host of a report, or a line of the plant's own list for which none ever enrolled. Texts of hosts are hostile: encode them.</summary>
internal sealed record ReportHost
{
    public required Guid Id { get; init; }

    /// <summary>False for a line of the list that no host enrolled for: then <see cref="Id"/> is the line's.</summary>
    public required bool IsEnrolled { get; init; }
    public required bool IsExpected { get; init; }
    public required string Name { get; init; }
    public required string Site { get; init; }

    /// <summary>Null: no zone.</summary>
    public required string? Zone { get; init; }
    public required string Owner { get; init; }
    public required string Role { get; init; }

    /// <summary>The status for the product note. All others: <see cref="OtherStatuses"/> and the JSON.</summary>
    public required ComplianceStatus Status { get; init; }
    public required StatusReason Reason { get; init; }
    public required IReadOnlyList<string> Arguments { get; init; }
    public required DateTimeOffset? Since { get; init; }
    public required DateTimeOffset? HoldsUntil { get; init; }
    public required ComplianceStatus LastKnown { get; init; }

    /// <summary>For each advisory but the first, in the order of <see cref="ReportHead.Advisories"/>; empty for a line that never enrolled.</summary>
    public required IReadOnlyList<ComplianceStatus> OtherStatuses { get; init; }

    /// <summary>The text that the version was read from, its source, and the version; null where there is none.</summary>
    public required string? VersionText { get; init; }
    public required VersionSource VersionSource { get; init; }
    public required string? Version { get; init; }

    /// <summary>Null where the report speaks of the past: that is not kept.</summary>
    public required RemoteAccessState? RemoteAccess { get; init; }
    public required RemoteAccessBasis? RemoteAccessBasis { get; init; }
    public required EvidenceOrigin Origin { get; init; }

    /// <summary>When it was true; of the past, when it was first reported as it was then. Null where the host never reported.</summary>
    public required DateTimeOffset? EvidenceAt { get; init; }
    public required DateTimeOffset? EnrolledAt { get; init; }

    /// <summary>SHA-256 of the evidence's content, hex; null where it never reported.</summary>
    public required string? EvidenceDigest { get; init; }
    public required int OpenFindings { get; init; }
    public required int OverdueFindings { get; init; }
    public required DateTimeOffset? NextDue { get; init; }

    /// <summary>References of the decisions that cover it, separated by spaces.</summary>
    public required string Decisions { get; init; }
}

/// <summary>A host's status for one advisory.</summary>
internal sealed record ReportStatusRow(
    string AdvisoryId, ComplianceStatus Status, StatusReason Reason, IReadOnlyList<string> Arguments, DateTimeOffset? Since, DateTimeOffset? HoldsUntil,
    ComplianceStatus LastKnown);

/// <summary>A host with all that a report says of it alone.</summary>
internal sealed record HostInFull(ReportHost Host, List<ReportFinding> Findings, List<ReportMeasure> Measures);

/// <summary>An open finding of the report's moment.</summary>
internal sealed record ReportFinding
{
    public required Guid Id { get; init; }
    public required Guid HostId { get; init; }
    public required string HostName { get; init; }
    public required string? Zone { get; init; }
    public required RuleId Rule { get; init; }

    /// <summary>Empty where the rule is about none.</summary>
    public required string AdvisoryId { get; init; }
    public required FindingReason Reason { get; init; }
    public required IReadOnlyList<string> Arguments { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset DueAt { get; init; }
    public required bool IsOverdue { get; init; }

    /// <summary>Who sees to it; empty where nobody does, and in a report of the past.</summary>
    public required string Owner { get; init; }
}

/// <summary>A protective measure that an advisory asks of a host; hosts that do not need it have no row.</summary>
/// <param name="Words">What it rests on, in the raw words of the evidence; empty in a report of the past.</param>
internal sealed record ReportMeasure(
    Guid HostId, string HostName, string? Zone, string AdvisoryId, ProtectiveMeasure Measure, MeasureState State, MeasureBasis Basis, DateTimeOffset? HoldsUntil, IReadOnlyList<string> Words);

/// <summary>A decision that covers a host of the scope, or waits for another person, at the report's moment.</summary>
internal sealed record ReportDecision
{
    public required string Reference { get; init; }

    /// <summary>By the names of DecisionKind and DecisionState.</summary>
    public required string Kind { get; init; }
    public required string State { get; init; }
    public required string AdvisoryId { get; init; }
    public required string AdvisoryRevision { get; init; }

    /// <summary>Unknown where it is about no measure.</summary>
    public required ProtectiveMeasure Measure { get; init; }

    /// <summary>Withheld where the decision covers hosts out of the maker's sight.</summary>
    public required string Reason { get; init; }
    public required string Owner { get; init; }
    public required string Requester { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }
    public required string? Approver { get; init; }
    public required DateTimeOffset? DecidedAt { get; init; }
    public required DateTimeOffset ValidFrom { get; init; }
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>How many hosts of the scope it covers.</summary>
    public required int Hosts { get; init; }
    public required IReadOnlyList<ReportFile> Files { get; init; }
}

/// <param name="Sha256">Hex; the pack holds the file under this name.</param>
internal sealed record ReportFile(string Name, string MediaType, int Length, string Sha256, string UploadedBy, DateTimeOffset UploadedAt);
