using System.Collections.Concurrent;
using System.Data.Common;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>
/// Whose key it is: asked before every report, so each of a few connections keeps the one statement ready. It asks each time:
/// a key that a person ends is good for no report more. A new key that is shown for the first time ends the one before.
/// </summary>
internal sealed class AgentKeyLookup(IDbContextFactory<AlmDbContext> contexts, IWriteLane lane, TimeProvider clock) : IAsyncDisposable
{
    private const int Kept = 16;

    private readonly ConcurrentQueue<Asker> _idle = new();

    /// <param name="keyHash">SHA-256 of the key.</param>
    /// <returns>The agent; null where there is no such key, or it has ended.</returns>
    public async ValueTask<Actor?> FindAsync(byte[] keyHash, CancellationToken cancellationToken) =>
        await AskAsync(keyHash, cancellationToken)
        ?? (await IsToTurnAsync(keyHash, cancellationToken) && await TurnAsync(keyHash, cancellationToken) ? await AskAsync(keyHash, cancellationToken) : null);

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

    private async Task<Actor?> AskAsync(byte[] keyHash, CancellationToken cancellationToken)
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

        public async Task<Actor?> AskAsync(byte[] keyHash, CancellationToken cancellationToken)
        {
            command.Parameters[0].Value = keyHash;
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? Actor.Agent(row.GetGuid(0), Microseconds.To(row.GetInt64(1))) : null;
        }

        public async ValueTask DisposeAsync()
        {
            await command.DisposeAsync();
            await db.DisposeAsync();
        }
    }
}
