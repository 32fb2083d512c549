using AlmCompliance.Domain.Decisions;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// ALM0008: a licence-server declaration has expired, lapsed or lacks an owner. A sound one is told beforehand, with the
/// moment from which it is open, so that a reader sees it on time even if no job ever runs again.
/// </summary>
internal static class Alm0008LicenceServer
{
    public static Finding? Judge(in HostPicture host, DateTimeOffset now)
    {
        if (host.Host.Decisions.LicenceServer is not { Decision: var decision, Owner: var owner })
        {
            return null;
        }

        var standing = DecisionValidity.StandingOf(decision, null, host.Version.Version, now);
        return standing switch
        {
            DecisionStanding.Expired => Open(FindingReason.LicenceServerExpired, decision, decision.ValidUntil),
            not DecisionStanding.Valid => Open(FindingReason.LicenceServerLapsed, decision, now),
            _ when string.IsNullOrWhiteSpace(owner) => Open(FindingReason.LicenceServerWithoutOwner, decision, now),
            _ => Open(FindingReason.LicenceServerExpired, decision, decision.ValidUntil),
        };
    }

    private static Finding Open(FindingReason reason, ValidDecision decision, DateTimeOffset opensAt) =>
        new(RuleId.ALM0008, null, reason, [decision.Reference], opensAt);
}
