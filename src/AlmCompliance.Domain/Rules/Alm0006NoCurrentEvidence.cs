using System.Globalization;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// ALM0006: no current evidence. Said of every host beforehand, with the moment from which it is open, so that a reader
/// sees it on time even if no job ever runs again.
/// </summary>
internal static class Alm0006NoCurrentEvidence
{
    public static Finding Judge(in HostPicture host)
    {
        if (host.Facts is null)
        {
            return new Finding(RuleId.ALM0006, null, FindingReason.NeverReported, [], host.Host.EnrolledAt);
        }

        var days = host.Limits.For(host.Evidence.Origin).TotalDays.ToString("0.##", CultureInfo.InvariantCulture);
        return new Finding(RuleId.ALM0006, null, FindingReason.EvidenceTooOld, [days], host.EvidenceExpiry);
    }
}
