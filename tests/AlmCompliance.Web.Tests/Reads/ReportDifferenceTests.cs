using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>What changed between two reports of a host.</summary>
public sealed class ReportDifferenceTests
{
    [Fact]
    public async Task Two_reports_are_told_apart_fact_by_fact_within_sight_only()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync("ES-041", "North");
        await agent.AcceptAsync(agent.Report());
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var later = agent.Report();
        later["alm"]!["restartPending"] = true;
        later["alm"]!["remoteAccessSetting"] = "disabled";
        await agent.AcceptAsync(later);
        var queries = server.Get<HostQueries>();
        var spans = (await queries.GetAsync(AlmTestServer.Administrator, agent.HostId, AlmTestServer.Stop))!.Snapshots;
        spans.Count.ShouldBe(2);

        var pair = (await queries.ReportsAsync(AlmTestServer.Administrator, agent.HostId, spans[1].Id, spans[0].Id, AlmTestServer.Stop))!;
        var changes = ReportDifferences.Of(pair.Before, pair.After);
        var outside = new Actor(ActorKind.Person, "2", "R. Vogt", AccessRole.Viewer, [Guid.NewGuid()]);

        changes.Where(c => c.IsChanged).Select(c => (c.Fact, c.Before, c.After)).ShouldBe([("Setting", "enabled", "disabled"), ("Restart", "false", "true")]);
        changes.Count(c => !c.IsChanged).ShouldBeGreaterThan(8);
        ReportDifferences.Of(pair.After, pair.After).ShouldAllBe(c => !c.IsChanged);
        (await queries.ReportsAsync(outside, agent.HostId, spans[1].Id, spans[0].Id, AlmTestServer.Stop)).ShouldBeNull();
        (await queries.ReportsAsync(AlmTestServer.Administrator, Guid.NewGuid(), spans[1].Id, spans[0].Id, AlmTestServer.Stop)).ShouldBeNull();
    }
}
