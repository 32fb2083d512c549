using AlmCompliance.Contracts;
using AlmCompliance.Simulator.Life;
using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Reports;

/// <summary>Internet Explorer, the ALM's control and its kill bits on a host.</summary>
internal static class ControlFacts
{
    /// <summary>Null where a collector failed.</summary>
    public static BrowserFacts? Of(SimulatedHost host, HostState state)
    {
        var dice = host.Habit("control");
        if (dice.Hits(0.02))
        {
            return null;
        }

        var isRegistered = state.Release is not null && dice.Hits(0.9);

        // The usual mistake: the kill bit in the native view alone, while the 32-bit browser reads the other one.
        var (native, wow64) = Deal.At(dice.NextShare(), (false, false), ((true, true), 0.3), ((true, false), 0.1));
        return new BrowserFacts
        {
            InternetExplorer = host.Windows.HasInternetExplorer ? "present" : "absent",
            AlmControl = isRegistered ? "registered" : "absent",
            KillBit = isRegistered ? new KillBit { Native = native, Wow64 = host.Windows.Is64Bit ? wow64 : null } : null,
            ActiveXPolicy = dice.Hits(0.15) ? "disabled" : "none",
        };
    }
}
