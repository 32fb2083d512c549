namespace AlmCompliance.Domain.Advisories;

/// <summary>The advisories that hosts are judged against.</summary>
/// <param name="Advisories">The product note first.</param>
public sealed record AdvisoryCatalogue(IReadOnlyList<Advisory> Advisories);
