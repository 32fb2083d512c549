using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Assessment.RawExports;

namespace AlmCompliance.Web.Features.Agents.Imports;

/// <summary>What somebody brings, and what they say of it.</summary>
/// <param name="Zone">Of hosts whose file names none; empty for none, or for the only one of the actor.</param>
/// <param name="Collected">When the facts were true where the file does not say.</param>
internal sealed record ImportRequest(IReadOnlyList<UploadedFile> Files, string? Zone, DateTimeOffset? Collected)
{
    public const int MostFiles = 500;
}

/// <summary>What becomes, or became, of one host in a file.</summary>
internal enum ImportOutcome
{
    /// <summary>Nothing is written.</summary>
    Refused = 0,

    /// <summary>It is the host's current evidence.</summary>
    Taken,

    /// <summary>It is older than the host's current evidence and stands in its history only.</summary>
    History,

    /// <summary>The server knows all of it already.</summary>
    Unchanged,
}

/// <summary>One host in a file.</summary>
/// <param name="Line">Counted from 1; 0 is the file itself.</param>
/// <param name="Name">Of the host as the file says it; hostile text.</param>
internal sealed record ImportLine(int Line, string Name)
{
    public ImportOutcome Outcome { get; init; }

    /// <summary>Why it is refused; null where it is not.</summary>
    public FileError? Wrong { get; init; }

    /// <summary>The host that it is about; null where that is a new one, or it is refused.</summary>
    public Guid? HostId { get; init; }
    public bool IsNew => HostId is null && Outcome is not ImportOutcome.Refused;
    public string? Zone { get; init; }
    public DateTimeOffset? CollectedAt { get; init; }

    /// <summary>As the texts add up, else the best of them; hostile text.</summary>
    public string? Version { get; init; }

    /// <summary>For the product note, were it taken now; null where it would change nothing.</summary>
    public ComplianceStatus? Status { get; init; }
    public StatusReason Reason { get; init; }
    public IReadOnlyList<string> Arguments { get; init; } = [];

    public static ImportLine Refused(FileError wrong, string name = "") => new(wrong.Line, name) { Wrong = wrong };
}

/// <summary>A file, or several that are read as one, with a line for each host and for each thing that is wrong.</summary>
/// <param name="Name">Hostile text.</param>
/// <param name="Digest">SHA-256 in lower-case hex.</param>
internal sealed record ImportFile(string Name, string Digest, RawFileKind Kind, EvidenceOrigin Origin, IReadOnlyList<ImportLine> Lines)
{
    public int Count(ImportOutcome outcome) => Lines.Count(l => l.Outcome == outcome);
}

/// <summary>What taking an upload would do, or did.</summary>
/// <param name="Plan">Digest of the files and of all that would become of them: whoever takes it names it, and nothing else is taken.</param>
internal sealed record ImportResult(string Plan, IReadOnlyList<ImportFile> Files)
{
    public bool IsTaken { get; init; }

    /// <summary>What the server knows has changed since it was previewed; nothing was written.</summary>
    public bool IsStale { get; init; }

    /// <summary>There is something to take.</summary>
    public bool CanBeTaken => Files.Any(f => f.Lines.Any(l => l.Outcome is ImportOutcome.Taken or ImportOutcome.History));

    public int Count(ImportOutcome outcome) => Files.Sum(f => f.Count(outcome));
}
