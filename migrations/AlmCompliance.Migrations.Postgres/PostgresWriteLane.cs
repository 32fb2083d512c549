using AlmCompliance.Data;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Migrations.Postgres;

/// <summary>PostgreSQL takes many writers: each work has its own transaction, and only their number is bounded.</summary>
public sealed class PostgresWriteLane(IDbContextFactory<AlmDbContext> contexts) : IWriteLane, IDisposable
{
    private const int AtOnce = 16;
    private const int Waiting = 4096;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private int _waiting;

    public async Task<T> RunAsync<T>(Func<AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > Waiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new WriteLaneFullException();
        }

        try
        {
            await _places.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work(db, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
