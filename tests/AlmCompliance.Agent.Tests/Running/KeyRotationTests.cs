using AlmCompliance.Agent.Commands;
using AlmCompliance.Agent.Running;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Agent.State;
using AlmCompliance.Agent.Tests.Collecting;

namespace AlmCompliance.Agent.Tests.Running;

/// <summary>The server asks for a new key; whatever is lost on the way, one of the two that the agent keeps opens.</summary>
public sealed class KeyRotationTests : IDisposable
{
    private const string Enrolled = """{ "hostId": "3a0c3e6a-3f58-4f8d-8b7a-0d8d6c6a1b11", "agentKey": "almk_old" }""";
    private const string Taken = """{ "accepted": true, "probeTargets": [], "rotateKey": false }""";
    private const string Rotate = """{ "accepted": true, "probeTargets": [], "rotateKey": true }""";
    private const string New = """{ "agentKey": "almk_new" }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("alm-agent-").FullName;
    private readonly ManualResetEvent _stop = new(false);
    private readonly StringWriter _output = new();
    private readonly RecordedHost _host = RecordedHost.WithAlm();
    private readonly StandInServer _server = new();

    private string State => Path.Combine(_folder, "state");

    [Fact]
    public void A_new_key_is_on_the_disk_before_it_is_used_and_the_old_one_goes_once_it_opened()
    {
        Enroll();
        _server.Answer(202, Rotate);
        _server.Answer(201, New);
        Report().ShouldBe(SendingState.Done);

        _server.Calls.Last().Head.ShouldStartWith("POST /api/v1/agents/self/key HTTP/1.1");
        _server.Calls.Last().Head.ShouldContain("Authorization: Bearer almk_old");
        Keys().ShouldBe(("almk_old", "almk_new"));

        _server.Answer(202, Taken);
        Report().ShouldBe(SendingState.Done);

        _server.Calls.Last().Head.ShouldContain("Authorization: Bearer almk_new");
        Keys().ShouldBe(("almk_new", null));
        _output.ToString().ShouldNotContain("almk_");
    }

    [Theory]
    [InlineData(409, "")]
    [InlineData(429, "")]
    [InlineData(503, "")]
    [InlineData(404, "")]
    [InlineData(201, "{ }")]
    [InlineData(201, "half an ans")]
    public void An_answer_without_a_key_leaves_the_old_one(int status, string body)
    {
        Enroll();
        _server.Answer(202, Rotate);
        _server.Answer(status, body);
        Report().ShouldBe(SendingState.Done);

        Keys().ShouldBe(("almk_old", null));
    }

    [Fact]
    public void A_new_key_that_another_one_replaced_gives_way_to_the_old_one()
    {
        Enroll();
        _server.Answer(202, Rotate);
        _server.Answer(201, New);
        Report();
        _server.Answer(401);
        _server.Answer(202, Taken);

        Report().ShouldBe(SendingState.Done);

        _server.Calls.TakeLast(2).Select(c => c.Head.Split("Bearer ")[1].Split('\r')[0]).ShouldBe(["almk_new", "almk_old"]);
        Keys().ShouldBe(("almk_old", null));
    }

    [Fact]
    public void While_nobody_knows_either_both_are_kept()
    {
        Enroll();
        _server.Answer(202, Rotate);
        _server.Answer(201, New);
        Report();
        _server.Answer(401);
        _server.Answer(401);

        Report().ShouldBe(SendingState.Refused);

        Keys().ShouldBe(("almk_old", "almk_new"), "a proxy may have said so");
    }

    [Fact]
    public void An_enrolment_ends_what_was_before()
    {
        Enroll();
        _server.Answer(202, Rotate);
        _server.Answer(201, New);
        Report();

        Enroll();

        Keys().ShouldBe(("almk_old", null));
    }

    public void Dispose()
    {
        _server.Dispose();
        _stop.Dispose();
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private SendingState Report()
    {
        var agent = new InstalledAgent(StateFolder.Open(State), _host.Sources, () => RecordedHost.Now, _output, _stop);
        agent.Collect();
        return agent.Send().State;
    }

    private (string? Key, string? Next) Keys()
    {
        var state = StateFolder.Open(State);
        return (state.Read("agent-key"), state.Read("agent-key-next"));
    }

    private void Enroll()
    {
        _server.Answer(201, Enrolled);
        var token = Path.Combine(_folder, "token");
        File.WriteAllText(token, "token-1\n");
        EnrollCommand.Run(["enroll", "--server", _server.Address, "--token-file", token, "--state", State], _host.Sources, _output, _stop).ShouldBe(0);
    }
}
