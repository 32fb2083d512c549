namespace AlmCompliance.Domain.Advisories;

/// <summary>The advisories that hosts are judged against. Immutable.</summary>
public sealed class AdvisoryCatalogue
{
    /// <param name="advisories">The product note first; at least one.</param>
    /// <param name="asOf">The day whose published advisories it holds; shown wherever "none open" is said.</param>
    public AdvisoryCatalogue(IReadOnlyList<Advisory> advisories, DateOnly asOf = default)
    {
        Advisories = [.. advisories];
        AsOf = asOf;
        Judged = [.. advisories.Select(static a => new JudgedAdvisory(a))];
        MeasureCount = Judged.Sum(static j => j.Measures.Length);
    }

    /// <summary>What this version of the program knows without any import.</summary>
    public static AdvisoryCatalogue BuiltIn { get; } = new(
        [
            ProductNote57252401.Advisory,
            Ssa783261.Advisory,
            Ssa284342.Advisory,
            Ssa920962.Advisory,
            Ssa388646.Advisory,
            Ssa158827.Advisory,
            Ssa476715.Advisory,
            Ssa103653.Advisory,
            Ssa282044.Advisory,
        ],
        new DateOnly(2026, 2, 10));

    /// <summary>The product note first.</summary>
    public IReadOnlyList<Advisory> Advisories { get; }

    /// <summary>The day whose published advisories it holds.</summary>
    public DateOnly AsOf { get; }

    internal JudgedAdvisory[] Judged { get; }

    /// <summary>How many measure verdicts one host has, all advisories together.</summary>
    internal int MeasureCount { get; }
}

/// <summary>An advisory with what follows from it whatever the host is, so that judging computes none of it again.</summary>
internal sealed class JudgedAdvisory(Advisory advisory)
{
    public Advisory Advisory { get; } = advisory;

    public string RevisionKey { get; } = advisory.Revision.Key;

    /// <summary>What the advisory asks for, or what its CVEs' sets name where it asks for nothing.</summary>
    public ProtectiveMeasure[] Measures { get; } = advisory.AskedMeasures.Count > 0
        ? [.. advisory.AskedMeasures]
        : [.. advisory.Cves.SelectMany(static c => c.SufficientMeasures).SelectMany(static s => s.Measures).Distinct()];

    /// <summary>The keys of the further sources' revisions, in their order.</summary>
    public string[] SourceKeys { get; } = [.. advisory.FurtherSources.Select(static s => s.Revision.Key)];
}
