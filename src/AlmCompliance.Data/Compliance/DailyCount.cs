using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Data.Compliance;

/// <summary>
/// How many hosts of a zone had a status for an advisory when a day ended (24:00 UTC). All rows of a day and advisory are written
/// in one transaction and never change; a status that no host had has no row.
/// </summary>
public sealed class DailyCount
{
    public DateOnly Day { get; set; }
    public required string AdvisoryId { get; set; }

    /// <summary>All zeros for hosts without a zone. The zone of that day: hosts that moved since are not counted again.</summary>
    public Guid ZoneId { get; set; }
    public ComplianceStatus Status { get; set; }

    /// <summary>NonCompliant, Waived, or Unknown after one of these.</summary>
    public bool IsExposed { get; set; }
    public int Hosts { get; set; }

    /// <summary>The moment that the counts are of.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The last day that had ended at that moment.</summary>
    public static DateOnly LastEndedBy(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime).AddDays(-1);
}
