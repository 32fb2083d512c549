using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>ALM0001: a security update is missing, whatever else holds the host meanwhile; also where none is to come.</summary>
internal static class Alm0001UpdateMissing
{
    public static Finding? Judge(in HostPicture host, in AdvisoryPicture advisory, DateTimeOffset now)
    {
        if (!host.MayHaveAlm || advisory.Standing != RangeStanding.Inside)
        {
            return null;
        }

        var reason = advisory.Own.FixedInWords.Length > 0 ? FindingReason.UpdateMissing : FindingReason.NoUpdateForLine;
        return new Finding(RuleId.ALM0001, advisory.Id, reason, advisory.Words, now);
    }
}
