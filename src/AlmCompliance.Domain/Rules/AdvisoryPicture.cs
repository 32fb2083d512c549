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
    /// valid resolution that follows the other source puts that one in the place of the own ranges.
    /// </summary>
    public static AdvisoryPicture Of(in HostPicture host, JudgedAdvisory judged, DateTimeOffset now)
    {
        var advisory = judged.Advisory;
        var own = advisory.Affected.StandingOf(host.Version, host.VersionCollectorFailed);
        if (advisory.DecidesAlone)
        {
            return With(host, judged, own);
        }

        for (var i = 0; i < judged.SourceKeys.Length; i++)
        {
            var source = advisory.FurtherSources[i];
            var other = source.Affected.StandingOf(host.Version, host.VersionCollectorFailed);
            if (!Contradict(own.Standing, other.Standing))
            {
                continue;
            }

            own = ResolutionOf(host, judged, i, now) switch
            {
                { OtherIsRight: true } => other,
                { OtherIsRight: false } => own,
                null => own.Standing == RangeStanding.Inside ? own : other,
            };
        }

        return With(host, judged, own);
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
