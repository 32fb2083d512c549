using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Features.ExpectedHosts;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Ingest;

public sealed class WaitingEnrollmentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_known_machine_waits_and_asking_again_changes_nothing(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync();
        var agent = await TestAgent.EnrollAsync(server, token, "ES-041");
        var again = Enrollment.Request(token, agent.MachineId);

        using var answer = await server.EnrollAsync(again);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(60));
        var waiting = await answer.JsonAsync();
        ((string)waiting["status"]!, (int)waiting["retryAfterSeconds"]!).ShouldBe(("pending", 60));
        ((string)waiting["reason"]!).ShouldNotBeEmpty();
        var before = await TableContents.ReadAsync(server);
        using var repeated = await server.EnrollAsync(again);
        repeated.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await TableContents.ReadAsync(server)).ShouldBe(before);
        await agent.AcceptAsync(agent.Report());
    }

    [Theory, OnBoth]
    public async Task The_same_machine_loses_its_old_key_at_once_and_gets_a_new_one_once_by_its_own_secret_only(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync();
        var agent = await TestAgent.EnrollAsync(server, token, "ES-041");
        var again = Enrollment.Request(token, agent.MachineId);
        using var waiting = await server.EnrollAsync(again);
        await agent.AcceptAsync(agent.Report());

        await server.DecideAsync(EnrollmentDecision.SameMachine);

        using var byOldKey = await agent.PostAsync(agent.Report());
        await byOldKey.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        using var stranger = await server.EnrollAsync(Enrollment.Request(token, agent.MachineId));
        stranger.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        using var answer = await server.EnrollAsync(again);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var enrolled = await answer.JsonAsync();
        ((string)enrolled["hostId"]!).ShouldBe(agent.HostId.ToString());
        var renewed = agent with { Key = (string)enrolled["agentKey"]! };
        await renewed.AcceptAsync(renewed.Report());
        using var twice = await server.EnrollAsync(again);
        await twice.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
    }

    [Theory, OnBoth]
    public async Task Of_many_who_fetch_a_key_at_once_one_gets_it(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync();
        var agent = await TestAgent.EnrollAsync(server, token, "ES-041");
        var again = Enrollment.Request(token, agent.MachineId);
        using var waiting = await server.EnrollAsync(again);
        await server.DecideAsync(EnrollmentDecision.SameMachine);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => server.EnrollAsync(again)));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.Forbidden).ShouldBe(11);
        await using var db = server.Db();
        (await db.AgentKeys.CountAsync(k => k.RevokedAt == null, Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task Another_machine_of_the_same_id_becomes_a_second_host_and_the_first_keeps_its_key(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync("Paint shop");
        var agent = await TestAgent.EnrollAsync(server, token, "ES-041");
        var again = Enrollment.Request(token, agent.MachineId, "ES-042");
        using var waiting = await server.EnrollAsync(again);

        await server.DecideAsync(EnrollmentDecision.Another);

        using var answer = await server.EnrollAsync(again);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var enrolled = await answer.JsonAsync();
        var second = new TestAgent(server, Guid.Parse((string)enrolled["hostId"]!), (string)enrolled["agentKey"]!, agent.MachineId, "ES-042");
        second.HostId.ShouldNotBe(agent.HostId);
        await second.AcceptAsync(second.Report());
        await agent.AcceptAsync(agent.Report());
        using var twice = await server.EnrollAsync(again);
        await twice.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
    }

    [Theory, OnBoth]
    public async Task A_refused_machine_is_told_so_and_stays_unknown(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync();
        var agent = await TestAgent.EnrollAsync(server, token, "ES-041");
        var again = Enrollment.Request(token, agent.MachineId);
        using var waiting = await server.EnrollAsync(again);

        await server.DecideAsync(EnrollmentDecision.Refused);

        using var answer = await server.EnrollAsync(again);
        await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        await agent.AcceptAsync(agent.Report());
        await using var db = server.Db();
        (await db.Hosts.CountAsync(Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task What_waits_is_answered_after_its_token_has_expired_but_not_once_it_is_revoked(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync(lifetime: TimeSpan.FromHours(1));
        var agent = await TestAgent.EnrollAsync(server, token, "ES-041");
        var again = Enrollment.Request(token, agent.MachineId);
        using var waiting = await server.EnrollAsync(again);
        server.Clock.Advance(TimeSpan.FromHours(2));

        using var late = await server.EnrollAsync(again);

        late.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await server.DecideAsync(EnrollmentDecision.SameMachine);
        await using (var db = server.Db())
        {
            (await server.Get<RevokeEnrollmentToken>().RunAsync(AlmTestServer.Administrator, (await db.EnrollmentTokens.SingleAsync(Stop)).Id, Stop)).ShouldBeTrue();
        }

        using var revoked = await server.EnrollAsync(again);
        await revoked.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Theory, OnBoth]
    public async Task Without_a_secret_of_its_own_a_machine_can_be_refused_only_and_asking_again_costs_nothing(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync();
        var agent = await TestAgent.EnrollAsync(server, token, "ES-041");
        var again = Enrollment.Request(token, agent.MachineId);
        again.RequestSecret = null;
        using var waiting = await server.EnrollAsync(again);
        waiting.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var before = await TableContents.ReadAsync(server);

        using var repeated = await server.EnrollAsync(again);

        repeated.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await using var db = server.Db();
        var pending = (await db.PendingEnrollments.SingleAsync(Stop)).Id;
        var decide = server.Get<DecideEnrollment>();
        (await decide.RunAsync(AlmTestServer.Administrator, pending, EnrollmentDecision.SameMachine, Stop)).ShouldBeFalse();
        (await decide.RunAsync(AlmTestServer.Administrator, pending, EnrollmentDecision.Another, Stop)).ShouldBeFalse();
        (await TableContents.ReadAsync(server)).ShouldBe(before);
        await agent.AcceptAsync(agent.Report());
        (await decide.RunAsync(AlmTestServer.Administrator, pending, EnrollmentDecision.Refused, Stop)).ShouldBeTrue();
    }

    [Theory, OnBoth]
    public async Task Where_only_expected_hosts_are_wanted_others_wait_and_a_listed_one_is_let_in(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider, settings: ("Enrollment:OnlyExpected", "true"));
        var token = await server.EnrollmentTokenAsync();
        await server.Get<ImportExpectedHosts>().RunAsync(AlmTestServer.Administrator, [new ExpectedHostLine("es-41", "M. Keller", null)], Stop);

        using var listed = await server.EnrollAsync(Enrollment.Request(token, hostName: "ES-41"));
        var stranger = Enrollment.Request(token, hostName: "ES-99");
        using var other = await server.EnrollAsync(stranger);

        listed.StatusCode.ShouldBe(HttpStatusCode.Created);
        other.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await using var db = server.Db();
        (await db.ExpectedHosts.SingleAsync(Stop)).HostId.ShouldBe((await db.Hosts.SingleAsync(Stop)).Id);
        await server.DecideAsync(EnrollmentDecision.Another);
        using var admitted = await server.EnrollAsync(stranger);
        admitted.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory, OnBoth]
    public async Task A_person_of_one_zone_decides_about_that_zone_only(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var paintShop = await server.EnrollmentTokenAsync("Paint shop");
        var bodyShop = await server.EnrollmentTokenAsync("Body shop");
        var agent = await TestAgent.EnrollAsync(server, paintShop, "ES-041");
        using var sameZone = await server.EnrollAsync(Enrollment.Request(paintShop, agent.MachineId));
        using var otherZone = await server.EnrollAsync(Enrollment.Request(bodyShop, agent.MachineId));
        await using var db = server.Db();
        var zones = await db.Zones.ToDictionaryAsync(z => z.Name, z => z.Id, Stop);
        var pending = await db.PendingEnrollments.ToDictionaryAsync(p => p.ZoneId!.Value, p => p.Id, Stop);
        var decide = server.Get<DecideEnrollment>();
        var bodyShopManager = new Actor(ActorKind.Person, "1", "R. Vogt", AccessRole.SecurityManager, [zones["Body shop"]]);
        var paintShopManager = bodyShopManager with { Zones = [zones["Paint shop"]] };
        var before = await TableContents.ReadAsync(server);

        (await decide.RunAsync(bodyShopManager, pending[zones["Paint shop"]], EnrollmentDecision.SameMachine, Stop)).ShouldBeFalse();
        (await decide.RunAsync(bodyShopManager, pending[zones["Body shop"]], EnrollmentDecision.SameMachine, Stop)).ShouldBeFalse("it would end the key of a host in another zone");
        (await decide.RunAsync(paintShopManager, pending[zones["Body shop"]], EnrollmentDecision.SameMachine, Stop)).ShouldBeFalse();
        (await TableContents.ReadAsync(server)).ShouldBe(before);

        (await decide.RunAsync(paintShopManager, pending[zones["Paint shop"]], EnrollmentDecision.SameMachine, Stop)).ShouldBeTrue();
        (await decide.RunAsync(paintShopManager, pending[zones["Paint shop"]], EnrollmentDecision.Another, Stop)).ShouldBeFalse("it is decided");
    }
}
