using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Ingest;

/// <summary>Two machines under one identity become one finding and no verdict that flaps; what one machine does is none.</summary>
public sealed class ClonedMachineTests
{
    private const string Patched = "V6.2 Upd3";
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Two_machines_that_report_in_turn_open_one_finding_and_end_every_verdict_until_a_person_has_settled_it(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync("ES-041", "Paint shop");
        await SendAsync(agent, First(agent).WithVersion(Patched));
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant);
        var since = (await agent.StatusAsync()).Since;
        for (var i = 0; i < 6; i++)
        {
            await SendAsync(agent, Second(agent).WithVersion(Patched));
            await SendAsync(agent, First(agent).WithVersion(i == 4 ? "V5.1" : Patched));
        }

        var status = await agent.StatusAsync();
        (status.Status, status.Reason, status.LastKnown).ShouldBe((ComplianceStatus.Unknown, StatusReason.TwoMachines, ComplianceStatus.Compliant));
        await using (var db = server.Db())
        {
            (await db.StatusPeriods.Where(p => p.HostId == agent.HostId && p.AdvisoryId == status.AdvisoryId && p.Status != ComplianceStatus.Unknown).ToListAsync(Stop))
                .Select(p => p.From).Distinct().ShouldBe([since], "one change, whatever they say");
            (await db.Statuses.Where(s => s.HostId == agent.HostId).ToListAsync(Stop)).ShouldAllBe(s => s.Status == ComplianceStatus.Unknown && s.HoldsUntil == null);
            var finding = await db.Findings.SingleAsync(f => f.Rule == RuleId.ALM0010, Stop);
            (finding.Reason, finding.ClosedAt).ShouldBe((FindingReason.TwoMachinesByBoot, null));
            finding.Arguments.ShouldBe(["2026-11-01 05:00:00Z", "2026-11-20 05:00:00Z", "ES-041 10.20.4.41/24 fe80::1/64", "ES-041 10.20.9.7/24"]);
            (await db.AuditEntries.CountAsync(e => e.Action == "identity.doubted" && e.SubjectId == agent.HostId.ToString(), Stop)).ShouldBe(1);
            (await db.Snapshots.CountAsync(s => s.HostId == agent.HostId, Stop)).ShouldBeLessThan(5, "each machine's own goes on");
        }

