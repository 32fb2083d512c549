using System;
using System.Globalization;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Sending;

/// <summary>
/// A report as JSON whose sending time is written at each try: the server counts its age from that, so that a wrong clock does
/// no harm.
/// </summary>
internal static class ReportText
{
    private const string Placeholder = "\"sentAt\":\"@\"";
    private const string CollectedAt = "\"collectedAt\":\"";

    /// <summary>Without a sending time yet.</summary>
    public static string Unsent(InventoryReport report)
    {
        report.SentAt = "@";
        return JsonText.Of(report);
    }

    /// <summary>Complete, as sent at that time.</summary>
    public static string Sent(InventoryReport report, DateTime utcNow)
    {
        report.SentAt = Rfc3339.Of(utcNow);
        return JsonText.Of(report);
    }

    /// <summary>Null where the clock was set back since the facts were collected: nobody could say how old they are.</summary>
    public static string? SentNow(string unsent, DateTime utcNow)
    {
        var start = unsent.IndexOf(CollectedAt, StringComparison.Ordinal) + CollectedAt.Length;
        var end = unsent.IndexOf('"', start);
        var place = unsent.IndexOf(Placeholder, StringComparison.Ordinal);
        DateTime collectedAt;
        if (start < CollectedAt.Length || end < 0 || place < 0
            || !DateTime.TryParse(unsent.Substring(start, end - start), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out collectedAt)
            || collectedAt > utcNow)
        {
            return null;
        }

        return unsent.Substring(0, place) + "\"sentAt\":\"" + Rfc3339.Of(utcNow) + "\"" + unsent.Substring(place + Placeholder.Length);
    }
}
