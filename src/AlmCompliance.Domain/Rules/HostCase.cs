using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Domain.Rules;

/// <summary>What the server knows of one host: everything a verdict may rest on.</summary>
/// <param name="EnrolledAt">Since when the host is known.</param>
/// <param name="Facts">The facts of its current snapshot; null where it never reported.</param>
/// <param name="Evidence">When and how those facts were obtained; null where it never reported.</param>
/// <param name="Decisions">The approved decisions that bear on it.</param>
/// <param name="Shielding">What probes showed of it and of the boundaries around it.</param>
public sealed record HostCase(
    DateTimeOffset EnrolledAt,
    HostFacts? Facts,
    EvidenceStamp? Evidence,
    HostDecisions Decisions,
    HostShielding Shielding)
{
    /// <summary>The digest of the current snapshot's content, to which an attested version is bound; null where none was taken.</summary>
    public string? ContentDigest { get; init; }

    /// <summary>Two machines use its identity; null where nothing shows that.</summary>
    public IdentityDoubt? Identity { get; init; }

    /// <summary>The lines for which the site proved where ALM keeps its remote access setting; of any other a setting that is off proves nothing.</summary>
    public IReadOnlyList<ProductLine> ProvenSettings { get; init; } = [];
}
