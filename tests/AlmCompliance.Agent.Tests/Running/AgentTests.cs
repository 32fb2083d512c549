using System.Diagnostics;
using System.Text.Json;
using AlmCompliance.Agent.Commands;
using AlmCompliance.Agent.Running;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Agent.State;
using AlmCompliance.Agent.Tests.Collecting;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Tests.Running;

/// <summary>Commands against a server that answers as the test says: enrolment, spool, pin, stop.</summary>
public sealed class AgentTests : IDisposable
{
    private const string Enrolled = """{ "hostId": "3a0c3e6a-3f58-4f8d-8b7a-0d8d6c6a1b11", "agentKey": "alma_secret" }""";
    private const string Taken = """{ "accepted": true, "probeTargets": [] }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("alm-agent-").FullName;
    private readonly ManualResetEvent _stop = new(false);
    private readonly StringWriter _output = new();
    private readonly RecordedHost _host = RecordedHost.WithAlm();
    private DateTime _now = RecordedHost.Now;

    private string State => Path.Combine(_folder, "state");

    private InstalledAgent Agent => new(StateFolder.Open(State), _host.Sources, () => _now, _output, _stop);

    private Spool Waiting => new(StateFolder.Open(State));

    [Fact]
    public void An_enrolled_agent_reports_with_its_key_in_the_header_alone()
    {
        using var server = new StandInServer();
        Enroll(server);
        server.Answer(202, Taken);

        Agent.Collect();
        Agent.Send().State.ShouldBe(SendingState.Done);

        var enrolment = JsonSerializer.Deserialize<EnrollAgentRequest>(server.Calls.First().Body, JsonSerializerOptions.Web)!;
        (enrolment.EnrollmentToken, enrolment.HostName, enrolment.RequestSecret!.Length).ShouldBe(("token-1", "ES-041", 64));
        var (head, body) = server.Calls.Last();
        head.ShouldStartWith("POST /api/v1/inventory-reports HTTP/1.1");
        head.ShouldContain("Authorization: Bearer alma_secret");
        body.ShouldNotContain("alma_secret");
        var report = JsonSerializer.Deserialize<InventoryReport>(body, JsonSerializerOptions.Web)!;
        (report.Host!.MachineId, report.CollectedAt, report.SentAt).ShouldBe((enrolment.MachineId, "2026-11-22T10:15:00.000Z", "2026-11-22T10:15:00.000Z"));
        Waiting.Waiting().ShouldBeEmpty();
        File.ReadAllText(Path.Combine(State, "settings")).ShouldNotContain("alma_secret");
        _output.ToString().ShouldNotContain("alma_secret");
    }

    [Fact]
    public void While_a_person_decides_the_agent_asks_again_with_the_same_secret()
    {
        using var server = new StandInServer();
        server.Answer(202, """{ "status": "pending", "reason": "A person decides." }""");

        Should.Throw<CommandException>(() => Command(server)).Message.ShouldContain("A person decides.");
        server.Answer(202, """{ "status": "pending", "reason": "A person decides." }""", "Retry-After: 60\r\n");
        var waiting = Agent.Send();
        (waiting.State, waiting.RetryAfter).ShouldBe((SendingState.Later, TimeSpan.FromMinutes(1)));
        server.Answer(201, Enrolled);
        server.Answer(202, Taken);
        Agent.Collect();
        Agent.Send().State.ShouldBe(SendingState.Done);

        server.Calls.Take(3).Select(c => JsonSerializer.Deserialize<EnrollAgentRequest>(c.Body, JsonSerializerOptions.Web)!.RequestSecret).Distinct().Count().ShouldBe(1);
        File.Exists(Path.Combine(State, "enrollment")).ShouldBeFalse();
    }

    [Fact]
    public void A_token_that_the_server_refuses_is_forgotten()
    {
        using var server = new StandInServer();
        server.Answer(401, """{ "detail": "The enrolment token is unknown." }""");

        Should.Throw<CommandException>(() => Command(server)).Message.ShouldContain("The enrolment token is unknown.");
        File.Exists(Path.Combine(State, "enrollment")).ShouldBeFalse();
    }

    [Fact]
    public void Reports_wait_while_the_server_is_busy_and_tell_their_age_when_it_is_back()
    {
        using var server = new StandInServer();
        Enroll(server);
        server.Answer(503, "", "Retry-After: 7\r\n");
        Agent.Collect();
        var result = Agent.Send();
        (result.State, result.RetryAfter).ShouldBe((SendingState.Later, TimeSpan.FromSeconds(7)));

        _now = _now.AddHours(1);
        Agent.Collect();
        server.Answer(202, Taken);
        server.Answer(202, Taken);
        Agent.Send().State.ShouldBe(SendingState.Done);

        server.Calls.Skip(2).Select(c => JsonSerializer.Deserialize<InventoryReport>(c.Body, JsonSerializerOptions.Web)!).Select(r => (r.CollectedAt, r.SentAt)).ShouldBe(
        [
            ("2026-11-22T10:15:00.000Z", "2026-11-22T11:15:00.000Z"), ("2026-11-22T11:15:00.000Z", "2026-11-22T11:15:00.000Z"),
        ]);
    }

    [Fact]
    public void The_spool_is_bounded_and_keeps_the_newest()
    {
        using var server = new StandInServer();
        Enroll(server);
        for (var i = 0; i < Spool.Most + 10; i++)
        {
            _now = _now.AddHours(1);
            Agent.Collect();
        }

        Waiting.Waiting().Length.ShouldBe(Spool.Most);
        Spool.Read(Waiting.Waiting()[^1]).ShouldContain(Rfc3339.Of(_now));
    }

    [Fact]
    public void A_clock_that_was_set_back_drops_the_reports_from_before()
    {
        using var server = new StandInServer();
        Enroll(server);
        Agent.Collect();

        _now = _now.AddMinutes(-1);
        Agent.Send().State.ShouldBe(SendingState.Done);

        server.Calls.Count.ShouldBe(1, "only the enrolment");
        Waiting.Waiting().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(400, "Done", 0)]
    [InlineData(413, "Done", 0)]
    [InlineData(401, "Refused", 1)]
    [InlineData(409, "Refused", 1)]
    [InlineData(404, "Later", 1)]
    [InlineData(429, "Later", 1)]
    [InlineData(500, "Later", 1)]
    public void What_the_server_says_of_one_report_decides_whether_it_waits(int status, string state, int waiting)
    {
        using var server = new StandInServer();
        Enroll(server);
        server.Answer(status);
        Agent.Collect();

        Agent.Send().State.ToString().ShouldBe(state);

        Waiting.Waiting().Length.ShouldBe(waiting);
    }

    [Fact]
    public void A_redirect_carries_the_key_nowhere()
    {
        using var server = new StandInServer();
        using var other = new StandInServer();
        Enroll(server);
        server.Answer(307, "", $"Location: {other.Address}\r\n");
        Agent.Collect();

        Agent.Send().State.ShouldBe(SendingState.Later);

        other.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_pinned_certificate_is_talked_to()
    {
        using var server = new StandInServer(tls: true);
        Should.Throw<CommandException>(() => Command(server, "--pin", new string('0', 64)));
        Should.Throw<CommandException>(() => Command(server));
        server.Calls.ShouldBeEmpty();

        server.Answer(201, Enrolled);
        Command(server, "--pin", server.Pin.ToUpperInvariant()).ShouldBe(0);
    }

    [Theory]
    [InlineData("http://plant.example:5080")]
    [InlineData("http://10.1.2.3:5080")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("https://user:secret@plant.example")]
    [InlineData("plant.example")]
    public void Keys_are_sent_over_https_or_to_this_very_host(string address)
    {
        Should.Throw<CommandException>(() => ServerAddress.Parse(address));
    }

    [Fact]
    public void Probes_are_made_only_where_the_installation_allowed_them_and_told_in_the_next_report()
    {
        using var server = new StandInServer();
        Enroll(server);
        // No system sends a packet to such an address.
        const string targets = """{ "accepted": true, "probeTargets": [ { "address": "0.1.2.3", "port": 4410, "afterSeconds": 0 } ] }""";
        server.Answer(202, targets);
        Agent.Collect();
        Agent.Send();
        File.Exists(Path.Combine(State, "probes")).ShouldBeFalse("nobody allowed it");

        Enroll(server, "--allow-probes");
        server.Answer(202, targets);
        Agent.Collect();
        Agent.Send();
        server.Answer(202, Taken);
        Agent.Collect();
        Agent.Send();

        var probe = JsonSerializer.Deserialize<InventoryReport>(server.Calls.Last().Body, JsonSerializerOptions.Web)!.Probes.ShouldHaveSingleItem();
        (probe.Address, probe.Port).ShouldBe(("0.1.2.3", 4410));
        File.Exists(Path.Combine(State, "probe-results")).ShouldBeFalse("told once");
    }

    [Fact]
    public async Task Who_runs_on_and_on_stops_at_once_even_in_the_middle_of_a_call()
    {
        using var server = new StandInServer();
        Enroll(server);
        server.IsStuck = true;
        var running = Task.Run(() => new ReportOnAndOn(Agent, TimeSpan.FromMilliseconds(50), _output, _stop).Run(), TestContext.Current.CancellationToken);
        SpinWait.SpinUntil(() => server.Calls.Count == 2, TimeSpan.FromSeconds(20)).ShouldBeTrue();

        var stopping = Stopwatch.StartNew();
        _stop.Set();

        await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        stopping.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Back_off_grows_to_an_hour_differs_from_host_to_host_and_waits_as_long_as_the_server_asks()
    {
        var waits = new BackOff();
        waits.Next(null).ShouldBeInRange(TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));
        for (var i = 0; i < 40; i++)
        {
            waits.Next(null).ShouldBeLessThanOrEqualTo(TimeSpan.FromHours(1));
        }

        waits.Next(null).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(30));
        Enumerable.Range(0, 20).Select(_ => new BackOff().Next(null)).Distinct().Count().ShouldBeGreaterThan(1);
        new BackOff().Next(TimeSpan.FromMinutes(10)).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void What_would_be_sent_is_shown_for_a_person()
    {
        ShowCommand.Run(["show", "--state", State], _host.Sources, _output, _stop).ShouldBe(0);

        _output.ToString().ShouldContain("Value: V5.1 SP1 Upd2");
        _output.ToString().ShouldContain("Address: 0.0.0.0");
    }

    public void Dispose()
    {
        _stop.Dispose();
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Enroll(StandInServer server, params string[] more)
    {
        server.Answer(201, Enrolled);
        Command(server, more).ShouldBe(0);
    }

    private int Command(StandInServer server, params string[] more)
    {
        var token = Path.Combine(_folder, "token");
        File.WriteAllText(token, "token-1\n");
        return EnrollCommand.Run(["enroll", "--server", server.Address, "--token-file", token, "--state", State, .. more], _host.Sources, _output, _stop);
    }
}
