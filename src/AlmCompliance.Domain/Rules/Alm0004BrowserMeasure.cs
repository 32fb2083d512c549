using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// ALM0004: the publisher asks for the browser measure on this host and it is not in place; also on hosts that are older
/// than the advisory and that one of its weaknesses in the browser touches all the same (CVE-2011-4532 on V2 and V3).
/// </summary>
internal static class Alm0004BrowserMeasure
{
    public static Finding? Judge(in HostPicture host, in AdvisoryPicture advisory, in HostMeasures measures, DateTimeOffset now)
    {
        if (!host.MayHaveAlm || measures.Browser.State == MeasureState.InPlace)
        {
            return null;
        }

        var reason = measures.Browser.State == MeasureState.NotInPlace ? FindingReason.BrowserLoadsControl : FindingReason.BrowserNotKnown;
        if (AskedMeasure.IsAsked(ProtectiveMeasure.Browser, host, advisory))
        {
            return new Finding(RuleId.ALM0004, advisory.Id, reason, [], now);
        }

        return advisory.Standing == RangeStanding.Older && CveOutsideTheRange(host, advisory.Advisory) is { } cve
            ? new Finding(RuleId.ALM0004, advisory.Id, reason, [cve.Id.Value], now)
            : null;
    }

    private static Cve? CveOutsideTheRange(in HostPicture host, Advisory advisory)
    {
        for (var i = 0; i < advisory.Cves.Count; i++)
        {
            var cve = advisory.Cves[i];
            if (IsAgainstTheBrowser(cve) && cve.Affected.StandingOf(host.Version, host.VersionCollectorFailed).Standing == RangeStanding.Inside)
            {
                return cve;
            }
        }

        return null;
    }

    private static bool IsAgainstTheBrowser(Cve cve)
    {
        for (var i = 0; i < cve.SufficientMeasures.Count; i++)
        {
            var measures = cve.SufficientMeasures[i].Measures;
            for (var j = 0; j < measures.Count; j++)
            {
                if (measures[j] == ProtectiveMeasure.Browser)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
