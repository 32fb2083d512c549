using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AlmCompliance.Data.Trail;

/// <summary>One entry as it is found, in the database or in a file, whatever somebody made of it: nothing of it is believed yet.</summary>
public sealed record TrailLine
{
    public long Sequence { get; init; }

    /// <summary>UTC microseconds since 1970.</summary>
    public long At { get; init; }
    public string? ActorKind { get; init; }
    public string? ActorId { get; init; }
    public string? ActorName { get; init; }
    public string? Action { get; init; }
    public string? SubjectKind { get; init; }
    public string? SubjectId { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }
    public byte[]? PreviousHash { get; init; }
    public byte[]? Hash { get; init; }

    /// <summary>Whether it has every field, and the digest of these.</summary>
    public bool IsWhole => this is { ActorKind: not null, ActorId: not null, ActorName: not null, Action: not null, SubjectKind: not null, SubjectId: not null, Before: not null, After: not null, PreviousHash.Length: 32, Hash: not null }
        && Hash.AsSpan().SequenceEqual(Digest());

    public static TrailLine Of(AuditEntry entry) => new()
    {
        Sequence = entry.Sequence,
        At = Microseconds.From(entry.At),
        ActorKind = entry.ActorKind,
        ActorId = entry.ActorId,
        ActorName = entry.ActorName,
        Action = entry.Action,
        SubjectKind = entry.SubjectKind,
        SubjectId = entry.SubjectId,
        Before = entry.Before,
        After = entry.After,
        PreviousHash = entry.PreviousHash,
        Hash = entry.Hash,
    };

    /// <summary>
    /// SHA-256 over the previous digest, number and time as eight bytes each, and every text as UTF-8 with its length before it
    /// (eight bytes, the highest first), so that no text can pass for another.
    /// </summary>
    public byte[] Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(PreviousHash ?? []);
        AppendNumber(hash, Sequence);
        AppendNumber(hash, At);
        foreach (var text in (ReadOnlySpan<string?>)[ActorKind, ActorId, ActorName, Action, SubjectKind, SubjectId, Before, After])
        {
            var bytes = Encoding.UTF8.GetBytes(text ?? "");
            AppendNumber(hash, bytes.Length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    private static void AppendNumber(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
