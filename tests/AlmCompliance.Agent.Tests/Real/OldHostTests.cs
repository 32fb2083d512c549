using AlmCompliance.Agent.Tests.Collecting;

namespace AlmCompliance.Agent.Tests.Real;

/// <summary>The build for .NET 4, run by mono over registry files, against a real server.</summary>
[Collection(RealServer.Name)]
public sealed class OldHostTests(PlantServer server) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alm-agent-mono-").FullName;

    private string State => Path.Combine(_folder, "state");

    [Theory]
    [MemberData(nameof(TruthTable.Hosts), MemberType = typeof(TruthTable))]
    public async Task The_server_judges_what_the_agent_found_whether_a_person_brings_it_or_the_agent_sends_it(string host, string status, string rule)
    {
        Make(host);

        var id = await AgentAsync("enroll", "--server", server.Address.ToString(), "--token-file", server.TokenFile, "--state", State);
        var file = Path.Combine(_folder, "inventory.json");
        await AgentAsync("collect", "--out", file, "--state", State);
        var brought = await server.BringAsync(file);
        (brought.GetProperty("outcome").GetString(), brought.GetProperty("hostId").GetString()).ShouldBe(("Taken", id));
        (await server.HostAsync(id)).ShouldBeJudged(host, status, rule);
        (await server.BringAsync(file)).GetProperty("reason").GetString().ShouldBe("Replayed");

        (await AgentAsync("report", "--state", State)).ShouldBeEmpty();
        var answer = await server.HostAsync(id);
        answer.ShouldBeJudged(host, status, rule);
        answer.GetProperty("name").GetString().ShouldBe("OLD-1");
    }

    [Fact]
    public async Task What_travels_by_hand_is_signed_by_the_key_that_was_approved()
    {
        Make("V5.1 SP1 Upd2");
        var requestFile = Path.Combine(_folder, "request.json");
        var inventoryFile = Path.Combine(_folder, "inventory.json");

        var fingerprint = await AgentAsync("enroll", "--offline", "--out", requestFile, "--state", State);
        await AgentAsync("collect", "--out", inventoryFile, "--state", State);
        await AgentAsync("collect", "--out", inventoryFile, "--state", State);

        SignedByHand.ShouldHold(requestFile, inventoryFile, fingerprint, "windows-net40");
    }

    [Fact]
    public async Task What_cannot_be_done_is_one_line_and_exit_code_1()
    {
        Make("none");

        foreach (string[] command in (string[][])[["report", "--state", State], ["enroll", "--server", "http://10.1.2.3", "--token-file", server.TokenFile], ["nonsense"], ["collect"]])
        {
            var run = await RunAsync(command);
            run.ExitCode.ShouldBe(1);
            run.Errors.Trim().Split('\n').ShouldHaveSingleItem();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Make(string host) => MonoRegistry.Write(RecordedRegistry.Of(TruthTable.Registry(host, "OLD-1")), Path.Combine(_folder, "registry"));

    private async Task<string> AgentAsync(params string[] command) => (await RunAsync(command)).Checked();

    private Task<ProgramRun> RunAsync(string[] command) => ProgramRun.OfAsync("mono", [AgentProgram.Old, .. command], new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["MONO_REGISTRY_PATH"] = Path.Combine(_folder, "registry"),
        ["HOME"] = _folder,
    });
}
