using AlmCompliance.Contracts;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>What an unsigned file is, told by its content.</summary>
internal enum RawFileKind
{
    Unknown = 0,
    Csv,
    Osquery,

    /// <summary>What <c>reg export</c> writes.</summary>
    Registry,

    /// <summary>What <c>collect.cmd</c> writes.</summary>
    Collected,
}

/// <summary>What is wrong in a file. Arguments are raw text of it.</summary>
/// <param name="Line">Counted from 1; 0 is the file itself.</param>
/// <param name="Column">The column's name in a list, else null.</param>
/// <param name="Key">The sentence's key behind <c>Wrong.</c>.</param>
internal sealed record FileError(int Line, string? Column, string Key, params IReadOnlyList<object> Arguments);

/// <summary>One host as a file tells of it: the contract's report but for what the server or the person has to say.</summary>
/// <param name="Line">Where it stands in a list; 1 where the file is about one host.</param>
/// <param name="Report">Without number, times and machine id.</param>
internal sealed record ReadHost(int Line, InventoryReport Report)
{
    public string? Zone { get; init; }

    /// <summary>A machine id, or the server's id of a host, that a list names to tell hosts of one name apart.</summary>
    public string? MachineId { get; init; }

    /// <summary>By the file itself; null where it does not say, or not clearly.</summary>
    public DateTimeOffset? CollectedAt { get; init; }
}

/// <summary>A file as it was read: the hosts that can be read, and what is wrong with the rest.</summary>
internal sealed record ReadFile(RawFileKind Kind, IReadOnlyList<ReadHost> Hosts, IReadOnlyList<FileError> Errors)
{
    /// <summary>A list is what somebody wrote down; the others are what programs wrote.</summary>
    public EvidenceOrigin Origin => Kind is RawFileKind.Csv ? EvidenceOrigin.Typed : EvidenceOrigin.RawExport;

    public static ReadFile Wrong(RawFileKind kind, FileError error) => new(kind, [], [error]);
}
