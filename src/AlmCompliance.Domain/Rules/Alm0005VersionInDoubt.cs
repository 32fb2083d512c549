using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>ALM0005: the version is not interpretable, its sources contradict each other, or one of them could not be read.</summary>
internal static class Alm0005VersionInDoubt
{
    /// <summary>The doubt that stands for every advisory.</summary>
    public static Finding? Judge(in HostPicture host, DateTimeOffset now) =>
        host.MayHaveAlm ? Finding(VersionDoubt.About(host), null, now) : null;

    /// <summary>The doubt that stands for this advisory alone.</summary>
    public static Finding? Judge(in HostPicture host, in AdvisoryPicture advisory, DateTimeOffset now) =>
        host.MayHaveAlm && advisory.Standing == RangeStanding.Unknown && VersionDoubt.About(host).Kind == VersionDoubtKind.None
            ? Finding(VersionDoubt.About(host, advisory), advisory.Id, now)
            : null;

    private static Finding? Finding(VersionDoubt doubt, AdvisoryId? advisory, DateTimeOffset now) => doubt.Kind switch
    {
        VersionDoubtKind.NotInterpretable => Open(FindingReason.VersionNotInterpretable, [doubt.Culprit, doubt.Other], advisory, now),
        VersionDoubtKind.Contradiction => Open(FindingReason.VersionContradiction, [doubt.Culprit, doubt.Other], advisory, now),
        VersionDoubtKind.CollectorFailed => Open(FindingReason.VersionCollectorFailed, [doubt.Culprit, doubt.Other], advisory, now),
        VersionDoubtKind.Missing => Open(FindingReason.VersionMissing, [], advisory, now),
        _ => null,
    };

    private static Finding Open(FindingReason reason, string[] arguments, AdvisoryId? advisory, DateTimeOffset now) =>
        new(RuleId.ALM0005, advisory, reason, arguments, now);
}
