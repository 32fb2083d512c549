using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Zones;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>A server that died after a commit and before what follows from it does that after its next start.</summary>
public sealed class CatchUpTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_verdict_that_outlived_its_decision_is_right_after_a_start(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.ReportingAsync("ES-041");
        await server.DecideAsync(DecisionKind.Waiver, agent);
        await using (var db = server.Db())
        {
            await db.Decisions.ExecuteUpdateAsync(s => s.SetProperty(d => d.State, DecisionState.Ended), Stop);
        }

        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Waived);

        await StartedAsync(server);

        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Theory, OnBoth]
    public async Task A_host_that_a_new_range_had_not_placed_yet_stands_in_its_zone_after_a_start(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var agent = await plant.AgentAsync("ES-041", DrawnPlant.TargetAddress);
        await using (var db = plant.Server.Db())
        {
            await db.Hosts.ExecuteUpdateAsync(s => s.SetProperty(h => h.ZoneId, (Guid?)null).SetProperty(h => h.ZoneBasis, ZoneBasis.None), Stop);
        }

        await StartedAsync(plant.Server);

        (await agent.HostAsync()).ZoneId.ShouldBe(plant.Cell);
    }

    private static Task StartedAsync(AlmTestServer server) =>
        new CatchUpAfterStartJob(server.Get<Redraw>(), server.Get<RecomputeCompliance>()).Execute(null!, Stop).AsTask();
}
