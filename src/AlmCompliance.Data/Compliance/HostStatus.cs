using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Data.Compliance;

/// <summary>The current status of a host for one advisory. Past <see cref="HoldsUntil"/> every reader says Unknown, whether or not a job has run.</summary>
public sealed class HostStatus
{
    public Guid HostId { get; set; }
    public required string AdvisoryId { get; set; }
    public ComplianceStatus Status { get; set; }
    public StatusReason Reason { get; set; }
    public string[] Arguments { get; set; } = [];
    public DateTimeOffset Since { get; set; }
    public DateTimeOffset? HoldsUntil { get; set; }

    /// <summary>While the status is Unknown: the last one that was not; Unknown where there never was one.</summary>
    public ComplianceStatus LastKnown { get; set; }
}

/// <summary>A status that a host had, written when it ended.</summary>
public sealed class StatusPeriod
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid HostId { get; set; }
    public required string AdvisoryId { get; set; }
    public ComplianceStatus Status { get; set; }
    public StatusReason Reason { get; set; }
    public string[] Arguments { get; set; } = [];
    public DateTimeOffset From { get; set; }
    public DateTimeOffset To { get; set; }
    public ComplianceStatus LastKnown { get; set; }
}
