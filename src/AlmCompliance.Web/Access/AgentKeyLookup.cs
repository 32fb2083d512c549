using System.Collections.Concurrent;
using System.Data.Common;
using AlmCompliance.Data;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>
/// Whose key it is: asked before every report, so each of a few connections keeps the one statement ready. It asks each time:
/// a key that a person ends is good for no report more.
/// </summary>
internal sealed class AgentKeyLookup(IDbContextFactory<AlmDbContext> contexts) : IAsyncDisposable
{
    private const int Kept = 16;

    private readonly ConcurrentQueue<Asker> _idle = new();

    /// <param name="keyHash">SHA-256 of the key.</param>
    /// <returns>The agent; null where there is no such key, or it has ended.</returns>
    public async ValueTask<Actor?> FindAsync(byte[] keyHash, CancellationToken cancellationToken)
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

            return found is { } hostId ? Actor.Agent(hostId) : null;
        }
        catch
        {
            // Whatever became of its connection.
            await asker.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryDequeue(out var asker))
        {
            await asker.DisposeAsync();
        }
    }

    private sealed class Asker(AlmDbContext db, DbCommand command) : IAsyncDisposable
    {
        public static async Task<Asker> OpenAsync(IDbContextFactory<AlmDbContext> contexts, CancellationToken cancellationToken)
        {
            var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.Database.OpenConnectionAsync(cancellationToken);
            var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = """SELECT "HostId" FROM "AgentKeys" WHERE "KeyHash" = @hash AND "RevokedAt" IS NULL""";
            var hash = command.CreateParameter();
            hash.ParameterName = "@hash";
            command.Parameters.Add(hash);
            return new Asker(db, command);
        }

        public async Task<Guid?> AskAsync(byte[] keyHash, CancellationToken cancellationToken)
        {
            command.Parameters[0].Value = keyHash;
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            return await row.ReadAsync(cancellationToken) ? row.GetGuid(0) : null;
        }

        public async ValueTask DisposeAsync()
        {
            await command.DisposeAsync();
            await db.DisposeAsync();
        }
    }
}
