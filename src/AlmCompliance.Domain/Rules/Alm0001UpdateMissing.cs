using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>ALM0001: a security update is missing, whatever else holds the host meanwhile.</summary>
internal static class Alm0001UpdateMissing
{
    public static Finding? Judge(HostPicture host, Advisory advisory, DateTimeOffset now) =>
        host.MayHaveAlm && host.StandingTo(advisory.Affected) == RangeStanding.Inside
            ? new Finding(RuleId.ALM0001, advisory.Id, FindingReason.UpdateMissing, [host.VersionWords, advisory.FixedIn.ToString()], now)
            : null;
}
