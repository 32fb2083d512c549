using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Data.Common;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>
/// Whose key it is. It asks each time, for a key that a person ends is good for nothing more; each of a few connections keeps the one
/// statement ready. Who asks once more in the transaction that it writes in may believe before that what is remembered of a key:
/// a wrong key is turned away at the door all the same. A new key that is shown for the first time ends the one before.
/// </summary>
internal sealed class AgentKeyLookup(IDbContextFactory<AlmDbContext> contexts, IWriteLane lane, TimeProvider clock) : IAsyncDisposable
{
    private const int Kept = 16;

    // 80 bytes each. More agents than these are asked for each time.
    private const int MostRemembered = 1 << 18;

    private readonly ConcurrentQueue<Asker> _idle = new();
    private readonly ConcurrentDictionary<UInt128, (Guid HostId, DateTimeOffset Since)> _remembered = new();

    /// <param name="keyHash">SHA-256 of the key.</param>
    /// <returns>The agent; null where there is no such key, or it has ended.</returns>
    public async ValueTask<Actor?> FindAsync(byte[] keyHash, CancellationToken cancellationToken)
    {
        var found = await AskAsync(keyHash, cancellationToken)
            ?? (await IsToTurnAsync(keyHash, cancellationToken) && await TurnAsync(keyHash, cancellationToken) ? await AskAsync(keyHash, cancellationToken) : null);
        if (found is { } key)
        {
            if (_remembered.Count < MostRemembered)
            {
                _remembered[Short(keyHash)] = key;
            }

            return Agent(keyHash, key);
        }

        Forget(keyHash);
        return null;
    }

    /// <summary>Whose key it was when it was last asked for; null where that is not remembered. Whoever asks this asks once more whether it still holds.</summary>
    public Actor? Recall(byte[] keyHash) => _remembered.TryGetValue(Short(keyHash), out var key) ? Agent(keyHash, key) : null;

    /// <summary>It turned out to hold no more.</summary>
    public void Forget(byte[] keyHash) => _remembered.TryRemove(Short(keyHash), out _);

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryDequeue(out var asker))
        {
            await asker.DisposeAsync();
        }
    }

    /// <summary>Asked only about a key that was nobody's just now: it is somebody's next one, or a call at the same time has turned it since.</summary>
    private async Task<bool> IsToTurnAsync(byte[] keyHash, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AgentKeys.AnyAsync(k => (k.NextKeyHash == keyHash || k.KeyHash == keyHash) && k.RevokedAt == null, cancellationToken);
    }

    /// <summary>True where the new key is the present one now, by this call or by one at the same time.</summary>
    private Task<bool> TurnAsync(byte[] keyHash, CancellationToken cancellationToken) => lane.RunAsync(
        async (db, ct) =>
        {
            var next = db.AgentKeys.Where(k => k.NextKeyHash == keyHash && k.RevokedAt == null);
            var hostId = await next.Select(k => (Guid?)k.HostId).SingleOrDefaultAsync(ct);
            var turned = await next.ExecuteUpdateAsync(
                s => s.SetProperty(k => k.KeyHash, k => k.NextKeyHash).SetProperty(k => k.CreatedAt, k => k.NextKeyAt!.Value)
                    .SetProperty(k => k.NextKeyHash, (byte[]?)null).SetProperty(k => k.NextKeyAt, (DateTimeOffset?)null),
                ct);
            if (turned > 0)
            {
                await AuditTrail.AppendAsync(db, Actor.Agent(hostId!.Value).Act("agent-key.rotated", "host", hostId.Value.ToString()), Microseconds.Truncate(clock.GetUtcNow()), ct);
            }

            return true;
        },
        cancellationToken);

    private static Actor Agent(byte[] keyHash, (Guid HostId, DateTimeOffset Since) key) => Actor.Agent(key.HostId, key.Since) with { ShownKey = keyHash };

    private static UInt128 Short(byte[] keyHash) => BinaryPrimitives.ReadUInt128LittleEndian(keyHash);

    private async Task<(Guid HostId, DateTimeOffset Since)?> AskAsync(byte[] keyHash, CancellationToken cancellationToken)
    {
        var asker = _idle.TryDequeue(out var idle) ? idle : await Asker.OpenAsync(contexts, cancellationToken);
        try
        {
            var found = await asker.AskAsync(keyHash, cancellationToken);
            if (_idle.Count < Kept)
            {
                _idle.Enqueue(asker);
            }
            else
            {
                await asker.DisposeAsync();
            }

            return found;
        }
        catch
        {
            // Whatever became of its connection.
            await asker.DisposeAsync();
            throw;
        }
    }

    private sealed class Asker(AlmDbContext db, DbCommand command) : IAsyncDisposable
    {
        public static async Task<Asker> OpenAsync(IDbContextFactory<AlmDbContext> contexts, CancellationToken cancellationToken)
        {
            var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.Database.OpenConnectionAsync(cancellationToken);
            var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = """SELECT "HostId", "CreatedAt" FROM "AgentKeys" WHERE "KeyHash" = @hash AND "RevokedAt" IS NULL""";
            var hash = command.CreateParameter();
            hash.ParameterName = "@hash";
            command.Parameters.Add(hash);
            return new Asker(db, command);
        }

        public async Task<(Guid HostId, DateTimeOffset Since)?> AskAsync(byte[] keyHash, CancellationToken cancellationToken)
        {
            command.Parameters[0].Value = keyHash;
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? (row.GetGuid(0), Microseconds.To(row.GetInt64(1))) : null;
        }

        public async ValueTask DisposeAsync()
        {
            await command.DisposeAsync();
            await db.DisposeAsync();
        }
    }
}

/// <summary>Marks an endpoint whose work asks, in the transaction that it writes in, whether the agent's key still holds.</summary>
internal sealed class AsksForKeyItself;
