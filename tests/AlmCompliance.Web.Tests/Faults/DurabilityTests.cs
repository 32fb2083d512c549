using AlmCompliance.Web.Tests.CommandLine;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Faults;

/// <summary>A kill keeps what the kernel has; a power cut does not. So: what the server asks of the kernel before it answers.</summary>
public sealed class DurabilityTests
{
    private const int Reports = 5;

    [Fact]
    public async Task The_log_of_the_database_is_on_the_disk_before_each_202()
    {
        using var program = new AlmProgram();
        var trace = Path.Combine(program.Folder, "trace");
        using var server = new ServedProgram(
            program, "data", "strace", "-f", "-y", "-qq", "-s", "40", "--seccomp-bpf", "-e", "trace=fdatasync,fsync,sendto,sendmsg,write,writev", "-o", trace);
        var token = (await program.RunAsync("enrollment-token", "add")).OutputLine;
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        var agent = await InsistingAgent.EnrollAsync(http, token, "ES-041");
        for (var i = 0; i < Reports; i++)
        {
            using var answer = await agent.PostAsync($"report-{i}", AlmTestServer.Stop);
            answer.IsSuccessStatusCode.ShouldBeTrue();
        }

        await server.KillAsync();

        var (isSynced, acknowledged) = (false, 0);
        var syncing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in await File.ReadAllLinesAsync(trace, AlmTestServer.Stop))
        {
            var thread = call[..call.IndexOf(' ', StringComparison.Ordinal)];
            if (call.Contains("sync(", StringComparison.Ordinal) && call.Contains("alm.db-wal>", StringComparison.Ordinal))
            {
                // Told in two lines where another thread came in between: then the second one has the result.
                _ = call.EndsWith("<unfinished ...>", StringComparison.Ordinal) ? syncing.Add(thread) : isSynced |= call.EndsWith("= 0", StringComparison.Ordinal);
            }
            else if (call.Contains("sync resumed>", StringComparison.Ordinal))
            {
                isSynced |= syncing.Remove(thread) && call.EndsWith("= 0", StringComparison.Ordinal);
            }
            else if (call.Contains("HTTP/1.1 202", StringComparison.Ordinal))
            {
                isSynced.ShouldBeTrue(call);
                (isSynced, acknowledged) = (false, acknowledged + 1);
            }
        }

        acknowledged.ShouldBe(Reports);
    }
}
