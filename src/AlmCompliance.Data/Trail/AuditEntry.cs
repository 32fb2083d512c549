namespace AlmCompliance.Data.Trail;

/// <summary>One act in the audit trail. Rows are only ever added; each carries the digest of the one before it.</summary>
public sealed class AuditEntry
{
    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Sequence { get; set; }
    public DateTimeOffset At { get; set; }
    public required string ActorKind { get; set; }
    public required string ActorId { get; set; }
    public required string ActorName { get; set; }
    public required string Action { get; set; }
    public required string SubjectKind { get; set; }
    public required string SubjectId { get; set; }

    /// <summary>The state before as JSON; empty where there was none.</summary>
    public string Before { get; set; } = "";

    /// <summary>The state after as JSON; empty where there is none.</summary>
    public string After { get; set; } = "";
    public required byte[] PreviousHash { get; set; }
    public required byte[] Hash { get; set; }
}

/// <summary>The newest entry's number and digest, in one row that every writer locks first.</summary>
public sealed class AuditHead
{
    public int Id { get; set; } = 1;
    public long Sequence { get; set; }
    public byte[] Hash { get; set; } = new byte[32];
}
