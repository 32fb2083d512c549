using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Decisions;

namespace AlmCompliance.Domain.Rules;

/// <summary>One advisory as it bears on one host: where the host's version stands, by every source that speaks of it.</summary>
/// <param name="Words">Where it is affected: the installed version, then the first fixed one where there is one.</param>
internal readonly record struct AdvisoryPicture(JudgedAdvisory Judged, BranchStanding Own, string[] Words)
{
    public Advisory Advisory => Judged.Advisory;

    public AdvisoryId Id => Judged.Advisory.Id;

    public RangeStanding Standing => Own.Standing;

    /// <summary>
    /// The advisory's own ranges, unless another source says affected and nobody settled it otherwise: affected wins. A
    /// resolution settles what its two documents contradict each other in, and no third one's word: whatever the order of the sources.
    /// </summary>
    public static AdvisoryPicture Of(in HostPicture host, JudgedAdvisory judged, DateTimeOffset now)
    {
        var advisory = judged.Advisory;
        var own = advisory.Affected.StandingOf(host.Version, host.VersionCollectorFailed);
        return With(host, judged, advisory.DecidesAlone || own.Standing == RangeStanding.Unknown ? own
            : own.Standing == RangeStanding.Inside ? Affected(host, judged, own, now)
            : NotAffected(host, judged, own, now));
    }

    /// <summary>Cleared only where people followed a source that clears it, and no other source says affected.</summary>
    private static BranchStanding Affected(in HostPicture host, JudgedAdvisory judged, BranchStanding own, DateTimeOffset now)
    {
        BranchStanding? clearing = null;
        for (var i = 0; i < judged.SourceKeys.Length; i++)
        {
            var other = judged.Advisory.FurtherSources[i].Affected.StandingOf(host.Version, host.VersionCollectorFailed);
            if (other.Standing == RangeStanding.Inside)
            {
                return own;
            }

            if (other.Standing != RangeStanding.Unknown && ResolutionOf(host, judged, i, now) is { OtherIsRight: true })
            {
                clearing ??= other;
            }
        }

        return clearing ?? own;
    }

    /// <summary>Affected by the first source that says so and that nobody overruled.</summary>
    private static BranchStanding NotAffected(in HostPicture host, JudgedAdvisory judged, BranchStanding own, DateTimeOffset now)
    {
        for (var i = 0; i < judged.SourceKeys.Length; i++)
        {
            var other = judged.Advisory.FurtherSources[i].Affected.StandingOf(host.Version, host.VersionCollectorFailed);
            if (other.Standing == RangeStanding.Inside && ResolutionOf(host, judged, i, now) is not { OtherIsRight: false })
            {
                return other;
            }
        }

        return own;
    }

    private static AdvisoryPicture With(in HostPicture host, JudgedAdvisory judged, BranchStanding own)
    {
        string[] words = own.Standing != RangeStanding.Inside ? []
            : own.FixedInWords.Length > 0 ? [host.VersionWords, own.FixedInWords]
            : host.JustTheVersion;
        return new AdvisoryPicture(judged, own, words);
    }

    /// <summary>One says affected, the other says not.</summary>
    public static bool Contradict(RangeStanding one, RangeStanding other) =>
        one != RangeStanding.Unknown && other != RangeStanding.Unknown
        && (one == RangeStanding.Inside) != (other == RangeStanding.Inside);

    private static ContradictionResolution? ResolutionOf(in HostPicture host, JudgedAdvisory judged, int source, DateTimeOffset now)
    {
        var resolutions = host.Host.Decisions.Resolutions;
        for (var i = 0; i < resolutions.Count; i++)
        {
            var resolution = resolutions[i];
            if (resolution.Advisory == judged.Advisory.Id
                && string.Equals(resolution.OtherDocument, judged.Advisory.FurtherSources[source].DocumentId, StringComparison.Ordinal)
                && string.Equals(resolution.OtherRevision, judged.SourceKeys[source], StringComparison.Ordinal)
                && DecisionValidity.StandingOf(resolution.Decision, judged.RevisionKey, host.Version.Version, now) == DecisionStanding.Valid)
            {
                return resolution;
            }
        }

        return null;
    }
}
