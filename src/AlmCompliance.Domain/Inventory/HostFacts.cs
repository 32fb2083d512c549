using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AlmCompliance.Domain.Inventory;

/// <summary>
/// What was found on one host, parsed and bounded. Null always means "not known", never "no"; an empty list means
/// "looked at, nothing found".
/// </summary>
public sealed record HostFacts
{
    /// <summary>False only where the agent says that it looked everywhere and found no ALM.</summary>
    public bool? Installed { get; init; }

    /// <summary>Version texts that are not empty.</summary>
    public IReadOnlyList<VersionEvidence> Versions { get; init; } = [];

    /// <summary>State of the service <c>almservice</c>.</summary>
    public ServiceState? Service { get; init; }

    /// <summary>The service was reported with a state that this program does not know: it is there, and no more can be said.</summary>
    public bool ServiceStateUnclear { get; init; }

    /// <summary>Its start mode.</summary>
    public ServiceStartMode? StartMode { get; init; }

    /// <summary>Running processes of the ALM by file name; null where the process list was not read.</summary>
    public IReadOnlyList<string>? Processes { get; init; }

    /// <summary>The TCP port the ALM is set to.</summary>
    public int? Port { get; init; }

    /// <summary>Whether a pending rename names the ALM's own files.</summary>
    public bool? RestartPending { get; init; }

    /// <summary>The ALM's own remote-access setting, read from the value that the site named: true is enabled.</summary>
    public bool? RemoteAccessSetting { get; init; }

    /// <summary>Listening sockets of the ALM's processes; null where they were not read.</summary>
    public IReadOnlyList<ListeningSocket>? Listeners { get; init; }

    /// <summary>Whether the firewall profile in force is on.</summary>
    public bool? FirewallEnabled { get; init; }

    /// <summary>What the firewall does with connections to the ALM.</summary>
    public FirewallVerdict? AlmInbound { get; init; }

    /// <summary>Whether Internet Explorer is present.</summary>
    public bool? InternetExplorerPresent { get; init; }

    /// <summary>Whether the ALM's ActiveX control is registered or its file present.</summary>
    public bool? AlmControlPresent { get; init; }

    /// <summary>Whether the kill bit is set in the native registry view.</summary>
    public bool? KillBitNative { get; init; }

    /// <summary>Whether it is set in the 32-bit view of a 64-bit Windows.</summary>
    public bool? KillBitWow64 { get; init; }

    /// <summary>Whether machine policy switches ActiveX off in the Internet zone.</summary>
    public bool? ActiveXDisabledByPolicy { get; init; }

    /// <summary>Whether Windows is 64-bit: then the kill bit is needed in both views.</summary>
    public bool? Is64Bit { get; init; }

    /// <summary>Collectors that failed, in full or in part.</summary>
    public IReadOnlyList<CollectorFailure> Problems { get; init; } = [];

    /// <summary>Whether this collector failed; a failure without a name that is known could be any collector's.</summary>
    public bool Failed(Collector collector)
    {
        for (var i = 0; i < Problems.Count; i++)
        {
            if (Problems[i].Collector == collector || Problems[i].Collector == Collector.Unknown)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a place where version texts stand could not be read in full.</summary>
    public bool VersionCollectorFailed => Failed(Collector.Autsw) || Failed(Collector.Uninstall);
}

/// <summary>State of a Windows service.</summary>
public enum ServiceState
{
    /// <summary>Installed, not running.</summary>
    Stopped = 1,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Not installed.</summary>
    Absent,
}

/// <summary>Start mode of a Windows service.</summary>
public enum ServiceStartMode
{
    /// <summary>With Windows.</summary>
    Automatic = 1,

    /// <summary>On demand.</summary>
    Manual,

    /// <summary>Never.</summary>
    Disabled,
}

/// <summary>What the firewall does with connections to the ALM's port and program.</summary>
public enum FirewallVerdict
{
    /// <summary>Lets every remote in.</summary>
    Allowed = 1,

    /// <summary>Lets some remotes in.</summary>
    Restricted,

    /// <summary>Lets none in.</summary>
    Blocked,
}

/// <summary>The agent's collectors, as a report names them.</summary>
public enum Collector
{
    /// <summary>A collector this program does not know.</summary>
    Unknown = 0,

    /// <summary>The product key <c>AUTSW\LicenseManager</c>.</summary>
    Autsw,

    /// <summary>The uninstall keys.</summary>
    Uninstall,

    /// <summary>The service.</summary>
    Service,

    /// <summary>The process list.</summary>
    Processes,

    /// <summary>Listening sockets.</summary>
    Listeners,

    /// <summary>The Windows firewall.</summary>
    Firewall,

    /// <summary>Pending file renames.</summary>
    Restart,

    /// <summary>Internet Explorer, the control, its kill bits.</summary>
    Browser,

    /// <summary>Connection attempts to other hosts.</summary>
    Probes,
}

/// <summary>A collector that failed.</summary>
/// <param name="Collector">Which.</param>
/// <param name="Message">What it said.</param>
public sealed record CollectorFailure(Collector Collector, string Message)
{
    /// <summary>The collector as reports name it, and what it said: <c>uninstall: access denied</c>.</summary>
    public override string ToString() => $"{Name}: {Message}";

    /// <summary>The collector as reports name it, for example <c>autsw</c>.</summary>
    public string Name => Collector switch
    {
        Collector.Autsw => "autsw",
        Collector.Uninstall => "uninstall",
        Collector.Service => "service",
        Collector.Processes => "processes",
        Collector.Listeners => "listeners",
        Collector.Firewall => "firewall",
        Collector.Restart => "restart",
        Collector.Browser => "browser",
        Collector.Probes => "probes",
        _ => "unknown",
    };
}

/// <summary>A listening socket of one of the ALM's processes.</summary>
/// <param name="Address">The local address, null where the text was no address (then it counts as reachable).</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Process">The process's file name, where known.</param>
public sealed record ListeningSocket(IPAddress? Address, int? Port, string? Process)
{
    /// <summary>Whether only the host itself can reach it.</summary>
    public bool IsLoopback => Address is not null
        && IPAddress.IsLoopback(Address.IsIPv4MappedToIPv6 ? Address.MapToIPv4() : Address);

    /// <summary>As an administrator writes it: <c>0.0.0.0:4410 almsrv64x.exe</c>, <c>[::]:4410</c>, <c>?:4410</c>.</summary>
    public override string ToString()
    {
        var address = Address is null ? "?" : Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{Address}]" : Address.ToString();
        var port = Port is { } known ? known.ToString(CultureInfo.InvariantCulture) : "?";
        return string.IsNullOrEmpty(Process) ? $"{address}:{port}" : $"{address}:{port} {Process}";
    }
}
