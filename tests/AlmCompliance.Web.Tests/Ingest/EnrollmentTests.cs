using System.Net;
using System.Text;
using AlmCompliance.Contracts;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Ingest;

public sealed class EnrollmentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_machine_enrols_into_the_zone_of_its_token_and_every_advisory_is_unknown_for_it(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var request = Enrollment.Request(await server.EnrollmentTokenAsync("Paint shop"));

        using var answer = await server.EnrollAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var enrolled = await answer.JsonAsync();
        var hostId = Guid.Parse((string)enrolled["hostId"]!);
        answer.Headers.Location!.ToString().ShouldBe($"/api/v1/hosts/{hostId}");
        ((string)enrolled["agentKey"]!).ShouldStartWith("almk_");
        await using var db = server.Db();
        var host = await db.Hosts.Include(h => h.Zone).SingleAsync(Stop);
        (host.Id, host.Name, host.MachineId, host.Zone!.Name).ShouldBe((hostId, request.HostName!, request.MachineId!, "Paint shop"));
        host.EnrolledAt.ShouldBe(server.Clock.Now);
        var statuses = await db.Statuses.ToListAsync(Stop);
        statuses.Select(s => s.AdvisoryId).ShouldBe(AdvisoryCatalogue.BuiltIn.Advisories.Select(a => a.Id.Value), ignoreOrder: true);
        statuses.ShouldAllBe(s => s.Status == ComplianceStatus.Unknown && s.HostId == hostId);
    }

    [Theory, OnBoth]
    public async Task No_secret_stands_in_any_table(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider, withUsers: false);
        var code = (await server.Get<Web.Access.SetUp>().NewCodeAsync(AlmTestServer.Administrator, Stop))!;
        var enrollmentToken = await server.EnrollmentTokenAsync();
        var apiToken = await server.ApiTokenAsync();
        var agent = await TestAgent.EnrollAsync(server, enrollmentToken, "ES-041");
        var again = Enrollment.Request(enrollmentToken, agent.MachineId);
        using var waiting = await server.EnrollAsync(again);
        const string password = "a password that nobody reads";
        (await server.Get<Web.Access.AddUser>().RunAsync(AlmTestServer.Administrator, "anna@plant.example", password, Data.Access.AccessRole.Viewer, Stop)).Succeeded.ShouldBeTrue();

        var everything = string.Join('\n', await TableContents.ReadAsync(server));

        foreach (var secret in (string[])[code, enrollmentToken, apiToken, agent.Key, again.RequestSecret!, password])
        {
            everything.ShouldNotContain(secret[12..], Case.Insensitive);
            everything.ShouldNotContain(Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), Case.Insensitive);
        }
    }

    [Theory, OnBoth]
    public async Task A_token_that_is_unknown_revoked_expired_or_used_up_enrols_nobody_and_writes_nothing(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var revoked = await server.EnrollmentTokenAsync();
        await using (var db = server.Db())
        {
            (await server.Get<RevokeEnrollmentToken>().RunAsync(AlmTestServer.Administrator, (await db.EnrollmentTokens.SingleAsync(Stop)).Id, Stop)).ShouldBeTrue();
        }

        var usedUp = await server.EnrollmentTokenAsync(maxUses: 1);
        await TestAgent.EnrollAsync(server, usedUp, "ES-001");
        var expired = await server.EnrollmentTokenAsync(lifetime: TimeSpan.FromHours(1));
        server.Clock.Advance(TimeSpan.FromHours(1));
        var agentKey = (await server.AgentAsync("ES-002")).Key;
        var apiToken = await server.ApiTokenAsync();
        var before = await TableContents.ReadAsync(server);

        string[] tokens = ["alme_unknown", revoked, usedUp, expired, agentKey, apiToken, "' OR 1=1 --", "\uD83D\uDD12"];
        var details = new List<string>();
        foreach (var token in tokens)
        {
            using var answer = await server.EnrollAsync(Enrollment.Request(token));
            details.Add((string)(await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized))["detail"]!);
        }

        details.Distinct().ShouldHaveSingleItem();
        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    [Theory, OnBoth]
    public async Task Twenty_machines_at_once_never_exceed_the_uses_of_a_token(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync(maxUses: 7);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => server.EnrollAsync(Enrollment.Request(token, hostName: $"ES-{i}"))));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(7);
        answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized).ShouldBe(13);
        await using var db = server.Db();
        (await db.EnrollmentTokens.SingleAsync(Stop)).Uses.ShouldBe(7);
        (await db.Hosts.CountAsync(Stop)).ShouldBe(7);
        (await db.AgentKeys.CountAsync(Stop)).ShouldBe(7);
    }

    [Theory, OnBoth]
    public async Task One_machine_that_enrols_several_times_at_once_by_several_tokens_becomes_one_host(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.EnrollmentTokenAsync()));

        var answers = await Task.WhenAll(tokens.Select(token => server.EnrollAsync(Enrollment.Request(token, "one and the same"))));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.Accepted).ShouldBe(7);
        await using var db = server.Db();
        (await db.Hosts.CountAsync(Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task What_is_wrong_with_a_request_is_told_by_field_and_uses_nothing(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync();
        var before = await TableContents.ReadAsync(server);

        (Action<EnrollAgentRequest> Spoil, string Path)[] cases =
        [
            (r => r.EnrollmentToken = null, "enrollmentToken"),
            (r => r.EnrollmentToken = new string('x', 201), "enrollmentToken"),
            (r => r.MachineId = " ", "machineId"),
            (r => r.MachineId = new string('x', 10_000), "machineId"),
            (r => r.MachineId = "a\0b", "machineId"),
            (r => r.HostName = null, "hostName"),
            (r => r.HostName = new string('x', 10_000), "hostName"),
            (r => r.HostName = "<script>alm", "hostName"),
            (r => r.HostName = "=cmd|'/c calc'!A1", "hostName"),
            (r => r.HostName = "ES\r\nX-Injected: 1", "hostName"),
            (r => r.RequestSecret = "too short", "requestSecret"),
            (r => r.RequestSecret = new string('x', 201), "requestSecret"),
            (r => r.PublicKey = new string('x', 4097), "publicKey"),
            (r => r.PublicKey = "a\0b", "publicKey"),
        ];
        foreach (var (spoil, path) in cases)
        {
            var request = Enrollment.Request(token);
            spoil(request);
            using var answer = await server.EnrollAsync(request);
            await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, path);
        }

        using var malformed = await server.Client.PostAsync("/api/v1/agents", new StringContent("{", Encoding.UTF8, "application/json"), Stop);
        await malformed.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "");
        using var plain = await server.Client.PostAsync("/api/v1/agents", new StringContent("{}", Encoding.UTF8, "text/plain"), Stop);
        await plain.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType);
        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }
}
