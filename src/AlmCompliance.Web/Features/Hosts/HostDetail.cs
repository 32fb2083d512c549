using AlmCompliance.Contracts;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Everything that the server knows of one host.</summary>
internal sealed record HostDetail
{
    /// <summary>Name, zone, the note's status, version, remote access, evidence, every advisory's status, open findings.</summary>
    public required HostListItem Summary { get; init; }
    public required string MachineId { get; init; }
    public required string? Domain { get; init; }
    public required string? OsName { get; init; }
    public required string? OsVersion { get; init; }
    public required string? Addresses { get; init; }
    public required string? AgentVersion { get; init; }
    public required string? AgentPlatform { get; init; }

    /// <summary>Two machines use its identity; null where nothing shows that.</summary>
    public IdentityDoubt? Identity { get; init; }

    /// <summary>Its line of the plant's own list; null where it is on none.</summary>
    public ExpectedAs? Expected { get; init; }

    /// <summary>The version texts of the current snapshot, read again by the grammar of today.</summary>
    public InstalledVersion Version { get; init; } = InstalledVersion.None;

    /// <summary>The current snapshot as the host sent it, hostile text; null where it never reported or its content cannot be read.</summary>
    public InventoryReport? Facts { get; init; }

    /// <summary>The latest closed ones, newest first.</summary>
    public IReadOnlyList<HostFinding> ClosedFindings { get; init; } = [];

    /// <summary>How many were closed in all.</summary>
    public int ClosedFindingsTotal { get; init; }

    /// <summary>Ended statuses, newest first; the current ones stand in <see cref="Summary"/>.</summary>
    public IReadOnlyList<EndedStatus> History { get; init; } = [];

    /// <summary>Accepted snapshots, newest first.</summary>
    public IReadOnlyList<SnapshotSpan> Snapshots { get; init; } = [];
    public IReadOnlyList<CveOnHost> Cves { get; init; } = [];

    /// <summary>What probes showed of the ALM's port; zones out of the reader's sight bear no name.</summary>
    public HostShielding Shielding { get; init; } = HostShielding.None;
}

internal sealed record ExpectedAs(string Name, string Owner, DateTimeOffset ListedAt);

/// <summary>A status that a host had.</summary>
internal sealed record EndedStatus(
    string AdvisoryId,
    ComplianceStatus Status,
    StatusReason Reason,
    IReadOnlyList<string> Arguments,
    DateTimeOffset From,
    DateTimeOffset To,
    ComplianceStatus LastKnown);

/// <summary>A time in which every report said the same.</summary>
internal sealed record SnapshotSpan(Guid Id, EvidenceOrigin Origin, DateTimeOffset ReceivedAt, DateTimeOffset ConfirmedFrom, DateTimeOffset ConfirmedTo, bool IsCurrent);

/// <summary>Whether a CVE touches what the host runs; evidence that has expired clears nothing.</summary>
/// <param name="AwaitsRestart">The files on disk are not affected, and what runs may still be the version before.</param>
internal sealed record CveOnHost(Advisory Advisory, Cve Cve, CveApplicability Applicability, CveHold Hold, bool AwaitsRestart);
