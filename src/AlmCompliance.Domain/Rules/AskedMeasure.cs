using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>Whether the publisher of an advisory asks a host for a measure.</summary>
internal static class AskedMeasure
{
    /// <summary>The publisher names the measure, and the host is affected, may be, or its update is not known to be in force.</summary>
    public static bool IsAsked(ProtectiveMeasure measure, in HostPicture host, in AdvisoryPicture advisory)
    {
        if (!host.MayHaveAlm || !Names(advisory.Advisory, measure))
        {
            return false;
        }

        return advisory.Standing switch
        {
            RangeStanding.Older => false,
            RangeStanding.Newer => host.Facts!.RestartPending != false,
            _ => true,
        };
    }

    private static bool Names(Advisory advisory, ProtectiveMeasure measure)
    {
        for (var i = 0; i < advisory.AskedMeasures.Count; i++)
        {
            if (advisory.AskedMeasures[i] == measure)
            {
                return true;
            }
        }

        return false;
    }
}
