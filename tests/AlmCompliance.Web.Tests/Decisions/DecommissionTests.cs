using System.Net;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Features.Overview;
using AlmCompliance.Web.Hosting;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Decisions;

/// <summary>A host that is gone for good leaves every count and keeps its history.</summary>
public sealed class DecommissionTests
{
    private static readonly Actor _reader = Deciding.Person("V. Reader", Data.Access.AccessRole.Viewer);

    [Theory, OnBoth]
    public async Task It_leaves_every_count_and_keeps_what_was_concluded(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var staying = await server.ReportingAsync("ES-041");
        var leaving = await server.ReportingAsync("ES-042");
        var before = await CountsAsync(server);
        var then = server.Clock.Now;
        server.Clock.Advance(TimeSpan.FromHours(1));

        await server.DecideAsync(DecisionKind.Decommission, leaving);

        before.ShouldBe((2, 2, 2, 2 * (before.Findings / 2)));
        (await CountsAsync(server)).ShouldBe((1, 1, 1, before.Findings / 2));
        using (var refused = await leaving.PostAsync(leaving.Report()))
        {
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        server.Clock.Advance(TimeSpan.FromHours(1));
        var earlier = await server.Get<ComplianceQueries>().SummaryAsync(_reader, ProductNote57252401.Id.Value, then, [], Deciding.Stop);
        earlier.ByStatus[ComplianceStatus.NonCompliant].ShouldBe(2);
        var history = await server.Get<ComplianceQueries>().HostAsync(_reader, leaving.HostId, then, Deciding.Stop);
        history!.Findings.ShouldNotBeEmpty();
        (await server.Get<HostQueries>().GetAsync(_reader, leaving.HostId, Deciding.Stop)).ShouldNotBeNull();
        await server.Get<RecomputeCompliance>().FleetAsync(Actor.System("test"), Deciding.Stop);
        (await CountsAsync(server)).ShouldBe((1, 1, 1, before.Findings / 2));
        (await staying.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public async Task The_same_machine_enrols_as_a_new_host()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var leaving = await server.ReportingAsync("ES-042");
        await server.DecideAsync(DecisionKind.Decommission, leaving);
        await using (var db = server.Db())
        {
            await db.Hosts.ExecuteUpdateAsync(s => s.SetProperty(h => h.MachineId, "machine-1"), Deciding.Stop);
        }

        var body = new Contracts.EnrollAgentRequest { EnrollmentToken = await server.EnrollmentTokenAsync(), MachineId = "machine-1", HostName = "ES-042" };
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(server.Client, "/api/v1/agents", body, Deciding.Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        await using var after = server.Db();
        (await after.Hosts.CountAsync(h => h.DecommissionedAt == null, Deciding.Stop)).ShouldBe(1);
    }

    private static async Task<(int Overview, int Summary, int Listed, int Findings)> CountsAsync(AlmTestServer server)
    {
        var overview = await server.Get<OverviewQueries>().GetAsync(_reader, Deciding.Stop);
        var summary = await server.Get<ComplianceQueries>().SummaryAsync(_reader, ProductNote57252401.Id.Value, null, [], Deciding.Stop);
        var list = await server.Get<HostQueries>().ListAsync(_reader, new HostListRequest(HostFilter.None, HostSort.Name, false, new PageOf(1, 50)), Deciding.Stop);
        var findings = await server.Get<FindingQueries>().ListAsync(_reader, new FindingListRequest(), Deciding.Stop);
        summary.ByStatus.Values.Sum().ShouldBe(summary.Hosts);
        return (overview.ByStatus.Values.Sum(), summary.Hosts, list.Total, findings.Total);
    }
}
