using System.Net;
using System.Net.Http.Headers;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace AlmCompliance.Web.Tests.Ingest;

/// <summary>An agent's key is replaced by its own wish; no answer that is lost locks it out, and no old key stays good.</summary>
public sealed class KeyRotationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task An_old_key_is_asked_to_be_replaced_and_ends_with_the_first_use_of_the_new_one(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        (await WantsAsync(agent)).ShouldBeFalse();
        server.Clock.Advance(TimeSpan.FromDays(90));
        (await WantsAsync(agent)).ShouldBeFalse();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await WantsAsync(agent)).ShouldBeTrue();

        var renewed = agent with { Key = await NewKeyAsync(agent) };

        renewed.Key.ShouldStartWith("almk_");
        (await WantsAsync(agent)).ShouldBeTrue("the old one is good until the new one was used");
        server.Clock.Advance(TimeSpan.FromHours(1));
        (await WantsAsync(renewed)).ShouldBeFalse();
        (await PostAsync(agent)).ShouldBe(HttpStatusCode.Unauthorized);
        (await WantsAsync(renewed)).ShouldBeFalse();
        await using var db = server.Db();
        var trail = await db.AuditEntries.Where(e => e.Action.StartsWith("agent-key.")).OrderBy(e => e.Sequence).Select(e => new { e.Action, e.ActorKind, e.ActorId, e.SubjectId }).ToListAsync(Stop);
        trail.Select(e => e.Action).ShouldBe(["agent-key.asked", "agent-key.rotated"]);
        trail.ShouldAllBe(e => e.ActorKind == "Agent" && e.ActorId == agent.HostId.ToString() && e.SubjectId == agent.HostId.ToString());
        string.Join('\n', await TableContents.ReadAsync(server)).ShouldNotContain(renewed.Key[12..], Case.Insensitive);
    }

    [Theory, OnBoth]
    public async Task A_lost_answer_locks_nobody_out_and_at_most_two_keys_are_good(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        server.Clock.Advance(TimeSpan.FromDays(100));
        var lost = agent with { Key = await NewKeyAsync(agent) };

        var next = agent with { Key = await NewKeyAsync(agent) };

        (await PostAsync(lost)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(agent)).ShouldBe(HttpStatusCode.Accepted);
        var both = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(next)));
        both.ShouldAllBe(s => s == HttpStatusCode.Accepted || s == HttpStatusCode.ServiceUnavailable, "used for the first time by several at once");
        (await PostAsync(agent)).ShouldBe(HttpStatusCode.Unauthorized);
        await using var db = server.Db();
        (await db.AgentKeys.CountAsync(Stop)).ShouldBe(1);
        (await db.AuditEntries.CountAsync(e => e.Action.StartsWith("agent-key."), Stop)).ShouldBe(2, "asking again is no news");
    }

    [Theory, OnBoth]
    public async Task Revoking_ends_the_old_key_and_the_one_that_waits(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        server.Clock.Advance(TimeSpan.FromDays(100));
        var renewed = agent with { Key = await NewKeyAsync(agent) };

        (await server.Get<RevokeAgentKeys>().RunAsync(AlmTestServer.Administrator, agent.HostId, Stop)).ShouldBeTrue();

        (await PostAsync(renewed)).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(agent)).ShouldBe(HttpStatusCode.Unauthorized);
        using var answer = await AskAsync(agent);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_that_was_replaced_counts_as_a_failed_one()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync();
        server.Clock.Advance(TimeSpan.FromDays(100));
        var renewed = agent with { Key = await NewKeyAsync(agent) };
        (await PostAsync(renewed)).ShouldBe(HttpStatusCode.Accepted);

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 61; i++)
        {
            answers.Add(await PostAsync(agent, "{}"));
        }

        answers.Take(60).ShouldAllBe(s => s == HttpStatusCode.Unauthorized);
        answers[^1].ShouldBe(HttpStatusCode.TooManyRequests);
        (await PostAsync(renewed)).ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_key_that_is_new_is_not_replaced_and_nobody_but_an_agent_has_one()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync();

        using var soon = await AskAsync(agent);
        await soon.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
        soon.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromHours(1));
        using var token = await AskAsync(agent with { Key = await server.ApiTokenAsync(Data.Access.AccessRole.Administrator) });
        token.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData(null, 90)]
    [InlineData("1", 1)]
    [InlineData("3650", 3650)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("3651", null)]
    [InlineData("90 days", null)]
    public void The_age_is_the_sites_to_say(string? text, int? days)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AgentKeys:RotateAfterDays", text)]).Build();
        if (days is { } known)
        {
            AgentKeyOptions.Read(configuration).RotateAfter.ShouldBe(TimeSpan.FromDays(known));
        }
        else
        {
            Should.Throw<Web.Hosting.StartException>(() => AgentKeyOptions.Read(configuration));
        }
    }

    private static async Task<bool> WantsAsync(TestAgent agent)
    {
        using var answer = await agent.PostAsync(agent.Report());
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return (bool)(await answer.JsonAsync())["rotateKey"]!;
    }

    private static async Task<HttpStatusCode> PostAsync(TestAgent agent, string? body = null)
    {
        using var answer = await agent.PostAsync(body ?? agent.Report().ToJsonString());
        return answer.StatusCode;
    }

    private static async Task<string> NewKeyAsync(TestAgent agent)
    {
        using var answer = await AskAsync(agent);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (string)(await answer.JsonAsync())["agentKey"]!;
    }

    private static async Task<HttpResponseMessage> AskAsync(TestAgent agent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/agents/self/key") { Content = new StringContent("{}") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", agent.Key);
        return await agent.Server.Client.SendAsync(request, Stop);
    }
}
