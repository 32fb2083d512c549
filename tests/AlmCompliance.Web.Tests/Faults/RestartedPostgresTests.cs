using System.Diagnostics;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Tests.Architecture;
using AlmCompliance.Web.Tests.CommandLine;
using AlmCompliance.Web.Tests.Serving;
using Npgsql;

namespace AlmCompliance.Web.Tests.Faults;

/// <summary>A PostgreSQL server of the test's own that is restarted while agents report.</summary>
public sealed class RestartedPostgresTests
{
    private const int Restarts = 4;

    [Fact]
    public async Task What_was_acknowledged_is_there_once_after_the_database_was_restarted_under_load()
    {
        using var program = new AlmProgram();
        var cluster = Path.Combine(Path.GetTempPath(), $"alm-postgres-{Guid.NewGuid():N}");
        var connection = new NpgsqlConnectionStringBuilder(await ClusterAsync("start", cluster)) { Database = "alm" }.ConnectionString;
        try
        {
            await ExecuteAsync(new NpgsqlConnectionStringBuilder(connection) { Database = "postgres" }.ConnectionString, "CREATE DATABASE alm");
            program.Environment["Database__Provider"] = "Postgres";
            program.Environment["ConnectionStrings__Alm"] = connection;
            (await program.RunAsync("migrate")).ExitCode.ShouldBe(0);
            var agents = await ReportWhileRestartedAsync(program, cluster);

            agents.SelectMany(a => a.Wrong).ShouldBeEmpty();
            await using var database = TestDatabase.At(Provider.Postgres, connection);
            await using var db = database.CreateDbContext();
            foreach (var agent in agents)
            {
                await agent.ShouldBeStoredAsync(db);
            }
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await ClusterAsync("stop", cluster);
        }
    }

    private static async Task<List<InsistingAgent>> ReportWhileRestartedAsync(AlmProgram program, string cluster)
    {
        using var server = new ServedProgram(program, "data");
        var token = (await program.RunAsync("enrollment-token", "add", "--max-uses", "10")).OutputLine;
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var agents = new List<InsistingAgent>();
        for (var i = 0; i < 6; i++)
        {
            agents.Add(await InsistingAgent.EnrollAsync(http, token, $"ES-{i}"));
        }

        var sending = Task.WhenAll(agents.Select(a => a.SendAsync(AlmTestServer.Stop)));
        for (var restart = 0; restart <= Restarts; restart++)
        {
            var before = agents.Sum(a => a.Acknowledged);
            while (agents.Sum(a => a.Acknowledged) < before + 20)
            {
                sending.IsCompleted.ShouldBeFalse();
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, AlmTestServer.Stop);
            }

            if (restart < Restarts)
            {
                await ClusterAsync("restart", cluster);
            }
        }

        agents.ForEach(a => a.End());
        await sending;
        server.Starts.ShouldBe(1);
        return agents;
    }

    private static async Task<string> ClusterAsync(string verb, string folder)
    {
        using var script = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root.FullName, "tests", "postgres.sh"), verb, folder])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = script.StandardError.ReadToEndAsync(AlmTestServer.Stop);
        var output = await script.StandardOutput.ReadToEndAsync(AlmTestServer.Stop);
        await script.WaitForExitAsync(AlmTestServer.Stop);
        script.ExitCode.ShouldBe(0, await errors);
        return output.Trim();
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(AlmTestServer.Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(AlmTestServer.Stop);
    }
}
