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
    public static bool IsComplete(in HostPicture host, in AdvisoryPicture advisory, in HostMeasures measures, DateTimeOffset now)
    {
        var asked = advisory.Advisory.AskedMeasures;
        for (var i = 0; i < asked.Count; i++)
        {
            if (measures[asked[i]].State is not (MeasureState.InPlace or MeasureState.NotRequired))
            {
                return false;
            }
        }

        var cves = advisory.Advisory.Cves;
        if (asked.Count > 0 || cves.Count == 0)
        {
            return asked.Count > 0;
        }

        var held = 0;
        for (var i = 0; i < cves.Count; i++)
        {
            var standing = cves[i].Affected.StandingOf(host.Version, host.VersionCollectorFailed).Standing;
            if (standing is RangeStanding.Older or RangeStanding.Newer)
            {
                continue;
            }

            if (!IsHeld(cves[i], host, measures, now))
            {
                return false;
            }

            held++;
        }

        // Another source calls the host affected, and by our own ranges no weakness touches it: nothing says what would help.
        return held > 0;
    }

    /// <summary>Whether one of the CVE's sets is complete.</summary>
    public static bool IsHeld(Cve cve, in HostPicture host, in HostMeasures measures, DateTimeOffset now)
    {
        for (var i = 0; i < cve.SufficientMeasures.Count; i++)
        {
            if (IsComplete(host, cve.SufficientMeasures[i], measures, now))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsComplete(in HostPicture host, MeasureSet set, in HostMeasures measures, DateTimeOffset now)
    {
        for (var i = 0; i < set.Measures.Count; i++)
        {
            if (measures[set.Measures[i]].State != MeasureState.InPlace)
            {
                return false;
            }
        }

        return set.Measures.Count > 0 && (!set.OnLicenceServer || host.IsLicenceServer(now));
    }
}
