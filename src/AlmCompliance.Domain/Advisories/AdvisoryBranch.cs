using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>What a publisher offers against a weakness in one product line.</summary>
public enum RemedyKind
{
    /// <summary>The publisher does not say.</summary>
    Unknown = 0,

    /// <summary>An update ends it.</summary>
    UpdateAvailable,

    /// <summary>There is none so far (CSAF <c>none_available</c>).</summary>
    NoneAvailable,

    /// <summary>There will be none (CSAF <c>no_fix_planned</c>).</summary>
    NonePlanned,
}

/// <summary>What an advisory says of one product line.</summary>
/// <param name="Line">The versions that this branch speaks of.</param>
/// <param name="Affected">Those of them that are touched; null where the text cannot be read and a person decides.</param>
/// <param name="Remedy">What ends it.</param>
/// <param name="FixedIn">The first version that ends it; null where there is none.</param>
/// <param name="RawRange">The range as the document writes it, where it came from one; hostile text, so encode before use.</param>
public sealed record AdvisoryBranch(ProductLine Line, AffectedRange? Affected, RemedyKind Remedy, AlmVersion? FixedIn, string? RawRange = null)
{
    /// <summary>A line in which an update ends the weakness: touched from <paramref name="from"/> (null: from its first version) until the fix.</summary>
    public static AdvisoryBranch FixedBy(AlmVersion fix, ProductLine line = default, AlmVersion? from = null) =>
        new(line, new AffectedRange(from, fix), RemedyKind.UpdateAvailable, fix);

    /// <summary>A line of which every version is touched and stays so.</summary>
    public static AdvisoryBranch NeverFixed(ProductLine line, RemedyKind remedy) =>
        new(line, new AffectedRange(null, null), remedy, null);
}
