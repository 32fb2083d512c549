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

        return advisory.Own.FixedInWords is { Length: > 0 } fix
            ? new Finding(RuleId.ALM0001, advisory.Id, FindingReason.UpdateMissing, [host.VersionWords, fix], now)
            : new Finding(RuleId.ALM0001, advisory.Id, FindingReason.NoUpdateForLine, [host.VersionWords], now);
    }
}
