using System;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Collecting;

/// <summary>The machine: identity, names, Windows, addresses, last start.</summary>
internal static class MachineCollector
{
    private const string Tcpip = @"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters";

    public static MachineFacts Collect(HostSources sources, DateTime utcNow)
    {
        var facts = new MachineFacts { MachineId = MachineIdentity.Of(sources.Registry, sources.Windows), Name = Name(sources) };
        facts.Domain = OrAbsent(() => BoundedText.OrNull(sources.Registry.Value(Tcpip, "Domain") as string, 250) ?? BoundedText.OrNull(sources.Registry.Value(Tcpip, "NV Domain") as string, 250));
        facts.Os = OrAbsent(() => WindowsEdition.Collect(sources.Registry));
        facts.Addresses = OrAbsent(sources.Addresses.Read);
        facts.LastBootAt = OrAbsent(() =>
        {
            var since = sources.Windows.MillisecondsSinceBoot();
            return since == null ? null : Rfc3339.Of(utcNow.AddMilliseconds(-since.Value));
        });
        return facts;
    }

    /// <summary>The name by which the network knows it; the older, shorter one where that is not set.</summary>
    public static string Name(HostSources sources)
    {
        return BoundedText.OrNull(sources.Registry.Value(Tcpip, "Hostname") as string, 250) ?? BoundedText.Of(sources.Windows.ComputerName(), 250);
    }

    /// <summary>None of these decides a verdict, and the contract has no problem of their name: what fails is absent.</summary>
    private static T? OrAbsent<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception)
        {
            return null;
        }
    }
}
