using System.Threading.Channels;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Migrations.Sqlite;

/// <summary>
/// SQLite has one writer, so the process has one too: a thread that takes waiting works, runs them in one immediate transaction,
/// commits them together and only then tells their callers. Where one of them fails all are undone and each is run again in a
/// transaction of its own: that is rare, and a savepoint for each would have SQLite copy every page that they touch.
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
        var writer = default(Writer);
        var looked = _clock.GetTimestamp();
        var group = new List<IWork>(GroupSize);
        while (_works.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            group.Clear();
            try
            {
                writer ??= new Writer(Open());
                RunGroup(writer, group);
                if (_clock.GetElapsedTime(looked) >= BetweenLooks)
                {
                    looked = _clock.GetTimestamp();
                    Execute(writer.Connection, PragmaInterceptor.Optimize);
                }
            }
#pragma warning disable CA1031 // Whatever goes wrong belongs to the callers of this group; the lane lives on.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                writer?.Dispose();
                writer = null;

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

        if (writer is not null)
        {
            Look(writer.Connection);
            writer.Dispose();
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

    private void RunGroup(Writer writer, List<IWork> group)
    {
        if (!RunTogether(writer, group))
        {
            foreach (var work in group)
            {
                RunAlone(writer, work);
            }
        }
    }

    /// <summary>False where one failed; then nothing was written.</summary>
    private bool RunTogether(Writer writer, List<IWork> group)
    {
        using var transaction = writer.Begin();
        var started = _clock.GetTimestamp();
        while (group.Count < GroupSize && (group.Count == 0 || _clock.GetElapsedTime(started) < GroupTime) && _works.Reader.TryRead(out var work))
        {
            if (work.IsCancelled)
            {
                continue;
            }

            group.Add(work);
            if (!writer.Run(work))
            {
                transaction.Rollback();
                if (group.Count > 1)
                {
                    return false;
                }

                work.Answer();
                return true;
            }
        }

        transaction.Commit();
        group.ForEach(work => work.Answer());
        return true;
    }

    private static void RunAlone(Writer writer, IWork work)
    {
        using var transaction = writer.Begin();
        if (writer.Run(work))
        {
            transaction.Commit();
        }
        else
        {
            transaction.Rollback();
        }

        work.Answer();
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
        /// <summary>Its caller has gone; it is told so.</summary>
        bool IsCancelled { get; }

        /// <summary>False where it failed; it may be run again.</summary>
        bool Run(AlmDbContext db);

        /// <summary>Tells its caller what came of the last run.</summary>
        void Answer();
        void Fail(Exception exception);
    }

    /// <summary>The lane's connection, with one context for all works: what a work leaves in it is forgotten before the next.</summary>
    private sealed class Writer : IDisposable
    {
        private readonly DbContextOptions<AlmDbContext> _options;
        private SqliteTransaction? _transaction;
        private AlmDbContext? _db;

        public Writer(SqliteConnection connection)
        {
            Connection = connection;
            _options = new DbContextOptionsBuilder<AlmDbContext>().UseApplicationServiceProvider(IdentitySchema.Services).UseSqlite(connection).Options;
        }

        public SqliteConnection Connection { get; }

        public SqliteTransaction Begin()
        {
            _transaction = Connection.BeginTransaction(deferred: false);
            _db?.Database.UseTransaction(null);
            _db?.Database.UseTransaction(_transaction);
            return _transaction;
        }

        public bool Run(IWork work)
        {
            if (_db is null)
            {
                _db = new AlmDbContext(_options);
                _db.Database.AutoSavepointsEnabled = false;
                _db.Database.UseTransaction(_transaction);
            }

            if (work.Run(_db))
            {
                _db.ChangeTracker.Clear();
                return true;
            }

            // Whatever state it is in.
            _db.Dispose();
            _db = null;
            return false;
        }

        public void Dispose()
        {
            _db?.Dispose();
            Connection.Dispose();
        }
    }

    private sealed class Work<T>(Func<AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) : IWork
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;
        private Exception? _exception;

        public Task<T> Task => _done.Task;

        public bool IsCancelled => cancellationToken.IsCancellationRequested && _done.TrySetCanceled(cancellationToken);

        public bool Run(AlmDbContext db)
        {
            _exception = null;
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                _result = work(db, cancellationToken).GetAwaiter().GetResult();
                return true;
            }
#pragma warning disable CA1031 // It goes to the caller.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _exception = exception;
                return false;
            }
        }

        public void Answer()
        {
            if (_exception is null)
            {
                _done.TrySetResult(_result!);
            }
            else if (_exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                _done.TrySetCanceled(cancellationToken);
            }
            else
            {
                Fail(_exception);
            }
        }

        public void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
