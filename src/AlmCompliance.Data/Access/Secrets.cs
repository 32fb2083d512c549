namespace AlmCompliance.Data.Access;

/// <summary>What a host's agent proves itself with: the bearer secret of its reports, stored as SHA-256, and the public key of its signed files.</summary>
public sealed class AgentKey
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid HostId { get; set; }

    /// <summary>Null where the agent enrolled by a file: it sends nothing itself.</summary>
    public byte[]? KeyHash { get; set; }

    /// <summary>The secret that is to follow, from the answer that told it until its first use; it ends the present one.</summary>
    public byte[]? NextKeyHash { get; set; }
    public DateTimeOffset? NextKeyAt { get; set; }

    /// <summary>The agent's own public key for signed files, if it sent one: base64 of its SubjectPublicKeyInfo.</summary>
    public string? PublicKey { get; set; }

    /// <summary>SHA-256 of the decoded <see cref="PublicKey"/>, by which people compare it.</summary>
    public byte[]? Fingerprint { get; set; }

    /// <summary>The number of the last file that was taken; each later one must bear a higher one.</summary>
    public int FileSequence { get; set; }

    /// <summary>The digests of the last 16 files that it signed: four bytes of number and 32 of SHA-256 each, newest last.</summary>
    public byte[] RecentFiles { get; set; } = [];

    /// <summary>When the bearer secret in use was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>Lets agents enrol, stored as SHA-256.</summary>
public sealed class EnrollmentToken
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required byte[] TokenHash { get; set; }

    /// <summary>The first characters, by which people tell tokens apart.</summary>
    public required string Hint { get; set; }
    public Guid? ZoneId { get; set; }
    public int MaxUses { get; set; }
    public int Uses { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>What a person said about an enrolment that waits.</summary>
public enum EnrollmentDecision
{
    /// <summary>Nothing yet.</summary>
    Waiting = 0,

    /// <summary>It is the machine known under that id; its old key ends.</summary>
    SameMachine,

    /// <summary>It is another machine; it becomes a host of its own.</summary>
    Another,

    /// <summary>It may not enrol.</summary>
    Refused,
}

/// <summary>An enrolment that waits for a person.</summary>
public sealed class PendingEnrollment
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Null where a person brought the request as a file.</summary>
    public Guid? TokenId { get; set; }

    /// <summary>The person who brought the request as a file.</summary>
    public string? AskedBy { get; set; }
    public required string MachineId { get; set; }
    public required string HostName { get; set; }

    /// <summary>SHA-256 of the agent's own secret; null where it sent none, then nobody can collect the answer.</summary>
    public byte[]? RequestSecretHash { get; set; }
    public string? PublicKey { get; set; }
    public string? PeerAddress { get; set; }
    public DateTimeOffset RequestedAt { get; set; }

    /// <summary>The host known under the same machine id.</summary>
    public Guid? ExistingHostId { get; set; }
    public Guid? ZoneId { get; set; }
    public EnrollmentDecision Decision { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? DecidedBy { get; set; }

    /// <summary>When the agent fetched its key; it gets one once.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }
}

/// <summary>A bearer secret for programs that read the API, stored as SHA-256.</summary>
public sealed class ApiToken
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public required byte[] TokenHash { get; set; }
    public required string Hint { get; set; }
    public AccessRole Role { get; set; }

    /// <summary>The zone it sees; null sees all.</summary>
    public Guid? ZoneId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>The one-time link by which the first administrator is made, stored as SHA-256.</summary>
public sealed class SetUpCode
{
    public int Id { get; set; } = 1;
    public required byte[] CodeHash { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>The one-time link by which a person sets their password, stored as SHA-256; a newer one takes its place.</summary>
public sealed class PasswordCode
{
    public Guid UserId { get; set; }

    /// <summary>The person who made it.</summary>
    public Guid? MadeBy { get; set; }
    public required byte[] CodeHash { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}
