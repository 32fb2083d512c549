using System.Globalization;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// ALM0006: no current evidence. Said of every host beforehand, with the moment from which it is open, so that a reader
/// sees it on time even if no job ever runs again.
/// </summary>
internal static class Alm0006NoCurrentEvidence
{
    private static DaysInWords? s_last;

    public static Finding Judge(in HostPicture host)
    {
        if (host.Facts is null)
        {
            return new Finding(RuleId.ALM0006, null, FindingReason.NeverReported, [], host.Host.EnrolledAt);
        }

        return new Finding(RuleId.ALM0006, null, FindingReason.EvidenceTooOld, WordsOf(host.Limits.For(host.Evidence.Origin)), host.EvidenceExpiry);
    }

    /// <summary>Every host of the fleet has one and the same limit, or one of few.</summary>
    private static string[] WordsOf(TimeSpan allowed)
    {
        var last = s_last;
        if (last is null || last.Allowed != allowed)
        {
            s_last = last = new DaysInWords(allowed, [allowed.TotalDays.ToString("0.##", CultureInfo.InvariantCulture)]);
        }

        return last.Words;
    }

    private sealed record DaysInWords(TimeSpan Allowed, string[] Words);
}
