namespace AlmCompliance.Domain.Advisories;

/// <summary>The advisories that hosts are judged against.</summary>
/// <param name="Advisories">The product note first.</param>
public sealed record AdvisoryCatalogue(IReadOnlyList<Advisory> Advisories)
{
    /// <summary>What this version of the program knows without any import.</summary>
    public static AdvisoryCatalogue BuiltIn { get; } = new([ProductNote57252401.Advisory]);
}
