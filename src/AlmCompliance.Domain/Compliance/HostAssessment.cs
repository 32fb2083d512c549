using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Domain.Compliance;

/// <summary>What the rules conclude about one host at one moment.</summary>
/// <param name="Version">The installed version and the texts behind it.</param>
/// <param name="RemoteAccess">Whether others can reach it.</param>
/// <param name="Statuses">One for every advisory of the catalogue.</param>
/// <param name="Measures">The measures that the advisories ask for.</param>
/// <param name="Findings">Open points, and ALM0006 that will open when the evidence expires.</param>
public sealed record HostAssessment(
    InstalledVersion Version,
    RemoteAccess RemoteAccess,
    IReadOnlyList<StatusVerdict> Statuses,
    IReadOnlyList<MeasureVerdict> Measures,
    IReadOnlyList<Finding> Findings);
