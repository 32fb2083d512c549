using System.Collections.Concurrent;
using AlmCompliance.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AlmCompliance.Migrations.Postgres;

/// <summary>
/// PostgreSQL takes many writers: each work has its own transaction, run again where another writer was first; their number is
/// bounded. Each writer keeps its context, and with it the connection that knows its statements.
/// </summary>
public sealed class PostgresWriteLane(IDbContextFactory<AlmDbContext> contexts) : IWriteLane, IDisposable
{
    private const int AtOnce = 16;
    private const int Waiting = 4096;
    private const int Attempts = 25;
    private const int LongestPauseMs = 20;

    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly ConcurrentBag<AlmDbContext> _idle = [];
    private int _waiting;
    private volatile bool _closed;

    public async Task<T> RunAsync<T>(Func<AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (_closed)
        {
            throw new LaneClosedException();
        }

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
            for (var attempt = 1; ; attempt++)
            {
                if (_closed)
                {
                    throw new LaneClosedException();
                }

                try
                {
                    return await TryAsync(work, cancellationToken);
                }
                catch (Exception exception) when (IsConflict(exception))
                {
                    // Another writer was first; the work sees its result at the next attempt. Those who met part by chance.
                    if (attempt == Attempts)
                    {
                        throw exception is DbUpdateConcurrencyException ? new WriteLaneFullException() : exception;
                    }

                    await Task.Delay(Random.Shared.Next(LongestPauseMs), cancellationToken);
                }
            }
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<T> TryAsync<T>(Func<AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var db = _idle.TryTake(out var idle) ? idle : await OpenAsync(cancellationToken);
        try
        {
            T result;
            await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
            {
                result = await work(db, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            // Not before its transaction is over and gone: another writer takes it at once.
            db.ChangeTracker.Clear();
            _idle.Add(db);
            return result;
        }
        catch (Exception exception)
        {
            // Whatever state it is in. Where the server has gone, the others lead there too.
            await db.DisposeAsync();
            if (!IsConflict(exception))
            {
                await ForgetAsync();
            }

            throw;
        }
    }

    private async Task<AlmDbContext> OpenAsync(CancellationToken cancellationToken)
    {
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        return db;
    }

    private async Task ForgetAsync()
    {
        while (_idle.TryTake(out var db))
        {
            await db.DisposeAsync();
        }
    }

    private static bool IsConflict(Exception exception) =>
        exception is DbUpdateConcurrencyException
        || (exception as PostgresException ?? exception.InnerException as PostgresException)?.SqlState is
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;

    /// <summary>Those at work finish; those who wait are told, each as a place gets free.</summary>
    public void Dispose()
    {
        _closed = true;
        var taken = 0;
        while (taken < AtOnce && _places.Wait(TimeSpan.FromSeconds(10)))
        {
            taken++;
        }

        while (_idle.TryTake(out var db))
        {
            db.Dispose();
        }

        // Not disposed of: whoever comes late must still be able to ask, and learn that it is closed.
        if (taken > 0)
        {
            _places.Release(taken);
        }
    }
}
