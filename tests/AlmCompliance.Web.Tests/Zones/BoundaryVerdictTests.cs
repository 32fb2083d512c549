using System.Text.Json.Nodes;
using AlmCompliance.Agent.Tests.Probing;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Zones;

/// <summary>
/// From real sockets to the verdict: hosts in network namespaces probe with the agent's own program what the server asked them
/// for, their reports bring it back, and the boundary and the port measure are judged.
/// </summary>
public sealed class BoundaryVerdictTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("alm-probes-").FullName;

    [Fact]
    public async Task A_connection_that_came_through_is_not_in_place()
    {
        await using var network = await PlantNetwork.StartAsync();
        await network.ListenAsync(4410);

        (await VerdictAsync(network)).ShouldBe(("Open", MeasureState.NotInPlace));
    }

    [Fact]
    public async Task A_target_that_refuses_everybody_proves_nothing()
    {
        await using var network = await PlantNetwork.StartAsync();

        (await VerdictAsync(network)).ShouldBe(("Inconclusive", MeasureState.Unknown));
    }

    [Theory]
    [InlineData("reject with tcp reset")]
    [InlineData("drop")]
    public async Task A_firewall_between_proves_the_block(string rule)
    {
        await using var network = await PlantNetwork.StartAsync();
        await network.ListenAsync(4410);
        await network.FilterAsync(rule);

        // Nothing is proven of the way from outside, which no host of the plant can try.
        (await VerdictAsync(network)).ShouldBe(("Blocked", MeasureState.Unknown));
    }

    [Fact]
    public async Task A_target_that_is_off_proves_nothing()
    {
        await using var network = await PlantNetwork.StartAsync();
        await network.SwitchOffTargetAsync();

        (await VerdictAsync(network)).ShouldBe(("Inconclusive", MeasureState.Unknown));
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private async Task<(string Boundary, MeasureState Measure)> VerdictAsync(PlantNetwork network)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(Provider.Sqlite);
        await plant.PlanAndWaitAsync();
        await CarryAsync(plant, network, plant.OfficeHost, "office", DrawnPlant.OfficeAddress);
        await CarryAsync(plant, network, plant.Control, "control", DrawnPlant.ControlAddress);
        await plant.JudgeAsync();
        return (await plant.BoundaryAsync(), await DrawnPlant.PortMeasureAsync(plant.Target));
    }

    /// <summary>What the agent does in an hour: reports, probes what it was asked for, reports again. Its clock is years from the server's.</summary>
    private async Task CarryAsync(DrawnPlant plant, PlantNetwork network, TestAgent agent, string host, string address)
    {
        var target = (await plant.ExchangeAsync(agent, address)).ShouldHaveSingleItem()!;
        var printed = await network.ProbeAsync(host, Path.Combine(_state, host), target["address"]!.GetValue<string>(), target["port"]!.ToJsonString());
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var hostsClock = TimeProvider.System.GetUtcNow();
        var report = TestReport.Of(agent.MachineId, agent.HostName, hostsClock, hostsClock);
        report["host"]!["addresses"] = new JsonArray($"{address}/24");
        report["probes"] = JsonNode.Parse(printed);
        await agent.AcceptAsync(report);
    }
}
