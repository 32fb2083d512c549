using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Domain.Decisions;

/// <summary>A decision about one advisory.</summary>
/// <param name="Advisory">Which.</param>
/// <param name="Decision">Who decided until when.</param>
public sealed record AdvisoryDecision(AdvisoryId Advisory, ValidDecision Decision);

/// <summary>The host gives floating licences to others.</summary>
/// <param name="Decision">Who declared it until when.</param>
/// <param name="Owner">Who answers for it now; null or empty makes the declaration worthless (ALM0008).</param>
public sealed record LicenceServerDeclaration(ValidDecision Decision, string? Owner);

/// <summary>A measure that a person says is in place.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Decision">Who said so until when; its age counts too.</param>
/// <param name="Boundary">For the port: the zone beyond the one boundary it speaks of; null for every boundary.</param>
public sealed record AttestedMeasure(ProtectiveMeasure Measure, ValidDecision Decision, ZoneId? Boundary = null);

/// <summary>A person attests that a typed or raw piece of evidence shows the version that is really installed.</summary>
/// <param name="Decision">Who said so until when; its <see cref="ValidDecision.Version"/> is the version attested.</param>
/// <param name="ContentDigest">The digest of the evidence that was attested; another piece of evidence needs another act.</param>
public sealed record AttestedVersion(ValidDecision Decision, string ContentDigest);

/// <summary>Two people decided which of two sources that contradict each other is right about an advisory's versions.</summary>
/// <param name="Advisory">The advisory.</param>
/// <param name="OtherDocument">The tracking id of the other source.</param>
/// <param name="OtherRevision">The key of that source's revision; another one lapses the resolution.</param>
/// <param name="OtherIsRight">Whether the other source is followed; else the advisory's own ranges.</param>
/// <param name="Decision">Who decided until when; bound to the advisory's revision.</param>
public sealed record ContradictionResolution(
    AdvisoryId Advisory, string OtherDocument, string OtherRevision, bool OtherIsRight, ValidDecision Decision);

/// <summary>
/// The approved decisions that bear on one host; expired and lapsed ones may be among them and count for nothing. Hosts
/// without any share <see cref="None"/>.
/// </summary>
public sealed record HostDecisions
{
    /// <summary>No decision at all.</summary>
    public static HostDecisions None { get; } = new();

    /// <summary>Updating is not possible, and why (UpdateDeferral), by advisory.</summary>
    public IReadOnlyList<AdvisoryDecision> Deferrals { get; init; } = [];

    /// <summary>The risk is accepted (Waiver), by advisory.</summary>
    public IReadOnlyList<AdvisoryDecision> Waivers { get; init; } = [];

    /// <summary>The latest declaration as a licence server, expired or not; null where there was none or it was withdrawn.</summary>
    public LicenceServerDeclaration? LicenceServer { get; init; }

    /// <summary>Measures that a person attests.</summary>
    public IReadOnlyList<AttestedMeasure> Attestations { get; init; } = [];

    /// <summary>Typed or raw evidence that a person attests.</summary>
    public IReadOnlyList<AttestedVersion> Versions { get; init; } = [];

    /// <summary>Contradictions between sources that were settled; the same for every host.</summary>
    public IReadOnlyList<ContradictionResolution> Resolutions { get; init; } = [];
}
