using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;

namespace AlmCompliance.Agent.Tests.Real;

/// <summary>The build for Windows as it is published, run by wine with keys in its registry, against a real server.</summary>
[Collection(RealServer.Name)]
public sealed class WindowsHostTests(PlantServer server, WinePrefix wine) : IClassFixture<WinePrefix>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alm-agent-host-").FullName;

    private string State => WinePrefix.Windows(Path.Combine(_folder, "state"));

    [Theory]
    [MemberData(nameof(TruthTable.Hosts), MemberType = typeof(TruthTable))]
    public async Task The_server_judges_what_the_agent_found_whether_a_person_brings_it_or_the_agent_sends_it(string host, string status, string rule)
    {
        await wine.BecomeAsync(TruthTable.Registry(host, "NEW-1"));

        var id = await EnrollAsync();
        var file = Path.Combine(_folder, "inventory.json");
        await AgentAsync("collect", "--out", WinePrefix.Windows(file), "--state", State);
        var brought = await server.BringAsync(file);
        (brought.GetProperty("outcome").GetString(), brought.GetProperty("hostId").GetString()).ShouldBe(("Taken", id));
        (await server.HostAsync(id)).ShouldBeJudged(host, status, rule);
        (await server.BringAsync(file)).GetProperty("reason").GetString().ShouldBe("Replayed");

        (await AgentAsync("report", "--state", State)).ShouldBeEmpty();
        var answer = await server.HostAsync(id);
        answer.ShouldBeJudged(host, status, rule);
        answer.GetProperty("name").GetString().ShouldBe("NEW-1");
    }

    [Fact]
    public async Task What_travels_by_hand_is_signed_by_the_key_that_was_approved()
    {
        await wine.BecomeAsync(TruthTable.Registry("V5.1 SP1 Upd2", "NEW-2"));
        var requestFile = Path.Combine(_folder, "request.json");
        var inventoryFile = Path.Combine(_folder, "inventory.json");

        var fingerprint = await AgentAsync("enroll", "--offline", "--out", WinePrefix.Windows(requestFile), "--state", State);
        await AgentAsync("collect", "--out", WinePrefix.Windows(inventoryFile), "--state", State);
        await AgentAsync("collect", "--out", WinePrefix.Windows(inventoryFile), "--state", State);

        SignedByHand.ShouldHold(requestFile, inventoryFile, fingerprint, "windows-net10");
    }

    [Fact]
    public async Task Windows_starts_it_as_a_service_that_reports_and_stops_at_once()
    {
        await wine.BecomeAsync(TruthTable.Registry("V5.1 SP1 Upd2", "NEW-3"));
        var id = await EnrollAsync();
        (await wine.RunAsync("sc", "create", "AlmCompliance.Agent", "binPath=", $"\"{wine.Agent}\" run --service --interval 1 --state \"{State}\"")).Checked();
        try
        {
            (await wine.RunAsync("net", "start", "AlmCompliance.Agent")).Checked();
            (await server.FirstReportAsync(id)).ShouldBeJudged("a service", "NonCompliant", "ALM0001");
            (await wine.RunAsync("sc", "query", "AlmCompliance.Agent")).Checked().ShouldContain("RUNNING");

            var stopping = Stopwatch.StartNew();
            (await wine.RunAsync("net", "stop", "AlmCompliance.Agent")).Checked();
            stopping.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            (await wine.RunAsync("sc", "query", "AlmCompliance.Agent")).Checked().ShouldContain("STOPPED");
            (await File.ReadAllTextAsync(Path.Combine(_folder, "state", "log"), TestContext.Current.CancellationToken)).ShouldEndWith(" Sent.\r\n");
        }
        finally
        {
            await wine.RunAsync("sc", "delete", "AlmCompliance.Agent");
        }
    }

    [Fact]
    public async Task A_socket_whose_owner_Windows_does_not_tell_never_proves_that_the_ALM_is_closed()
    {
        await wine.BecomeAsync(TruthTable.Registry("V5.1 SP1 Upd3", "NEW-4"));
        var id = await EnrollAsync();
        var port = PlantServer.FreePort();
        var program = Path.Combine(_folder, "almsrv64x.exe");
        File.Copy(wine.Listener, program);
        using var almsrv = wine.Start(program, "--gdb", "--no-start", "--port", port.ToString(CultureInfo.InvariantCulture), "cmd.exe");
        try
        {
            await ListeningAsync(port);
            (await AgentAsync("show", "--state", State)).ShouldContain("State: running");
            await AgentAsync("report", "--state", State);
        }
        finally
        {
            almsrv.Kill(entireProcessTree: true);
            await almsrv.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        // Wine keeps the sockets of its programs itself, and its table names no owner.
        var answer = await server.HostAsync(id);
        answer.ShouldBeJudged("a listener", "Compliant", "");
        var access = answer.GetProperty("remoteAccess");
        (access.GetProperty("state").GetString(), access.GetProperty("basis").GetString()).ShouldBe(("AssumedOn", "Default"));
        answer.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("rule").GetString()).ShouldContain("ALM0002");
    }

    [Fact]
    public async Task What_goes_wrong_is_one_line_and_exit_code_1()
    {
        foreach (string[] command in (string[][])[["report", "--state", State], ["enroll", "--server", "http://10.1.2.3", "--token-file", WinePrefix.Windows(server.TokenFile)], ["nonsense"]])
        {
            var run = await wine.RunAsync([wine.Agent, .. command]);
            run.ExitCode.ShouldBe(1);
            run.Errors.Trim().Split('\n').ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task Without_NET_Windows_own_tools_write_the_facts_down()
    {
        await wine.BecomeAsync(TruthTable.Registry("V5.1 SP1 Upd2", "NEW-5") + TruthTable.KillBit);
        var file = Path.Combine(_folder, "export.txt");

        (await wine.RunAsync("cmd", "/c", WinePrefix.Windows(Path.Combine(AgentProgram.Project, "Installing", "collect.cmd")), WinePrefix.Windows(file))).Checked();

        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        (lines[0].Trim(), lines[^1].Trim()).ShouldBe(("almcompliance.raw-export/1", "#end"));
        var key = Array.FindIndex(lines, l => l.StartsWith(@"#section reg query ""HKLM\SOFTWARE\Wow6432Node\Siemens\AUTSW\LicenseManager""", StringComparison.Ordinal));
        var end = Array.FindIndex(lines, key, l => l.StartsWith("#exit 0", StringComparison.Ordinal));
        lines[key..end].ShouldContain(l => l.Contains("VersionString", StringComparison.Ordinal) && l.TrimEnd().EndsWith("V5.1 SP1 Upd2", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("Compatibility Flags", StringComparison.Ordinal) && l.TrimEnd().EndsWith("0x400", StringComparison.Ordinal));
        lines.ShouldContain(l => l.Contains("almsrv64x.exe", StringComparison.Ordinal), "the service's program");
        lines.Count(l => l.StartsWith("#section", StringComparison.Ordinal)).ShouldBeGreaterThan(15);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task ListeningAsync(int port)
    {
        var waiting = Stopwatch.StartNew();
        while (!IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(l => l.Port == port))
        {
            waiting.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
            await Task.Delay(100);
        }
    }

    private Task<string> EnrollAsync() =>
        AgentAsync("enroll", "--server", server.Address.ToString(), "--token-file", WinePrefix.Windows(server.TokenFile), "--state", State);

    private async Task<string> AgentAsync(params string[] command) => (await wine.RunAsync([wine.Agent, .. command])).Checked();
}
