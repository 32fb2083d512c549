using System.Diagnostics;
using AlmCompliance.Data.Tests.Databases;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace AlmCompliance.Data.Tests.Databases;

/// <summary>
/// A real PostgreSQL server: the one that ALM_TEST_POSTGRES names, else a private one by tests/postgres.sh, started when the
/// first test asks for it. Where neither is possible, that test fails; none is skipped.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> _server = new(StartAsync);
    private static string? _folder;

    public static async Task<string> ConnectionStringAsync(string database) =>
        new NpgsqlConnectionStringBuilder(await _server.Value) { Database = database, IncludeErrorDetail = true }.ConnectionString;

    public static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await _server.Value);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is { } folder)
        {
            NpgsqlConnection.ClearAllPools();
            await ScriptAsync("stop", folder);
        }
    }

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("ALM_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        var folder = Path.Combine(Path.GetTempPath(), $"alm-postgres-{Guid.NewGuid():N}");
        var connectionString = await ScriptAsync("start", folder);
        _folder = folder;
        return connectionString;
    }

    private static async Task<string> ScriptAsync(string verb, string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "AlmCompliance.sln")))
        {
            root = root.Parent;
        }

        using var script = Process.Start(new ProcessStartInfo("bash", [Path.Combine(root!.FullName, "tests", "postgres.sh"), verb, folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = script.StandardError.ReadToEndAsync();
        var output = await script.StandardOutput.ReadToEndAsync();
        await script.WaitForExitAsync();
        return script.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"These tests need a real PostgreSQL server, and none could be started: {await errors}");
    }
}