        using var refused = await AskKeyAsync(agent);
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict, "whoever asked last would lock the other out");

        // Neither the night nor its digest changes anything.
        await server.Get<RecomputeCompliance>().FleetAsync(Actor.System("test"), Stop);
        (await agent.StatusAsync()).Reason.ShouldBe(StatusReason.TwoMachines);
        var asOf = server.Clock.Now;
        server.Clock.Advance(s_hour);

        // Revoked and enrolled anew: it ends with the first report of the machine that is left.
        (await server.Get<RevokeAgentKeys>().RunAsync(AlmTestServer.Administrator, agent.HostId, Stop)).ShouldBeTrue();
        var renewed = await EnrolAgainAsync(server, agent);
        (await OpenAsync(server, agent))!.Reason.ShouldBe(FindingReason.TwoMachinesSettled);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown, "what is stored may be the other machine's");
        await SendAsync(renewed, Second(agent).WithVersion(Patched));

        (await OpenAsync(server, agent)).ShouldBeNull();
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant);
        await using var later = server.Db();
        (await later.StatusesAsOf(asOf, server.Clock.Now).Where(s => s.HostId == agent.HostId).ToListAsync(Stop)).ShouldAllBe(s => s.Status == ComplianceStatus.Unknown);
    }

    [Theory, OnBoth]
    public async Task A_restart_a_new_address_a_clock_that_was_set_and_what_waited_are_one_machine(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await SendAsync(agent, First(agent));
        await SendAsync(agent, Booted(First(agent), "2026-11-22T11:00:00Z"));
        await SendAsync(agent, Booted(At(First(agent), "10.20.9.7/24"), "2026-11-22T11:00:00Z"));
        await SendAsync(agent, Booted(First(agent), "2026-11-22T11:00:00Z"));

        // Its clock stands two days ahead, and what it tells of its start with it.
        var ahead = TimeSpan.FromDays(2);
        await SendAsync(agent, Booted(First(agent), "2026-11-24T11:00:00Z").CollectedAt(server.Clock.Now + ahead, server.Clock.Now + ahead));

        // The second of two that waited while the clock was set back by half an hour.
        await SendAsync(agent, Booted(At(First(agent), "10.20.9.8/24"), "2026-11-22T11:00:00Z").CollectedAt(server.Clock.Now - TimeSpan.FromMinutes(20), server.Clock.Now));
        await SendAsync(agent, Booted(First(agent), "2026-11-22T11:00:00Z"));

        // Older than what is known: history.
        await SendAsync(agent, Booted(At(First(agent), "10.20.9.9/24"), "2026-10-01T11:00:00Z").CollectedAt(server.Clock.Now - TimeSpan.FromHours(9), server.Clock.Now));

        (await OpenAsync(server, agent)).ShouldBeNull();
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);

        // Installed anew, which a person says is the same machine.
        var renewed = await EnrolAgainAsync(server, agent);
        await SendAsync(renewed, Booted(At(First(agent), "10.20.9.9/24"), "2026-11-20T11:00:00Z"));
        await SendAsync(renewed, Booted(First(agent), "2026-11-20T11:00:00Z"));
        (await OpenAsync(server, agent)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_way_a_report_can_take_notices_a_second_machine()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        foreach (var isUsual in (bool[])[true, false])
        {
            // Without probes it is written by a few statements; the face is one and the same, so that two steps back are needed.
            var agent = await server.AgentAsync($"ES-{isUsual}");
            for (var i = 0; i < 5; i++)
            {
                var report = Booted(First(agent), i % 2 == 0 ? "2026-11-01T05:00:00Z" : "2026-11-20T05:00:00Z");
                report["probes"] = isUsual ? new JsonArray() : report["probes"]!.DeepClone();
                (await OpenAsync(server, agent)).ShouldBeNull();
                await SendAsync(agent, report);
            }

            (await OpenAsync(server, agent)).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task The_word_that_it_is_one_machine_needs_a_person_the_role_the_zone_and_a_reason()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync("ES-041", "Paint shop");
        await server.EnrollmentTokenAsync("Boiler house");
        using var manager = await Person.SignedInAsync(server, AccessRole.SecurityManager, "Paint shop");
        (await SayAsync(manager.Http, agent, "restored")).ShouldBe(HttpStatusCode.NotFound, "nobody doubts it");
        await CloneAsync(agent);
        var doubted = await OpenAsync(server, agent);

        (await SayAsync(server.Client, agent, "restored")).ShouldBe(HttpStatusCode.Unauthorized);
        (await SayAsync(server.Client, agent, "restored", await server.ApiTokenAsync(AccessRole.Administrator))).ShouldBe(HttpStatusCode.Forbidden);
        (await SayAsync(server.Client, agent, "restored", agent.Key)).ShouldBe(HttpStatusCode.Forbidden);
        using var auditor = await Person.SignedInAsync(server, AccessRole.Auditor);
        (await SayAsync(auditor.Http, agent, "restored")).ShouldBe(HttpStatusCode.Forbidden);
        using var other = await Person.SignedInAsync(server, AccessRole.SecurityManager, "Boiler house");
        (await SayAsync(other.Http, agent, "restored")).ShouldBe(HttpStatusCode.NotFound);
        (await SayAsync(manager.Http, agent, "  ")).ShouldBe(HttpStatusCode.BadRequest);
        (await SayAsync(manager.Http, agent, new string('x', 1001))).ShouldBe(HttpStatusCode.BadRequest);
        (await OpenAsync(server, agent))!.Reason.ShouldBe(FindingReason.TwoMachinesByBoot);

        (await SayAsync(manager.Http, agent, "restored from its backup")).ShouldBe(HttpStatusCode.NoContent);
        (await SayAsync(manager.Http, agent, "again")).ShouldBe(HttpStatusCode.NotFound);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown);
        var waited = First(agent).CollectedAt(server.Clock.Now - TimeSpan.FromMinutes(30), server.Clock.Now);
        await agent.AcceptAsync(waited);
        (await OpenAsync(server, agent))!.Reason.ShouldBe(FindingReason.TwoMachinesSettled, "that was before the word");
        await SendAsync(agent, First(agent));

        (await OpenAsync(server, agent)).ShouldBeNull();
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        await using var db = server.Db();
        var closed = await db.Findings.SingleAsync(f => f.Rule == RuleId.ALM0010, Stop);
        (closed.OpenedAt, closed.ClosedAt).ShouldBe((doubted!.OpenedAt, server.Clock.Now - s_hour));
        var entry = await db.AuditEntries.SingleAsync(e => e.Action == "identity.one-machine", Stop);
        (entry.SubjectId, entry.ActorKind).ShouldBe((agent.HostId.ToString(), "Person"));
        entry.After.ShouldContain("restored from its backup");
    }

    [Fact]
    public async Task Faces_that_a_person_said_to_be_one_machines_are_not_taken_for_two_again()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync();
        await DockAsync(agent);
        (await OpenAsync(server, agent))!.Reason.ShouldBe(FindingReason.TwoMachinesByAddress);
        (await server.Get<DeclareOneMachine>().RunAsync(AlmTestServer.Administrator, agent.HostId, "a laptop", Stop)).ShouldBeTrue();

        await DockAsync(agent);
        (await OpenAsync(server, agent)).ShouldBeNull();

        await SendAsync(agent, Booted(At(First(agent), "10.30.0.9/24"), null));
        await SendAsync(agent, Booted(First(agent), null));
        (await OpenAsync(server, agent)).ShouldNotBeNull("a third place");

        static async Task DockAsync(TestAgent agent)
        {
            await SendAsync(agent, Booted(First(agent), null));
            await SendAsync(agent, Booted(Second(agent), null));
            await SendAsync(agent, Booted(First(agent), null));
        }
    }

    [Fact]
    public async Task The_agents_page_and_the_host_say_so()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync();
        await CloneAsync(agent);

        var listed = await server.Get<AgentQueries>().ListAsync(AlmTestServer.Administrator, new AgentListRequest(), Stop);
        listed.Items.ShouldHaveSingleItem().IsContested.ShouldBeTrue();
        var host = (await server.Get<HostQueries>().GetAsync(AlmTestServer.Administrator, agent.HostId, Stop))!;
        host.Identity!.Sign.ShouldBe(IdentitySign.BootTimes);
        host.Cves.ShouldAllBe(c => c.Applicability == Domain.Advisories.CveApplicability.Unknown && !c.AwaitsRestart);
        using var manager = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        using var page = await manager.GetAsync($"/hosts/{agent.HostId}");
        var html = await page.Content.ReadAsStringAsync(Stop);
        html.ShouldContain("Two machines under one identity");
        html.ShouldContain("10.20.9.7/24");
        html.ShouldContain("It is one machine");
        using var answer = await server.Client.GetAsync($"/api/v1/hosts?rule=ALM0010", await server.ApiTokenAsync());
        ((int)(await answer.JsonAsync())["total"]!).ShouldBe(1);
    }

    private static async Task CloneAsync(TestAgent agent)
    {
        await SendAsync(agent, First(agent));
        await SendAsync(agent, Second(agent));
        await SendAsync(agent, First(agent));
    }

    /// <summary>The machine that the image was made of.</summary>
    private static JsonObject First(TestAgent agent) => agent.Report();

    /// <summary>The one made from the image.</summary>
    private static JsonObject Second(TestAgent agent) => Booted(At(agent.Report(), "10.20.9.7/24"), "2026-11-20T05:00:00Z");

    private static JsonObject At(JsonObject report, string address)
    {
        report["host"]!["addresses"] = new JsonArray(address);
        return report;
    }

    private static JsonObject Booted(JsonObject report, string? at)
    {
        report["host"]!["lastBootAt"] = at;
        return report;
    }

    private static async Task SendAsync(TestAgent agent, JsonObject report)
    {
        await agent.AcceptAsync(report);
        agent.Server.Clock.Advance(s_hour);
    }

    private static async Task<FindingPeriod?> OpenAsync(AlmTestServer server, TestAgent agent)
    {
        await using var db = server.Db();
        return await db.Findings.AsNoTracking().SingleOrDefaultAsync(f => f.HostId == agent.HostId && f.Rule == RuleId.ALM0010 && f.ClosedAt == null, Stop);
    }

    private static async Task<TestAgent> EnrolAgainAsync(AlmTestServer server, TestAgent agent)
    {
        var request = Enrollment.Request(await server.EnrollmentTokenAsync("Paint shop"), agent.MachineId);
        using (var waiting = await server.EnrollAsync(request))
        {
            waiting.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        }

        await server.DecideAsync(EnrollmentDecision.SameMachine);
        using var answer = await server.EnrollAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return agent with { Key = (string)(await answer.JsonAsync())["agentKey"]! };
    }

    private static async Task<HttpResponseMessage> AskKeyAsync(TestAgent agent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/agents/self/key");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", agent.Key);
        return await agent.Server.Client.SendAsync(request, Stop);
    }

    private static async Task<HttpStatusCode> SayAsync(HttpClient client, TestAgent agent, string reason, string? bearer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/hosts/{agent.HostId}/one-machine") { Content = JsonContent.Create(new { reason }) };
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
