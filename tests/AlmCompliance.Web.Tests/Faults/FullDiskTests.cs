using System.Diagnostics;
using System.Net;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Migrations.Sqlite;
using AlmCompliance.Web.Tests.CommandLine;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Faults;

/// <summary>A server whose data folder is a small disk of its own, in a mount namespace that ends with its holder.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_refuses_reports_and_takes_them_again_when_there_is_room()
    {
        using var program = new AlmProgram();
        await using var disk = await SmallDisk.MountAsync(program, "data", "12m");
        using var server = new ServedProgram(program, Path.Combine(program.Folder, "data"), disk.Within);
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var token = await disk.PrintedAsync("enrollment-token", "add", "--data", Path.Combine(program.Folder, "data"));
        var agent = await InsistingAgent.EnrollAsync(http, token, "ES-041");
        var sending = agent.SendAsync(AlmTestServer.Stop);
        await UntilAsync(() => agent.Acknowledged > 5);

        disk.Fill();
        using (var refused = await AnswerOtherThanAsync(agent, HttpStatusCode.Accepted))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        disk.MakeRoom();
        var before = agent.Acknowledged;
        await UntilAsync(() => agent.Acknowledged > before + 5);
        agent.End();
        await sending;
        await server.KillAsync();

        agent.Wrong.ShouldBeEmpty();
        // SQLite would follow the link in the path out of the namespace.
        foreach (var file in (string[])["alm.db", "alm.db-wal"])
        {
            File.Copy(Path.Combine(disk.Place, file), Path.Combine(program.Folder, file));
        }

        await using var database = TestDatabase.At(Provider.Sqlite, SqliteDatabase.ConnectionString(Path.Combine(program.Folder, "alm.db")));
        await using var db = database.CreateDbContext();
        (await db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync(AlmTestServer.Stop)).ShouldBe(["ok"]);
        await agent.ShouldBeStoredAsync(db, "probing");
        SqliteConnection.ClearAllPools();
    }

    private static async Task<HttpResponseMessage> AnswerOtherThanAsync(InsistingAgent agent, HttpStatusCode code)
    {
        for (var i = 0; ; i++)
        {
            i.ShouldBeLessThan(2000);
            var answer = await agent.PostAsync($"probing-{i}", AlmTestServer.Stop);
            if (answer.StatusCode != code)
            {
                return answer;
            }

            answer.Dispose();
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        var started = Stopwatch.StartNew();
        while (!holds())
        {
            started.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(2));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, AlmTestServer.Stop);
        }
    }
}
