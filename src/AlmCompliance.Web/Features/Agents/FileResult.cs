namespace AlmCompliance.Web.Features.Agents;

/// <summary>What became of an uploaded file.</summary>
internal enum FileOutcome
{
    /// <summary>Nothing was written.</summary>
    Refused = 0,

    /// <summary>It is the host's current evidence.</summary>
    Taken,

    /// <summary>It is older than the host's current evidence and stands in its history only.</summary>
    History,

    /// <summary>Two machines use the host's identity: it stands in the history only.</summary>
    Contested,
}

/// <summary>Why a file was refused.</summary>
internal enum FileRefusal
{
    None = 0,

    /// <summary>It is no inventory file of a version that this server knows.</summary>
    NoInventoryFile,
    TooLarge,

    /// <summary>There is no such host, it has left the plant, or it is out of the caller's zones.</summary>
    UnknownHost,

    /// <summary>The host has no key for files, or it was revoked.</summary>
    NoValidKey,
    WrongSignature,

    /// <summary>Its number, or its report's, was used before.</summary>
    Replayed,

    /// <summary>What it says breaks the rules of every report.</summary>
    InvalidReport,
    OtherMachine,

    /// <summary>It says that it was collected later than now.</summary>
    FromTheFuture,

    /// <summary>It could not be written at the moment; the same file can be sent again.</summary>
    Busy,

    /// <summary>Too many files at once; this one and those after it were not looked at.</summary>
    TooMany,

    /// <summary>The upload broke off or is no form; this and what follows was not read.</summary>
    BrokenUpload,

    /// <summary>Its number was used by another file that says something else: two machines sign with one key. The host is marked.</summary>
    Forked,
}

/// <summary>The line about one file of an upload.</summary>
/// <param name="File">Its name as it was uploaded; hostile text.</param>
internal sealed record FileResult(string File, FileOutcome Outcome, DateTimeOffset UploadedAt)
{
    public FileRefusal Reason { get; init; }
    public Guid? HostId { get; init; }
    public string? HostName { get; init; }
    public DateTimeOffset? CollectedAt { get; init; }

    /// <summary>What is wrong with the report, by the paths of its fields.</summary>
    public string? Detail { get; init; }

    public static FileResult Refused(string file, FileRefusal reason, DateTimeOffset uploadedAt) => new(file, FileOutcome.Refused, uploadedAt) { Reason = reason };
}
