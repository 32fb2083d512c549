using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>ALM0007: the update is installed but a restart is pending for the ALM's own files, or nobody knows whether one is.</summary>
internal static class Alm0007RestartPending
{
    public static Finding? Judge(in HostPicture host, in AdvisoryPicture advisory, DateTimeOffset now)
    {
        if (!host.MayHaveAlm || advisory.Standing != RangeStanding.Newer)
        {
            return null;
        }

        return host.Facts!.RestartPending switch
        {
            true => new Finding(RuleId.ALM0007, advisory.Id, FindingReason.RestartPending, host.JustTheVersion, now),
            null => new Finding(RuleId.ALM0007, advisory.Id, FindingReason.RestartNotKnown, host.JustTheVersion, now),
            false => null,
        };
    }
}
