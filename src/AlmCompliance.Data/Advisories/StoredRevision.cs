namespace AlmCompliance.Data.Advisories;

/// <summary>What a check of a document against its side file said.</summary>
public enum DocumentCheck
{
    /// <summary>There was no such side file, or no key to check it with.</summary>
    NotPresent = 0,

    /// <summary>It fits.</summary>
    Good,

    /// <summary>It does not fit. Such a document never takes effect.</summary>
    Bad,
}

/// <summary>How far an imported document has come.</summary>
public enum RevisionState
{
    /// <summary>It was read, and waits for a person who has seen what it would change.</summary>
    Waiting = 0,

    /// <summary>Hosts are judged by it.</summary>
    InForce,

    /// <summary>A later revision took its place; kept to compare with.</summary>
    Superseded,
}

/// <summary>One state of a published document, kept as it came. Tracking id and version are its key.</summary>
public sealed class StoredRevision
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required string TrackingId { get; set; }
    public required string Version { get; set; }
    public required string Publisher { get; set; }
    public string Title { get; set; } = "";

    /// <summary>The advisory of the catalogue that it speaks of: two publishers may speak of the same one.</summary>
    public required string AdvisoryId { get; set; }

    /// <summary>What the document says of its own date; shown, and never a start of a deadline.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }
    public DocumentCheck Checksum { get; set; }
    public DocumentCheck Signature { get; set; }

    /// <summary>The fingerprint of the configured key that signed it.</summary>
    public string? SignedBy { get; set; }
    public RevisionState State { get; set; }
    public required string ImportedBy { get; set; }
    public DateTimeOffset ImportedAt { get; set; }
    public string? EnforcedBy { get; set; }
    public DateTimeOffset? EnforcedAt { get; set; }
    public DateTimeOffset? SupersededAt { get; set; }

    /// <summary>SHA-256 of the document.</summary>
    public required byte[] Digest { get; set; }

    /// <summary>Last, so that a list reads none of its pages.</summary>
    public required byte[] Document { get; set; }
}

/// <summary>What people made of a text in a document that no grammar reads.</summary>
public sealed class RangeReading
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required string TrackingId { get; set; }
    public required string Version { get; set; }

    /// <summary>Where the text stands: a JSON pointer.</summary>
    public required string JsonPointer { get; set; }
    public required string RawText { get; set; }

    /// <summary>The range as the grammar reads it; empty: nothing is affected.</summary>
    public required string ReadAs { get; set; }
    public required string Reason { get; set; }
    public required string ReadBy { get; set; }
    public DateTimeOffset ReadAt { get; set; }

    /// <summary>Another person; until then a reading that clears anything has no effect.</summary>
    public string? ConfirmedBy { get; set; }
    public DateTimeOffset? ConfirmedAt { get; set; }
}

/// <summary>When an advisory entered this server's catalogue: no deadline for it runs from an earlier moment.</summary>
public sealed class CatalogueEntry
{
    public required string AdvisoryId { get; set; }
    public DateTimeOffset EnteredAt { get; set; }
}
