using AlmCompliance.Contracts;
using AlmCompliance.Simulator.Life;
using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Reports;

/// <summary>What a host shows of service, processes, listeners and firewall, as its <see cref="RemoteAccessSetup"/> has it.</summary>
internal static class ReachFacts
{
    public static void Put(SimulatedHost host, HostState state, InventoryReport report)
    {
        var alm = report.Alm!;
        var dice = host.Habit("reach");
        if (state.Release is null)
        {
            alm.Service = new ServiceFacts { State = "absent" };
            alm.Processes = [];
            alm.Listeners = [];
            report.Firewall = Firewall("blocked");
            return;
        }

        var setup = state.RemoteAccess;
        var isDisabled = setup is RemoteAccessSetup.ServiceDisabled or RemoteAccessSetup.DisabledButListening;
        var process = host.Windows.Is64Bit ? "almsrv64x.exe" : "almsrvx.exe";
        var helper = host.Windows.Is64Bit ? "almsrvbubble64x.exe" : "almxptray.exe";
        alm.Port = dice.Hits(0.02) ? 14410 : 4410;
        alm.Service = new ServiceFacts { State = isDisabled ? "stopped" : "running", StartMode = isDisabled ? "disabled" : "automatic" };
        alm.Processes = setup == RemoteAccessSetup.ServiceDisabled ? [] : dice.Hits(0.5) ? [process, helper] : [process];
        alm.Listeners = Addresses(host, setup)?.Select(a => new Listener { Address = a, Port = alm.Port, Process = process }).ToArray();
        report.Firewall = setup switch
        {
            RemoteAccessSetup.BlockedByFirewall => Firewall("blocked"),
            RemoteAccessSetup.RestrictedByFirewall => Firewall("restricted", "LocalSubnet"),
            _ when dice.Hits(0.04) => null,
            _ => Firewall("allowed", isOn: dice.Hits(0.8)),
        };
    }

    private static string[]? Addresses(SimulatedHost host, RemoteAccessSetup setup) => setup switch
    {
        RemoteAccessSetup.NoListener or RemoteAccessSetup.ServiceDisabled => [],
        RemoteAccessSetup.LoopbackOnly => host.Windows.Is64Bit ? ["127.0.0.1", "::1"] : ["127.0.0.1"],
        RemoteAccessSetup.OwnAddress => [host.Address],
        RemoteAccessSetup.NotRead => null,
        _ => host.Windows.Is64Bit ? ["0.0.0.0", "::"] : ["0.0.0.0"],
    };

    private static FirewallFacts Firewall(string inbound, string? remote = null, bool isOn = true) => new()
    {
        ActiveProfileEnabled = isOn,
        AlmInbound = inbound,
        RemoteAddresses = remote is null ? null : [remote],
    };
}
