using AlmCompliance.Migrations.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests.Databases;

public sealed class SqliteTestDatabase : TestDatabase
{
    private static readonly Lazy<Task<byte[]>> _template = new(MigrateTemplateAsync);
    private readonly string? _folder;

    public SqliteTestDatabase(string connectionString) => ConnectionString = connectionString;

    private SqliteTestDatabase(DirectoryInfo folder)
    {
        _folder = folder.FullName;
        File = Path.Combine(_folder, "alm.db");
        ConnectionString = SqliteDatabase.ConnectionString(File);
    }

    public override string ConnectionString { get; }
    public string File { get; } = "";
    public string Folder => _folder!;

    public static Task<TestDatabase> CreateEmptyAsync() =>
        Task.FromResult<TestDatabase>(new SqliteTestDatabase(Directory.CreateTempSubdirectory("alm-data-tests-")));

    public static async Task<TestDatabase> CreateMigratedAsync()
    {
        var database = new SqliteTestDatabase(Directory.CreateTempSubdirectory("alm-data-tests-"));
        await System.IO.File.WriteAllBytesAsync(database.File, await _template.Value);
        return database;
    }

    protected override void Configure(DbContextOptionsBuilder options) => SqliteDatabase.Configure(options, ConnectionString);

    protected override IWriteLane CreateLane() => new SqliteWriteLane(ConnectionString, TimeProvider.System);

    protected override Task<int> MigrateAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        SqliteDatabase.MigrateAsync(db, TimeProvider.System, cancellationToken);

    protected override Task RemoveAsync()
    {
        using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }

        return Task.CompletedTask;
    }

    private static async Task<byte[]> MigrateTemplateAsync()
    {
        await using var template = new SqliteTestDatabase(Directory.CreateTempSubdirectory("alm-data-tests-"));
        await using (var db = template.CreateDbContext())
        {
            await template.MigrateAsync(db, CancellationToken.None);
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        return await System.IO.File.ReadAllBytesAsync(template.File);
    }
}
