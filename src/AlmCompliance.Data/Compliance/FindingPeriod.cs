using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Data.Compliance;

/// <summary>
/// A finding on a host, open from <see cref="OpenedAt"/> until <see cref="ClosedAt"/>. ALM0006 is written ahead of time:
/// it opens when the evidence expires, whether or not a job runs then.
/// </summary>
public sealed class FindingPeriod
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid HostId { get; set; }
    public RuleId Rule { get; set; }

    /// <summary>Empty where the rule is about no advisory.</summary>
    public string AdvisoryId { get; set; } = "";
    public FindingReason Reason { get; set; }
    public string[] Arguments { get; set; } = [];
    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public DateTimeOffset DueAt { get; set; }

    /// <summary>The snapshot that opened it.</summary>
    public Guid? SnapshotId { get; set; }
}

/// <summary>What a finding said before its sentence changed: from the one before it, or from its opening, until <see cref="Until"/>.</summary>
public sealed class FindingSentence
{
    public Guid FindingId { get; set; }
    public DateTimeOffset Until { get; set; }
    public FindingReason Reason { get; set; }
    public string[] Arguments { get; set; } = [];
}
