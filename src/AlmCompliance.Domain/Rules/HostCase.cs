using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Domain.Rules;

/// <summary>What the server knows of one host: everything a verdict may rest on.</summary>
/// <param name="EnrolledAt">Since when the host is known.</param>
/// <param name="Facts">The facts of its current snapshot; null where it never reported.</param>
/// <param name="Evidence">When and how those facts were obtained; null where it never reported.</param>
/// <param name="Decisions">The approved decisions that bear on it.</param>
/// <param name="Port">What probes showed of it.</param>
public sealed record HostCase(
    DateTimeOffset EnrolledAt,
    HostFacts? Facts,
    EvidenceStamp? Evidence,
    HostDecisions Decisions,
    PortEvidence Port);
