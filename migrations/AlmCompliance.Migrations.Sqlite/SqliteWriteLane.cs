using System.Threading.Channels;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Migrations.Sqlite;

/// <summary>
/// SQLite has one writer, so the process has one too: a thread that takes waiting works, runs them in one immediate transaction,
/// commits them together and only then tells their callers. Each but the first is inside a savepoint of its own; the first, with
/// nothing before it, takes the transaction along where it fails, and is spared SQLite's copy of every page that it touches.
/// </summary>
public sealed class SqliteWriteLane : IWriteLane, IDisposable
{
    private const int Waiting = 4096;
    private const int GroupSize = 128;
    private static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromHours(1);

    private readonly Channel<IWork> _works = Channel.CreateBounded<IWork>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly string _connectionString;
    private readonly TimeProvider _clock;
    private readonly Thread _thread;
    private volatile bool _closed;

    public SqliteWriteLane(string connectionString, TimeProvider clock)
    {
        _connectionString = connectionString;
        _clock = clock;
        _thread = new Thread(Loop) { IsBackground = true, Name = "write lane" };
        _thread.Start();
    }

    public Task<T> RunAsync<T>(Func<AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (Thread.CurrentThread == _thread)
        {
            throw new InvalidOperationException("A work inside the write lane asked for the lane: it would wait for itself.");
        }

        var item = new Work<T>(work, cancellationToken);
        if (_works.Writer.TryWrite(item))
        {
            return item.Task;
        }

        return Task.FromException<T>(_closed ? new LaneClosedException() : new WriteLaneFullException());
    }

    public void Dispose()
    {
        _closed = true;
        _works.Writer.TryComplete();
        _thread.Join(TimeSpan.FromSeconds(10));
    }

    private void Loop()
    {
        var connection = default(SqliteConnection);
        var looked = _clock.GetTimestamp();
        var group = new List<IWork>(GroupSize);
        while (_works.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            try
            {
                connection ??= Open();
                RunGroup(connection, group);
                if (_clock.GetElapsedTime(looked) >= BetweenLooks)
                {
                    looked = _clock.GetTimestamp();
                    Execute(connection, PragmaInterceptor.Optimize);
                }
            }
#pragma warning disable CA1031 // Whatever goes wrong belongs to the callers of this group; the lane lives on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                connection?.Dispose();
                connection = null;
                // Where not even a transaction could be opened, those who wait learn it now and not one by one.
                if (group.Count == 0)
                {
                    while (group.Count < GroupSize && _works.Reader.TryRead(out var waiting))
                    {
                        group.Add(waiting);
                    }
                }

                group.ForEach(work => work.Fail(exception));
            }
        }

        if (connection is not null)
        {
            Look(connection);
            connection.Dispose();
        }
    }

    /// <summary>The last look at what the planner should know; a server that stops does not fail for it.</summary>
    private static void Look(SqliteConnection connection)
    {
        try
        {
            Execute(connection, PragmaInterceptor.Optimize);
        }
        catch (SqliteException)
        {
            // The next server looks again.
        }
    }

    private void RunGroup(SqliteConnection connection, List<IWork> group)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var options = new DbContextOptionsBuilder<AlmDbContext>().UseApplicationServiceProvider(IdentitySchema.Services).UseSqlite(connection).Options;
        var started = _clock.GetTimestamp();
        while (group.Count < GroupSize && (group.Count == 0 || _clock.GetElapsedTime(started) < GroupTime) && _works.Reader.TryRead(out var work))
        {
            group.Add(work);
            if (group.Count > 1)
            {
                RunInSavepoint(connection, work, options, transaction);
            }
            else if (!work.Run(options, transaction))
            {
                transaction.Rollback();
                return;
            }
        }

        transaction.Commit();
        group.ForEach(work => work.Succeed());
    }

    private static void RunInSavepoint(SqliteConnection connection, IWork work, DbContextOptions<AlmDbContext> options, SqliteTransaction transaction)
    {
        Execute(connection, "SAVEPOINT work");
        if (!work.Run(options, transaction))
        {
            Execute(connection, "ROLLBACK TO work");
        }

        Execute(connection, "RELEASE work");
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        Execute(connection, PragmaInterceptor.Pragmas);
        Execute(connection, PragmaInterceptor.WriteAheadLog);
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private interface IWork
    {
        bool Run(DbContextOptions<AlmDbContext> options, SqliteTransaction transaction);
        void Succeed();
        void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) : IWork
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private bool _failed;

        public Task<T> Task => _done.Task;

        public bool Run(DbContextOptions<AlmDbContext> options, SqliteTransaction transaction)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var db = new AlmDbContext(options);
                db.Database.UseTransaction(transaction);
                db.Database.AutoSavepointsEnabled = false;
                _result = work(db, cancellationToken).GetAwaiter().GetResult();
                return true;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                _failed = true;
                _done.TrySetCanceled(cancellationToken);
                return false;
            }
#pragma warning disable CA1031 // It goes to the caller.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _failed = true;
                _done.TrySetException(exception);
                return false;
            }
        }

        public void Succeed()
        {
            if (!_failed)
            {
                _done.TrySetResult(_result!);
            }
        }

        public void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
