using AlmCompliance.Data.Tests.Databases;
using Microsoft.Data.Sqlite;

namespace AlmCompliance.Data.Tests;

/// <summary>What only SQLite needs: it migrates by itself, next to other processes that may do the same.</summary>
public sealed class SqliteMigrationTests
{
    private const string OlderVersion = """
        CREATE TABLE "__EFMigrationsHistory" ("MigrationId" TEXT NOT NULL PRIMARY KEY, "ProductVersion" TEXT NOT NULL);
        INSERT INTO "__EFMigrationsHistory" VALUES ('20000101000000_Before', '10.0.0');
        CREATE TABLE "Kept" ("Word" TEXT NOT NULL);
        INSERT INTO "Kept" VALUES ('from before');
        """;

    [Fact]
    public async Task A_database_with_pending_migrations_is_copied_before_they_run()
    {
        await using var database = await EmptyAsync();
        await ExecuteAsync(database.File, OlderVersion);

        await database.MigrateAsync();

        var backup = Directory.GetFiles(database.Folder, "alm.before-*.db").ShouldHaveSingleItem();
        (await ScalarAsync(backup, "SELECT \"Word\" FROM \"Kept\"")).ShouldBe("from before");
        (await ScalarAsync(backup, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'Hosts'")).ShouldBe(0L);
        (await ScalarAsync(database.File, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'Hosts'")).ShouldBe(1L);
        (await ScalarAsync(database.File, "SELECT \"Word\" FROM \"Kept\"")).ShouldBe("from before");
    }

    [Fact]
    public async Task A_restored_copy_opens_and_gets_its_write_ahead_log_back()
    {
        await using var database = (SqliteTestDatabase)await SqliteTestDatabase.CreateMigratedAsync();
        var copy = Path.Combine(database.Folder, "copy.db");
        await ExecuteAsync(database.File, $"VACUUM INTO '{copy}'");
        await using var restored = TestDatabase.At(Provider.Sqlite, Migrations.Sqlite.SqliteDatabase.ConnectionString(copy));

        (await restored.MigrateAsync()).ShouldBe(0);

        (await ScalarAsync(copy, "PRAGMA journal_mode")).ShouldBe("wal");
    }

    [Fact]
    public async Task A_new_or_current_database_is_not_copied()
    {
        await using var database = await EmptyAsync();

        await database.MigrateAsync();
        await database.MigrateAsync();

        Directory.GetFiles(database.Folder, "*.before-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lock_row_that_a_dead_migration_left_behind_stops_nobody()
    {
        await using var database = await EmptyAsync();
        await ExecuteAsync(database.File, """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-22 10:15:00+00:00');
            """);

        await database.MigrateAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        (await ScalarAsync(database.File, "SELECT COUNT(*) FROM \"__EFMigrationsLock\"")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_folder_that_is_made_for_the_database_is_for_its_owner_only()
    {
        await using var outer = await EmptyAsync();
        var folder = Path.Combine(outer.Folder, "data");
        await using var database = TestDatabase.At(Provider.Sqlite, Migrations.Sqlite.SqliteDatabase.ConnectionString(Path.Combine(folder, "alm.db")));

        await database.MigrateAsync();

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static async Task<SqliteTestDatabase> EmptyAsync() => (SqliteTestDatabase)await SqliteTestDatabase.CreateEmptyAsync();

    private static async Task ExecuteAsync(string file, string sql) => await ScalarAsync(file, sql);

    private static async Task<object?> ScalarAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
