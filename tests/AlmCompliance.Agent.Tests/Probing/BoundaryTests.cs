using System.Text.Json;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Tests.Probing;

/// <summary>Real connections across a boundary, and beside them the control from inside the target's zone.</summary>
public sealed class BoundaryTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("alm-agent-").FullName;

    [Fact]
    public async Task Nothing_between_and_the_service_listens_is_open()
    {
        await using var network = await PlantNetwork.StartAsync();
        await network.ListenAsync(4410);

        (await AcrossAsync(network)).ShouldBe(("open", "open"));
    }

    [Fact]
    public async Task A_target_that_refuses_refuses_its_neighbour_too()
    {
        await using var network = await PlantNetwork.StartAsync();

        (await AcrossAsync(network)).ShouldBe(("refused", "refused"));
    }

    [Theory]
    [InlineData("reject with tcp reset", "refused")]
    [InlineData("reject", "refused")]
    [InlineData("reject with icmpx admin-prohibited", "unreachable")]
    [InlineData("drop", "noAnswer")]
    public async Task A_firewall_between_shows_while_the_neighbour_connects(string verdict, string result)
    {
        await using var network = await PlantNetwork.StartAsync();
        await network.ListenAsync(4410);
        await network.FilterAsync(verdict);

        (await AcrossAsync(network)).ShouldBe((result, "open"));
    }

    [Fact]
    public async Task A_target_that_is_off_answers_nobody()
    {
        await using var network = await PlantNetwork.StartAsync();
        await network.SwitchOffTargetAsync();

        var (across, control) = await AcrossAsync(network);

        across.ShouldBeOneOf("noAnswer", "unreachable");
        control.ShouldBeOneOf("noAnswer", "unreachable");
    }

    [Fact]
    public async Task The_same_target_is_left_alone_for_the_rest_of_the_day_whatever_is_asked()
    {
        await using var network = await PlantNetwork.StartAsync();
        var listener = await network.ListenAsync(4410);

        (await ProbeAsync(network, "office")).ShouldBe("open");
        (await network.ProbeAsync("office", Path.Combine(_state, "office"), PlantNetwork.Target, "4410", PlantNetwork.Target, "4410")).Trim().ShouldBe("[]");

        listener.Kill();
        (await listener.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe("connection\n");
    }

    public void Dispose() => Directory.Delete(_state, recursive: true);

    private async Task<(string Across, string Control)> AcrossAsync(PlantNetwork network) =>
        (await ProbeAsync(network, "office"), await ProbeAsync(network, "control"));

    private async Task<string> ProbeAsync(PlantNetwork network, string host)
    {
        var printed = await network.ProbeAsync(host, Path.Combine(_state, host), PlantNetwork.Target, "4410");
        var result = JsonSerializer.Deserialize<ProbeResult[]>(printed, JsonSerializerOptions.Web).ShouldHaveSingleItem();
        result.Address.ShouldBe(PlantNetwork.Target);
        result.Port.ShouldBe(4410);
        return result.Result!;
    }
}
