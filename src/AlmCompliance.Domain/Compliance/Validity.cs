using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Domain.Compliance;

/// <summary>
/// Until when a status holds: the first moment at which evidence or a decision expires and the status would be another
/// for it, were nothing else to happen. Null while the status is Unknown.
/// </summary>
internal static class Validity
{
    public static DateTimeOffset? Of(
        in HostPicture host, JudgedAdvisory advisory, ComplianceStatus status, in HostMeasures measures, DateTimeOffset now)
    {
        if (status == ComplianceStatus.Unknown)
        {
            return null;
        }

        var first = host.EvidenceExpiry;
        Consider(measures.Port.HoldsUntil, host, advisory, status, now, ref first);
        if (host.Host.Shielding.LastFoundOpenAt is { } openAt)
        {
            Consider(host.Limits.ExpiryOfProbe(openAt), host, advisory, status, now, ref first);
        }

        var decisions = host.Host.Decisions;
        if (ReferenceEquals(decisions, HostDecisions.None))
        {
            return first;
        }

        Consider(decisions.LicenceServer?.Decision.ValidUntil, host, advisory, status, now, ref first);
        for (var i = 0; i < decisions.Deferrals.Count; i++)
        {
            Consider(decisions.Deferrals[i], host, advisory, status, now, ref first);
        }

        for (var i = 0; i < decisions.Waivers.Count; i++)
        {
            Consider(decisions.Waivers[i], host, advisory, status, now, ref first);
        }

        for (var i = 0; i < decisions.Attestations.Count; i++)
        {
            Consider(host.EndOf(decisions.Attestations[i].Decision), host, advisory, status, now, ref first);
        }

        for (var i = 0; i < decisions.Versions.Count; i++)
        {
            Consider(host.EndOf(decisions.Versions[i].Decision), host, advisory, status, now, ref first);
        }

        for (var i = 0; i < decisions.Resolutions.Count; i++)
        {
            Consider(decisions.Resolutions[i].Decision.ValidUntil, host, advisory, status, now, ref first);
        }

        return first;
    }

    private static void Consider(
        AdvisoryDecision decision, in HostPicture host, JudgedAdvisory advisory, ComplianceStatus status, DateTimeOffset now, ref DateTimeOffset first)
    {
        if (decision.Advisory == advisory.Advisory.Id)
        {
            Consider(decision.Decision.ValidUntil, host, advisory, status, now, ref first);
        }
    }

    private static void Consider(
        DateTimeOffset? expiry, in HostPicture host, JudgedAdvisory advisory, ComplianceStatus status, DateTimeOffset now, ref DateTimeOffset first)
    {
        if (expiry > now && expiry < first && StatusAt(host, advisory, expiry.Value) != status)
        {
            first = expiry.Value;
        }
    }

    private static ComplianceStatus StatusAt(in HostPicture host, JudgedAdvisory advisory, DateTimeOffset moment) =>
        StatusJudgement.Judge(host, AdvisoryPicture.Of(host, advisory, moment), HostMeasures.Judge(host, moment), moment).Status;
}
