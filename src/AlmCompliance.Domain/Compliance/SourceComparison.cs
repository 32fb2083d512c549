using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Domain.Compliance;

/// <summary>Finds where the sources of an advisory say different things, so that a person sees it whatever the verdict is.</summary>
public static class SourceComparison
{
    /// <summary>Contradictions about one host's version; empty where its texts do not settle a version.</summary>
    public static IReadOnlyList<SourceContradiction> Of(Advisory advisory, HostFacts facts)
    {
        var installed = VersionResolution.Resolve(facts.Versions);
        return [.. Compare(advisory, versions => versions.StandingOf(installed, facts.VersionCollectorFailed).Standing)];
    }

    /// <summary>Contradictions about one version.</summary>
    public static IReadOnlyList<SourceContradiction> Of(Advisory advisory, AlmVersion version) =>
        [.. Compare(advisory, versions => versions.StandingOf(version).Standing)];

    private static IEnumerable<SourceContradiction> Compare(Advisory advisory, Func<AffectedVersions, RangeStanding> standingIn)
    {
        var own = standingIn(advisory.Affected);
        return
            from source in advisory.FurtherSources
            let other = standingIn(source.Affected)
            where AdvisoryPicture.Contradict(own, other)
            select new SourceContradiction(advisory.Id, source, own, other);
    }
}
