using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Data.Probes;

/// <summary>What a probe is for.</summary>
public enum ProbePurpose
{
    /// <summary>Nothing; never handed out.</summary>
    Unknown = 0,

    /// <summary>Tries a boundary from another zone.</summary>
    Boundary,

    /// <summary>Tries the same address and port from inside the target's own zone, so that a silence across the boundary proves a block.</summary>
    Control,
}

/// <summary>One connection attempt that one host is to make on one day. The database keeps it at one a day for each source zone and target.</summary>
public sealed class ProbeTask
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public DateOnly Day { get; set; }
    public Guid SourceHostId { get; set; }
    public Guid SourceZoneId { get; set; }
    public Guid TargetHostId { get; set; }
    public Guid TargetZoneId { get; set; }
    public required string TargetAddress { get; set; }
    public int Port { get; set; }
    public ProbePurpose Purpose { get; set; }

    /// <summary>It may go out between these moments: the schedule that those who watch the network are given.</summary>
    public DateTimeOffset NotBefore { get; set; }
    public DateTimeOffset NotAfter { get; set; }
    public DateTimeOffset? IssuedAt { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
}

/// <summary>What one connection attempt found.</summary>
public sealed class StoredProbe
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid? TaskId { get; set; }
    public Guid SourceHostId { get; set; }

    /// <summary>The source's zone when it tried; null where it had none.</summary>
    public Guid? SourceZoneId { get; set; }
    public Guid? TargetHostId { get; set; }

    /// <summary><see cref="AddressKey"/> of the target.</summary>
    public required string TargetKey { get; set; }

    /// <summary>The zone that held the address when it tried; null where none did.</summary>
    public Guid? TargetZoneId { get; set; }

    /// <summary>The range that held it then, or the one that does since ranges were drawn anew.</summary>
    public Guid? RangeId { get; set; }
    public int Port { get; set; }
    public ProbeResult Result { get; set; }
    public DateTimeOffset At { get; set; }
    public Guid? SnapshotId { get; set; }
}

/// <summary>What is known of one boundary: from a zone, or from outside, to a range's port.</summary>
public sealed class StoredBoundary
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Null: from outside the plant.</summary>
    public Guid? SourceZoneId { get; set; }
    public Guid TargetZoneId { get; set; }
    public Guid RangeId { get; set; }
    public int Port { get; set; }

    /// <summary>The last time that it was closed while a control probe found the target open.</summary>
    public DateTimeOffset? BlockedAt { get; set; }
    public Guid? BlockedObservationId { get; set; }
    public Guid? ControlObservationId { get; set; }
    public DateTimeOffset? OpenAt { get; set; }
    public Guid? OpenObservationId { get; set; }

    /// <summary>The last time that it was closed and nothing showed that the target was there.</summary>
    public DateTimeOffset? InconclusiveAt { get; set; }
}
