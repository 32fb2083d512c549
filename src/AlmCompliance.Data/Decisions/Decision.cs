using System.Globalization;
using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Data.Decisions;

/// <summary>What a person decides.</summary>
public enum DecisionKind
{
    /// <summary>Nothing.</summary>
    Unknown = 0,

    /// <summary>The update is not possible, why, and until when.</summary>
    UpdateDeferral,

    /// <summary>The risk is accepted.</summary>
    Waiver,

    /// <summary>A measure is in place, with a file that shows it.</summary>
    Attestation,

    /// <summary>The host gives licences to others. Always one host.</summary>
    LicenceServerDeclaration,

    /// <summary>The host is gone for good.</summary>
    Decommission,

    /// <summary>Somebody looked whether the catalogue of advisories is complete.</summary>
    CatalogueReview,

    /// <summary>Two sources contradict each other on an advisory's versions, and one of them is right.</summary>
    ContradictionResolution,
}

/// <summary>How far a decision has come.</summary>
public enum DecisionState
{
    /// <summary>Nothing.</summary>
    Unknown = 0,

    /// <summary>It waits for another person.</summary>
    Requested,

    /// <summary>It covers its hosts from its first to its last moment.</summary>
    Approved,

    /// <summary>Another person said no.</summary>
    Rejected,

    /// <summary>Its requester took it back.</summary>
    Withdrawn,

    /// <summary>What it was bound to has changed, or its time has run out.</summary>
    Lapsed,

    /// <summary>A person ended it early.</summary>
    Ended,
}

/// <summary>A person's dated act. It covers the hosts of its list while it is approved and its time lasts.</summary>
public sealed class Decision
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>1, 2, 3 …: the newest and one, taken inside the write lane; unique.</summary>
    public int Number { get; set; }

    /// <summary>What people call it: <c>D-0001</c>.</summary>
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"D-{Number:0000}");
    public DecisionKind Kind { get; set; }
    public DecisionState State { get; set; }

    /// <summary>Empty where it is about no advisory.</summary>
    public string AdvisoryId { get; set; } = "";

    /// <summary>The revision of the advisory, or the version of its text, that was decided on; another one lapses the decision.</summary>
    public string AdvisoryRevision { get; set; } = "";

    /// <summary>The measure that an attestation is about; Unknown where it attests the version that typed or raw evidence shows.</summary>
    public ProtectiveMeasure Measure { get; set; }

    /// <summary>The zone beyond the one boundary that an attestation of the port measure speaks of, <c>ZoneId.Outside</c> among them; null: every boundary. No foreign key: a decision outlasts a zone.</summary>
    public Guid? BoundaryZoneId { get; set; }

    /// <summary>What a resolution is about: the other source's document and its revision; another one lapses it.</summary>
    public string OtherDocument { get; set; } = "";
    public string OtherRevision { get; set; } = "";

    /// <summary>Whether a resolution follows the other source.</summary>
    public bool OtherIsRight { get; set; }
    public required string Reason { get; set; }

    /// <summary>Who answers for it.</summary>
    public required string Owner { get; set; }
    public required string RequesterId { get; set; }
    public required string RequesterName { get; set; }
    public DateTimeOffset RequestedAt { get; set; }

    /// <summary>Never the requester.</summary>
    public string? ApproverId { get; set; }
    public string? ApproverName { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public DateTimeOffset ValidFrom { get; set; }
    public DateTimeOffset ValidUntil { get; set; }

    /// <summary>What the approver, or whoever extended it, wrote.</summary>
    public string ReviewNote { get; set; } = "";
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it lapsed or was ended.</summary>
    public string EndReason { get; set; } = "";

    /// <summary>The decision that this one extends.</summary>
    public Guid? ExtendsId { get; set; }

    /// <summary>Counts every write, so that two people cannot decide at once.</summary>
    public long Revision { get; set; }
}

/// <summary>A host that a decision covers.</summary>
public sealed class DecisionHost
{
    public Guid DecisionId { get; set; }
    public Guid HostId { get; set; }

    /// <summary>The ALM version when it was requested (canonical, or the text where it cannot be read); another one lapses the decision for this host.</summary>
    public string? Version { get; set; }

    /// <summary>The digest of the evidence whose version is attested; other evidence needs another act.</summary>
    public byte[]? ContentDigest { get; set; }

    /// <summary>When it stopped covering this host while it went on for the others.</summary>
    public DateTimeOffset? LapsedAt { get; set; }
    public string LapseReason { get; set; } = "";
}

/// <summary>A file that shows what an attestation says.</summary>
public sealed class StoredFile
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid DecisionId { get; set; }
    public required string Name { get; set; }
    public required string MediaType { get; set; }
    public int Length { get; set; }

    /// <summary>SHA-256 of the bytes.</summary>
    public required byte[] Digest { get; set; }
    public required string UploadedBy { get; set; }
    public DateTimeOffset UploadedAt { get; set; }

    /// <summary>Last, so that a list reads none of its pages.</summary>
    public required byte[] Bytes { get; set; }
}
