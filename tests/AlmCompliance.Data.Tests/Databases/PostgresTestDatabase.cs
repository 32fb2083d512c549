using AlmCompliance.Migrations.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AlmCompliance.Data.Tests.Databases;

public sealed class PostgresTestDatabase(string connectionString) : TestDatabase
{
    private static readonly Lazy<Task<string>> _template = new(MigrateTemplateAsync);
    private string? _name;

    public override string ConnectionString => connectionString;

    public static Task<TestDatabase> CreateEmptyAsync() => CreateAsync("");

    public static async Task<TestDatabase> CreateMigratedAsync() => await CreateAsync($" TEMPLATE {await _template.Value}");

    protected override void Configure(DbContextOptionsBuilder options) => PostgresDatabase.Configure(options, connectionString);

    protected override IWriteLane CreateLane() => new PostgresWriteLane(this);

    protected override Task<int> MigrateAsync(AlmDbContext db, CancellationToken cancellationToken) => PostgresDatabase.MigrateAsync(db, cancellationToken);

    protected override async Task RemoveAsync()
    {
        await using (var connection = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(connection);
        }

        if (_name is not null)
        {
            await PostgresServer.ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }
    }

    private static async Task<TestDatabase> CreateAsync(string template)
    {
        var name = $"t{Guid.NewGuid():N}";
        await PostgresServer.ExecuteAsync($"CREATE DATABASE {name}{template}");
        return new PostgresTestDatabase(await PostgresServer.ConnectionStringAsync(name)) { _name = name };
    }

    private static async Task<string> MigrateTemplateAsync()
    {
        var name = $"template{Guid.NewGuid():N}";
        await PostgresServer.ExecuteAsync($"CREATE DATABASE {name}");
        await using var template = new PostgresTestDatabase(await PostgresServer.ConnectionStringAsync(name));
        await using var db = template.CreateDbContext();
        await template.MigrateAsync(db, CancellationToken.None);
        return name;
    }
}
