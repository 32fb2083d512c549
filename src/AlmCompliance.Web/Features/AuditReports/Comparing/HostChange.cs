using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Features.AuditReports.Comparing;

/// <summary>What became of a host from one report to the next.</summary>
internal enum ChangeKind
{
    /// <summary>As exposed or as well held as before, whatever its status is called now.</summary>
    Same = 0,

    /// <summary>Less exposed, by evidence or decision.</summary>
    Better,

    /// <summary>More exposed, or no longer known.</summary>
    Worse,

    /// <summary>In the later report alone.</summary>
    New,

    /// <summary>In the earlier report alone.</summary>
    Gone,
}

/// <summary>One host, or line of the plant's list, in both reports.</summary>
internal sealed record HostChange
{
    public required Guid HostId { get; init; }

    /// <summary>Name and place are of the later report; of the earlier where the host is gone.</summary>
    public required string Name { get; init; }
    public required string Site { get; init; }
    public required string? Zone { get; init; }
    public required bool IsEnrolled { get; init; }
    public required ChangeKind Kind { get; init; }

    /// <summary>For the product note; null where the report does not hold the host.</summary>
    public required ComplianceStatus? Before { get; init; }
    public required ComplianceStatus? After { get; init; }
    public required string? VersionBefore { get; init; }
    public required string? VersionAfter { get; init; }
    public required int FindingsOpened { get; init; }
    public required int FindingsClosed { get; init; }

    /// <summary>Later advisories for which it became better or worse, by their ids.</summary>
    public required IReadOnlyList<string> OtherBetter { get; init; }
    public required IReadOnlyList<string> OtherWorse { get; init; }

    public bool HasOtherVersion => Before is not null && After is not null && VersionBefore != VersionAfter;

    /// <summary>Whether there is anything to tell.</summary>
    public bool IsChange =>
        Kind != ChangeKind.Same || Before != After || HasOtherVersion || FindingsOpened + FindingsClosed + OtherBetter.Count + OtherWorse.Count > 0;
}

/// <summary>The figures of a comparison.</summary>
internal sealed record ChangeTotals
{
    public required IReadOnlyDictionary<ChangeKind, int> Hosts { get; init; }

    /// <summary>Hosts whose status has another name now and that are neither better nor worse.</summary>
    public required int StatusChanged { get; init; }
    public required int VersionChanged { get; init; }
    public required int FindingsOpened { get; init; }
    public required int FindingsClosed { get; init; }
}
