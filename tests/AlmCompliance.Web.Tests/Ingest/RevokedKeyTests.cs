using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Ingest;

/// <summary>A person ends a host's key, and the very next report is refused.</summary>
public sealed class RevokedKeyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_revoked_key_is_refused_at_once_and_the_machine_waits_for_a_person_when_it_enrols_anew(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync("ES-041", "Paint shop");
        var other = await server.AgentAsync("ES-042", "Paint shop");
        await agent.AcceptAsync(agent.Report());
        await other.AcceptAsync(other.Report());

        (await RevokeAsync(server, agent, await server.ApiTokenAsync(AccessRole.Auditor))).ShouldBe(HttpStatusCode.Forbidden);
        (await RevokeAsync(server, agent, await server.ApiTokenAsync(AccessRole.SecurityManager, await OtherZoneAsync(server)))).ShouldBe(HttpStatusCode.NotFound);
        await agent.AcceptAsync(agent.Report());
        var manager = await server.ApiTokenAsync(AccessRole.SecurityManager);
        (await RevokeAsync(server, agent, manager)).ShouldBe(HttpStatusCode.NoContent);

        using (var refused = await agent.PostAsync(agent.Report()))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        await other.AcceptAsync(other.Report());
        (await RevokeAsync(server, agent, manager)).ShouldBe(HttpStatusCode.NotFound, "there is none left");
        using var again = await server.EnrollAsync(Enrollment.Request(await server.EnrollmentTokenAsync(), agent.MachineId));
        again.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await using var db = server.Db();
        (await db.AuditEntries.CountAsync(e => e.Action == "agent-keys.revoked" && e.SubjectId == agent.HostId.ToString(), Stop)).ShouldBe(1);
    }

    /// <summary>The server remembers whose a key was; what it is now it asks in the transaction that writes the report.</summary>
    [Theory, OnBoth]
    public async Task A_key_that_ended_without_the_servers_doing_is_good_for_no_report_whatever_it_says(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        TestAgent[] agents = [await server.AgentAsync("ES-041"), await server.AgentAsync("ES-042"), await server.AgentAsync("ES-043")];
        foreach (var agent in agents)
        {
            await agent.AcceptAsync(agent.Report());
        }

        server.Clock.Advance(TimeSpan.FromHours(1));
        await using var db = server.Db();
        var before = await db.Hosts.OrderBy(h => h.Name).Select(h => new { h.LastContactAt, h.Revision }).ToListAsync(Stop);
        await db.AgentKeys.ExecuteUpdateAsync(s => s.SetProperty(k => k.RevokedAt, server.Clock.Now), Stop);

        var moved = agents[1].Report();
        moved["host"]!["addresses"] = new JsonArray("10.77.0.1/24");
        using var same = await agents[0].PostAsync(agents[0].Report());
        using var another = await agents[1].PostAsync(moved);
        using var unreadable = await agents[2].PostAsync("{}");

        foreach (var answer in (HttpResponseMessage[])[same, another, unreadable])
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        }

        (await db.Hosts.OrderBy(h => h.Name).Select(h => new { h.LastContactAt, h.Revision }).ToListAsync(Stop)).ShouldBe(before);
    }

    private static async Task<string> OtherZoneAsync(AlmTestServer server)
    {
        await server.EnrollmentTokenAsync("Boiler house");
        return "Boiler house";
    }

    private static async Task<HttpStatusCode> RevokeAsync(AlmTestServer server, TestAgent agent, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/hosts/{agent.HostId}/revoke-keys");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await server.Client.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
