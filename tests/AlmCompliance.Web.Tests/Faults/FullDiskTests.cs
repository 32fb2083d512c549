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
    private static readonly string[] _asUser = Environment.UserName == "root" ? [] : ["--user", "--map-root-user"];

    [Fact]
    public async Task A_full_disk_refuses_reports_and_takes_them_again_when_there_is_room()
    {
        using var program = new AlmProgram();
        using var disk = Process.Start(new ProcessStartInfo(
            "unshare", [.. _asUser, "--mount", "sh", "-c", "mkdir data && mount -t tmpfs -o size=12m,mode=700 none data && echo ready && exec sleep 600"])
        {
            WorkingDirectory = program.Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        try
        {
            (await disk.StandardOutput.ReadLineAsync(AlmTestServer.Stop)).ShouldBe("ready");
            var data = $"/proc/{disk.Id}/root{Path.Combine(program.Folder, "data")}";
            await WithDiskAsync(program, disk.Id, data);
        }
        finally
        {
            disk.Kill(entireProcessTree: true);
            await disk.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task WithDiskAsync(AlmProgram program, int disk, string data)
    {
        string[] user = _asUser.Length == 0 ? [] : ["--user", "--preserve-credentials"];
        using var server = new ServedProgram(program, Path.Combine(program.Folder, "data"), ["nsenter", "--target", $"{disk}", .. user, "--mount"]);
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        using var verb = program.StartUnder(["nsenter", "--target", $"{disk}", .. user, "--mount"], "enrollment-token", "add", "--data", Path.Combine(program.Folder, "data"));
        var token = (await verb.StandardOutput.ReadLineAsync(AlmTestServer.Stop))!;
        await verb.WaitForExitAsync(AlmTestServer.Stop);
        var agent = await InsistingAgent.EnrollAsync(http, token, "ES-041");
        var sending = agent.SendAsync(AlmTestServer.Stop);
        await UntilAsync(() => agent.Acknowledged > 5);

        Fill(Path.Combine(data, "filler"));
        using (var refused = await AnswerOtherThanAsync(agent, HttpStatusCode.Accepted))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }

        File.Delete(Path.Combine(data, "filler"));
        var before = agent.Acknowledged;
        await UntilAsync(() => agent.Acknowledged > before + 5);
        agent.End();
        await sending;
        await server.KillAsync();

        agent.Wrong.ShouldBeEmpty();
        // SQLite would follow the link in the path out of the namespace.
        foreach (var file in (string[])["alm.db", "alm.db-wal"])
        {
            File.Copy(Path.Combine(data, file), Path.Combine(program.Folder, file));
        }

        await using var database = TestDatabase.At(Provider.Sqlite, SqliteDatabase.ConnectionString(Path.Combine(program.Folder, "alm.db")));
        await using var db = database.CreateDbContext();
        (await db.Database.SqlQuery<string>($"SELECT integrity_check AS Value FROM pragma_integrity_check").ToListAsync(AlmTestServer.Stop)).ShouldBe(["ok"]);
        await agent.ShouldBeStoredAsync(db, "probing");
        SqliteConnection.ClearAllPools();
    }

    /// <summary>To the last byte.</summary>
    private static void Fill(string file)
    {
        using var filler = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
        foreach (var size in (int[])[1 << 16, 4096])
        {
            try
            {
                while (true)
                {
                    filler.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // As full as it gets in pieces of this size.
            }
        }
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
