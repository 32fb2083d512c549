using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Migrations.Sqlite;
using AlmCompliance.Web.Tests.CommandLine;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Faults;

/// <summary>A real server that is killed while agents report.</summary>
public sealed class KilledServerTests
{
    private const int Kills = 20;

    [Fact]
    public async Task What_was_acknowledged_is_there_once_after_twenty_kills_under_load()
    {
        using var program = new AlmProgram();
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
        var chance = new Random(57252401);
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = agents.Sum(a => a.Acknowledged);
            while (agents.Sum(a => a.Acknowledged) < before + 8)
            {
                sending.IsCompleted.ShouldBeFalse();
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, AlmTestServer.Stop);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(60)), TimeProvider.System, AlmTestServer.Stop);
            await server.KillAsync();
            await server.StartAsync();
        }

        agents.ForEach(a => a.End());
        await sending;
        await server.KillAsync();

        agents.SelectMany(a => a.Wrong).ShouldBeEmpty();
        agents.Sum(a => a.Acknowledged).ShouldBeGreaterThan(8 * Kills);
        await using var database = TestDatabase.At(Provider.Sqlite, SqliteDatabase.ConnectionString(Path.Combine(program.Folder, "data", "alm.db")));
        await using var db = database.CreateDbContext();
        (await db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync(AlmTestServer.Stop)).ShouldBe(["ok"]);
        foreach (var agent in agents)
        {
            await agent.ShouldBeStoredAsync(db);
        }
    }

    /// <summary>At a migration's every stage: each start is killed a little later than the one before, until one comes through.</summary>
    [Fact]
    public async Task A_server_that_is_killed_while_it_makes_its_database_starts_clean()
    {
        using var program = new AlmProgram();
        var deaths = 0;
        for (var after = TimeSpan.FromMilliseconds(250); ; after += TimeSpan.FromMilliseconds(150))
        {
            using var migrating = program.Start("migrate", "--data", "data");
            if (await EndsWithinAsync(migrating, after))
            {
                migrating.ExitCode.ShouldBe(0, await migrating.StandardError.ReadToEndAsync(AlmTestServer.Stop));
                break;
            }

            migrating.Kill(entireProcessTree: true);
            await migrating.WaitForExitAsync(AlmTestServer.Stop);
            deaths++;
        }

        deaths.ShouldBeGreaterThan(3);
        using var server = new ServedProgram(program, "data");
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var agent = await InsistingAgent.EnrollAsync(http, (await program.RunAsync("enrollment-token", "add")).OutputLine, "ES-041");
        using var answer = await agent.PostAsync("after", AlmTestServer.Stop);
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }

    private static async Task<bool> EndsWithinAsync(System.Diagnostics.Process process, TimeSpan time)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(AlmTestServer.Stop);
        late.CancelAfter(time);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException) when (!AlmTestServer.Stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
