using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Domain.Compliance;

/// <summary>
/// Until when a status holds: the first moment at which evidence or a decision expires and the status would be another
/// for it, were nothing else to happen. Null while the status is Unknown.
/// </summary>
internal static class Validity
{
    public static DateTimeOffset? Of(HostPicture host, Advisory advisory, ComplianceStatus status, DateTimeOffset now)
    {
        if (status == ComplianceStatus.Unknown)
        {
            return null;
        }

        var first = host.EvidenceExpiry;
        var decisions = host.Host.Decisions;
        Consider(decisions.Deferrals.GetValueOrDefault(advisory.Id)?.ValidUntil);
        Consider(decisions.Waivers.GetValueOrDefault(advisory.Id)?.ValidUntil);
        Consider(decisions.LicenceServer?.ValidUntil);
        Consider(host.Host.Port.LastFoundOpenAt is { } at ? host.Limits.ExpiryOfProbe(at) : null);
        for (var i = 0; i < decisions.Attestations.Count; i++)
        {
            Consider(decisions.Attestations[i].Decision.ValidUntil);
        }

        return first;

        void Consider(DateTimeOffset? expiry)
        {
            if (expiry > now && expiry < first && StatusAt(host, advisory, expiry.Value) != status)
            {
                first = expiry.Value;
            }
        }
    }

    private static ComplianceStatus StatusAt(HostPicture host, Advisory advisory, DateTimeOffset moment)
    {
        var access = RemoteAccessJudgement.Judge(host, moment);
        return StatusJudgement.Judge(host, advisory, MeasureJudgement.JudgeAll(host, advisory, access, moment), moment).Status;
    }
}
