using System.Data.Common;
using AlmCompliance.Data;
using AlmCompliance.Data.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>
/// The server's own lane and contexts, with a process that dies just before its n-th statement reaches the database, be it a read,
/// a write or the commit: nothing that comes after it is done any more.
/// </summary>
internal sealed class KilledAtStatement(AlmTestServer server, Provider provider, int statement) : DbCommandInterceptor, IWriteLane, IDbContextFactory<AlmDbContext>
{
    private int _statements;

    /// <summary>How many it came to.</summary>
    public int Statements => _statements;

    /// <summary>Whether it came to that.</summary>
    public bool Killed => _statements >= statement;

    public AlmDbContext CreateDbContext()
    {
        using var db = server.Db();
        return new AlmDbContext(Options(builder => _ = provider == Provider.Sqlite ? builder.UseSqlite(db.Database.GetConnectionString()) : builder.UseNpgsql(db.Database.GetConnectionString())));
    }

    public Task<T> RunAsync<T>(Func<AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) => server.Lane.RunAsync(
        async (db, ct) =>
        {
            var connection = db.Database.GetDbConnection();
            await using var own = new AlmDbContext(Options(builder => _ = provider == Provider.Sqlite ? builder.UseSqlite(connection) : builder.UseNpgsql(connection)));
            await own.Database.UseTransactionAsync(db.Database.CurrentTransaction!.GetDbTransaction(), ct);
            own.Database.AutoSavepointsEnabled = false;
            var result = await work(own, ct);
            Count();
            return result;
        },
        cancellationToken);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Count();
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Count();
        return new(result);
    }

    private void Count()
    {
        if (Interlocked.Increment(ref _statements) >= statement)
        {
            throw new IOException("The process was killed.");
        }
    }

    private DbContextOptions<AlmDbContext> Options(Action<DbContextOptionsBuilder<AlmDbContext>> use)
    {
        var options = new DbContextOptionsBuilder<AlmDbContext>().UseApplicationServiceProvider(Data.Access.IdentitySchema.Services);
        use(options);
        return options.AddInterceptors(this).Options;
    }
}
