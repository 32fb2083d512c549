using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Trail;

/// <summary>What happened: the part of an entry that the caller knows.</summary>
public sealed record AuditAct(
    string ActorKind, string ActorId, string ActorName, string Action, string SubjectKind, string SubjectId, string Before = "", string After = "");

/// <summary>The chained audit trail.</summary>
public static class AuditTrail
{
    /// <summary>
    /// Adds an act inside the caller's transaction. The head row is updated first: on PostgreSQL that lock keeps two
    /// writers from giving out the same number, until the transaction ends. So append last: whoever touches other rows
    /// after it can meet a writer who holds them and waits for the head.
    /// </summary>
    public static Task AppendAsync(AlmDbContext db, AuditAct act, DateTimeOffset now, CancellationToken cancellationToken) => AppendAsync(db, [act], now, cancellationToken);

    /// <summary>Adds acts one after the other, in four statements however many.</summary>
    public static async Task AppendAsync(AlmDbContext db, IReadOnlyList<AuditAct> acts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (acts.Count == 0)
        {
            return;
        }

        var more = acts.Count;
        var locked = await db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, h => h.Sequence + more), cancellationToken);
        if (locked != 1)
        {
            throw new InvalidOperationException("The audit trail has lost its head row.");
        }

        var head = await db.AuditHeads.AsNoTracking().SingleAsync(cancellationToken);
        var (sequence, last) = (head.Sequence - more, head.Hash);
        foreach (var act in acts)
        {
            var entry = Entry(act, ++sequence, last, now);
            db.AuditEntries.Add(entry);
            last = entry.Hash;
        }

        await db.SaveChangesAsync(cancellationToken);
        await db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Hash, last), cancellationToken);
    }

    /// <summary>
    /// The number of the first entry that does not follow from the one before it, or null where all do. Entries may be added
    /// meanwhile: the head is read before them, which must all be there, and once more after them, beyond which none may be.
    /// </summary>
    public static async Task<long?> FirstBrokenAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        if (await HeadAsync(db, cancellationToken) is not { } head)
        {
            return 1;
        }

        var last = 0L;
        var previous = new byte[32];
        await foreach (var entry in db.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (entry.Sequence != last + 1 || !entry.PreviousHash.AsSpan().SequenceEqual(previous) || !entry.Hash.AsSpan().SequenceEqual(Digest(entry)) ||
                (entry.Sequence == head.Sequence && !entry.Hash.AsSpan().SequenceEqual(head.Hash)))
            {
                return last + 1;
            }

            previous = entry.Hash;
            last = entry.Sequence;
        }

        if (last < head.Sequence)
        {
            return last + 1;
        }

        return await HeadAsync(db, cancellationToken) is { } newest && last <= newest.Sequence ? null : last;
    }

    private static AuditEntry Entry(AuditAct act, long sequence, byte[] previous, DateTimeOffset now)
    {
        var entry = new AuditEntry
        {
            Sequence = sequence,
            At = Microseconds.Truncate(now),
            ActorKind = StorableText.Of(act.ActorKind),
            ActorId = StorableText.Of(act.ActorId),
            ActorName = StorableText.Of(act.ActorName),
            Action = StorableText.Of(act.Action),
            SubjectKind = StorableText.Of(act.SubjectKind),
            SubjectId = StorableText.Of(act.SubjectId),
            Before = StorableText.Of(act.Before),
            After = StorableText.Of(act.After),
            PreviousHash = previous,
            Hash = [],
        };
        entry.Hash = Digest(entry);
        return entry;
    }

    private static Task<AuditHead?> HeadAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(cancellationToken);

    /// <summary>SHA-256 over the previous digest and every field with its length, so that no text can pass for another.</summary>
    public static byte[] Digest(AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(entry.PreviousHash);
        AppendNumber(hash, entry.Sequence);
        AppendNumber(hash, Microseconds.From(entry.At));
        foreach (var text in (string[])[entry.ActorKind, entry.ActorId, entry.ActorName, entry.Action, entry.SubjectKind, entry.SubjectId, entry.Before, entry.After])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
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
