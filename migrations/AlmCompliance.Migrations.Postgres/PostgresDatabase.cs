using AlmCompliance.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace AlmCompliance.Migrations.Postgres;

/// <summary>How the product opens a PostgreSQL database.</summary>
public static class PostgresDatabase
{
    private const int PreparedStatements = 64;
    private const long MigrationLock = 57252402;

    /// <summary>For another process that migrates, and for a table that is large.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    public static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly(typeof(PostgresDatabase).Assembly.GetName().Name))
        .ReplaceService<IModelCustomizer, ByteOrder>();

    /// <summary>For a server that stays: statements that come again are prepared, unless the site says otherwise, as some poolers demand.</summary>
    public static string WithPreparation(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Max Auto Prepare"))
        {
            builder.MaxAutoPrepare = PreparedStatements;
        }

        return builder.ConnectionString;
    }

    /// <summary>Whether nothing is pending. Asked before its own table is there, EF would log an error beside the caller's one line.</summary>
    public static async Task<bool> IsUpToDateAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        await db.Database.SqlQueryRaw<bool>("SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL AS \"Value\"").SingleAsync(cancellationToken)
        && !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any();

    /// <summary>Brings the database up to date, making it where it is missing. Says how many migrations were pending.</summary>
    public static async Task<int> MigrateAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellationToken))
        {
            await creator.CreateAsync(cancellationToken);
        }

        // EF gives its own lock back after each migration: of two processes the second would run again what the first ran meanwhile.
        db.Database.SetCommandTimeout(LongestWait);
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellationToken);

            // Left to EF, the first look for applied migrations is an error in the log of every new installation.
            await db.GetService<IHistoryRepository>().CreateIfNotExistsAsync(cancellationToken);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
            await db.Database.MigrateAsync(cancellationToken);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})", cancellationToken);
            return pending;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
