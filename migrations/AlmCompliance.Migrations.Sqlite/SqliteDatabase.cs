using System.Globalization;
using AlmCompliance.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Migrations.Sqlite;

/// <summary>How the product opens an SQLite database.</summary>
public static class SqliteDatabase
{
    public static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(typeof(SqliteDatabase).Assembly.GetName().Name))
        .AddInterceptors(PragmaInterceptor.Instance, CancellableReads.Instance);

    public static string ConnectionString(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWriteCreate,
        ForeignKeys = true,
        DefaultTimeout = 10,
    }.ConnectionString;

    /// <summary>
    /// Brings the file up to date if anything is pending: under a lock in its folder, after a backup beside it. Says what it did.
    /// </summary>
    public static async Task<int> MigrateAsync(AlmDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        CreateForOwner(folder);
        await using var folderLock = await LockAsync(Path.Combine(folder, "migrate.lock"), clock, cancellationToken);

        await RecoverAsync(db, cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        if (pending == 0)
        {
            // A restored backup is not in this mode.
            await db.Database.ExecuteSqlRawAsync(PragmaInterceptor.WriteAheadLog, cancellationToken);
            return 0;
        }

        if ((await db.Database.GetAppliedMigrationsAsync(cancellationToken)).Any())
        {
            await BackUpAsync(db, file, clock, cancellationToken);
        }

        // A process that died while it migrated leaves EF's own lock row behind; ours says that nobody else is at work.
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); DELETE FROM \"__EFMigrationsLock\";",
            cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(PragmaInterceptor.WriteAheadLog, cancellationToken);
        await db.Database.ExecuteSqlRawAsync(PragmaInterceptor.Optimize, cancellationToken);
        return pending;
    }

    // The database holds password hashes and the keys that protect cookies.
    private static void CreateForOwner(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>
    /// Rolls back what a process that was killed left half done. SQLite does so when a connection that may write first reads; EF looks
    /// whether the database is there through one that may not, and would fail.
    /// </summary>
    private static async Task RecoverAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("SELECT 1 FROM sqlite_master", cancellationToken);
        await db.Database.CloseConnectionAsync();
    }

    private static async Task BackUpAsync(AlmDbContext db, string file, TimeProvider clock, CancellationToken cancellationToken)
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        var backup = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, $"{Path.GetFileNameWithoutExtension(file)}.before-{stamp}.db");
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {backup}", cancellationToken);
    }

    private static async Task<FileStream> LockAsync(string path, TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                // The file stays: deleting it on close would let a waiting process lock the deleted one while a third locks a new one.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (clock.GetElapsedTime(started) < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellationToken);
            }
        }
    }
}
