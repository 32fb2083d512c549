using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Data.Compliance;

/// <summary>
/// Who sees to a finding: one person while it is open. It belongs to the period, named by host, rule, advisory and opening,
/// and not to the row: a row of ALM0006 goes on as the next period. So it stays when an open finding is assessed anew, and
/// one that closed and opens again starts without an owner.
/// </summary>
public sealed class FindingWork
{
    public Guid HostId { get; set; }
    public RuleId Rule { get; set; }

    /// <summary>Empty where the rule is about no advisory.</summary>
    public string AdvisoryId { get; set; } = "";
    public DateTimeOffset OpenedAt { get; set; }
    public Guid OwnerId { get; set; }
    public DateTimeOffset AssignedAt { get; set; }
    public required string AssignedBy { get; set; }
}

/// <summary>What people said and did about a period of a finding; rows are only ever added.</summary>
public sealed class FindingNote
{
    public const int Longest = 2000;

    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid HostId { get; set; }
    public RuleId Rule { get; set; }
    public string AdvisoryId { get; set; } = "";
    public DateTimeOffset OpenedAt { get; set; }
    public FindingNoteKind Kind { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>Who, as they were called then.</summary>
    public required string By { get; set; }

    /// <summary>The note; of an assignment the new owner, of a release the former one, as they were called then.</summary>
    public required string Text { get; set; }
}

public enum FindingNoteKind
{
    Note = 0,
    Assigned,
    Released,
}
