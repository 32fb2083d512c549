using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Domain.Compliance;

/// <summary>Whether measures hold an affected host as the advisory wants it.</summary>
internal static class Mitigation
{
    /// <summary>
    /// Every measure that the publisher asks for is in place or not required; where the publisher asks for none, every
    /// CVE that may touch the host has one complete set in place.
    /// </summary>
    public static bool IsComplete(HostPicture host, Advisory advisory, IReadOnlyList<MeasureVerdict> measures, DateTimeOffset now)
    {
        if (advisory.AskedMeasures.Count > 0)
        {
            return advisory.AskedMeasures.All(asked => StateOf(measures, asked) is MeasureState.InPlace or MeasureState.NotRequired);
        }

        return advisory.Cves.Count > 0 && advisory.Cves.All(cve =>
            host.StandingTo(cve.Affected) is RangeStanding.Older or RangeStanding.Newer
            || cve.SufficientMeasures.Any(set => IsComplete(host, set, measures, now)));
    }

    private static bool IsComplete(HostPicture host, MeasureSet set, IReadOnlyList<MeasureVerdict> measures, DateTimeOffset now) =>
        set.Measures.Count > 0
        && (!set.OnLicenceServer || host.IsLicenceServer(now))
        && set.Measures.All(measure => StateOf(measures, measure) == MeasureState.InPlace);

    private static MeasureState StateOf(IReadOnlyList<MeasureVerdict> measures, ProtectiveMeasure measure)
    {
        foreach (var verdict in measures)
        {
            if (verdict.Measure == measure)
            {
                return verdict.State;
            }
        }

        return MeasureState.Unknown;
    }
}
