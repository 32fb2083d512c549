using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Data.Compliance;

/// <summary>
/// The current status of a host for one advisory. Past <see cref="HoldsUntil"/> every reader says Unknown, whether or not a job has run.
/// <see cref="StatusSpans"/> alone writes it, so that nothing it said is lost.
/// </summary>
public sealed class HostStatus
{
    public Guid HostId { get; set; }
    public required string AdvisoryId { get; set; }
    public ComplianceStatus Status { get; set; }
    public StatusReason Reason { get; set; }
    public string[] Arguments { get; set; } = [];
    public HostMeasure[] Measures { get; set; } = [];

    /// <summary>Since when it is this status.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>Since when everything here stands as it does: later than <see cref="Since"/> where its sentence, measures or zone changed.</summary>
    public DateTimeOffset From { get; set; }
    public DateTimeOffset? HoldsUntil { get; set; }

    /// <summary>While the status is Unknown: the last one that was not; Unknown where there never was one.</summary>
    public ComplianceStatus LastKnown { get; set; }

    /// <summary>The host's zone, kept here so that counts need no look at hosts.</summary>
    public Guid? ZoneId { get; set; }
}

/// <summary>
/// A time in which a host's status for one advisory, its sentence, measures and zone were the same, written when one of them
/// changed. Several in a row may be one status: they share <see cref="Since"/>.
/// </summary>
public sealed class StatusPeriod
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid HostId { get; set; }
    public required string AdvisoryId { get; set; }
    public ComplianceStatus Status { get; set; }
    public StatusReason Reason { get; set; }
    public string[] Arguments { get; set; } = [];
    public HostMeasure[] Measures { get; set; } = [];
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset To { get; set; }
    public ComplianceStatus LastKnown { get; set; }
    public Guid? ZoneId { get; set; }
}
