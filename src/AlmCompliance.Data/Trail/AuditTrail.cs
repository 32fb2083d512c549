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

    /// <summary>Holds the head row until the caller's transaction ends: of those who ask, in whatever process, one goes on at a time.</summary>
    public static Task LockAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, h => h.Sequence), cancellationToken);

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
        entry.Hash = TrailLine.Of(entry).Digest();
        return entry;
    }
}
