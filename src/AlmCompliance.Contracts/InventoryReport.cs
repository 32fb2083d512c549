namespace AlmCompliance.Contracts;

/// <summary>
/// What an agent says about its host, version 1 of the message. Every member may be absent: a fact that could not be
/// collected is absent and its collector is named in <see cref="Problems"/>; absent never means "no".
/// </summary>
public sealed class InventoryReport
{
    /// <summary>The value of <see cref="Schema"/> that this class describes.</summary>
    public const string SchemaV1 = "almcompliance.inventory/1";

    /// <summary>Names the message and its version; required, <see cref="SchemaV1"/>.</summary>
    public string? Schema { get; set; }

    /// <summary>A UUID that the agent chose; sending the same one again writes nothing. Required.</summary>
    public string? ReportId { get; set; }

    /// <summary>When the facts were collected by the host's own clock, ISO 8601 with offset. Required.</summary>
    public string? CollectedAt { get; set; }

    /// <summary>When this try was sent by the host's own clock, ISO 8601 with offset; not before <see cref="CollectedAt"/>. Required.</summary>
    public string? SentAt { get; set; }

    /// <summary>The program that collected the facts.</summary>
    public AgentFacts? Agent { get; set; }

    /// <summary>The machine. Required.</summary>
    public MachineFacts? Host { get; set; }

    /// <summary>The Automation License Manager on it. Required.</summary>
    public AlmFacts? Alm { get; set; }

    /// <summary>The Windows firewall as far as it concerns the ALM.</summary>
    public FirewallFacts? Firewall { get; set; }

    /// <summary>Internet Explorer and the ALM's ActiveX control.</summary>
    public BrowserFacts? Browser { get; set; }

    /// <summary>Connection attempts that this host made on the server's order.</summary>
    public ProbeResult[]? Probes { get; set; }

    /// <summary>Collectors that failed, in full or in part.</summary>
    public CollectorProblem[]? Problems { get; set; }
}

/// <summary>The reporting program.</summary>
public sealed class AgentFacts
{
    /// <summary>Its version, any text.</summary>
    public string? Version { get; set; }

    /// <summary>Its build, for example <c>windows-net40</c>.</summary>
    public string? Platform { get; set; }
}

/// <summary>The machine and its operating system.</summary>
public sealed class MachineFacts
{
    /// <summary>An opaque, stable identity of the machine (a digest of SMBIOS UUID, system volume serial and MachineGuid). Required.</summary>
    public string? MachineId { get; set; }

    /// <summary>The computer name. Required.</summary>
    public string? Name { get; set; }

    /// <summary>The Windows domain or workgroup.</summary>
    public string? Domain { get; set; }

    /// <summary>The operating system.</summary>
    public OperatingSystemFacts? Os { get; set; }

    /// <summary>Addresses with prefix length, IPv4 or IPv6, for example <c>10.20.4.41/24</c>.</summary>
    public string[]? Addresses { get; set; }

    /// <summary>The last start of Windows, ISO 8601 with offset.</summary>
    public string? LastBootAt { get; set; }
}

/// <summary>The operating system.</summary>
public sealed class OperatingSystemFacts
{
    /// <summary>For example <c>Windows 7 Professional</c>.</summary>
    public string? Name { get; set; }

    /// <summary>For example <c>6.1.7601</c>.</summary>
    public string? Version { get; set; }

    /// <summary>Whether it is a 64-bit Windows.</summary>
    public bool? Is64Bit { get; set; }
}

/// <summary>The ALM as found.</summary>
public sealed class AlmFacts
{
    /// <summary>
    /// False only after AUTSW and uninstall keys in both registry views, service and processes were looked at and hold nothing of the ALM.
    /// </summary>
    public bool? Installed { get; set; }

    /// <summary>Every version text that was found, as it stands there.</summary>
    public VersionText[]? Versions { get; set; }

    /// <summary>The Windows service <c>almservice</c>.</summary>
    public ServiceFacts? Service { get; set; }

    /// <summary>The ALM's running processes, by file name; empty when the process list was read and holds none.</summary>
    public string[]? Processes { get; set; }

    /// <summary>The TCP port that the ALM is set to.</summary>
    public int? Port { get; set; }

    /// <summary>Whether a pending file rename names one of the ALM's own files.</summary>
    public bool? RestartPending { get; set; }

    /// <summary><c>enabled</c> or <c>disabled</c>, read from the registry value that the site named.</summary>
    public string? RemoteAccessSetting { get; set; }

    /// <summary>All listening sockets of the ALM's processes, IPv4 and IPv6; empty when looked at and none found.</summary>
    public Listener[]? Listeners { get; set; }
}

/// <summary>One version text and where it stands.</summary>
public sealed class VersionText
{
    /// <summary>One of <c>autsw.Release</c>, <c>autsw.TechnVersion</c>, <c>autsw.Version</c>, <c>autsw.VersionString</c>, <c>uninstall.DisplayName</c>, <c>uninstall.DisplayVersion</c>.</summary>
    public string? Source { get; set; }

    /// <summary>The text, unchanged.</summary>
    public string? Value { get; set; }
}

/// <summary>The Windows service of the ALM.</summary>
public sealed class ServiceFacts
{
    /// <summary><c>running</c>, <c>stopped</c> or <c>absent</c>.</summary>
    public string? State { get; set; }

    /// <summary><c>automatic</c>, <c>manual</c> or <c>disabled</c>.</summary>
    public string? StartMode { get; set; }
}

/// <summary>A listening socket.</summary>
public sealed class Listener
{
    /// <summary>The local address, IPv4 or IPv6.</summary>
    public string? Address { get; set; }

    /// <summary>The TCP port, 1 to 65535.</summary>
    public int? Port { get; set; }

    /// <summary>The owning process's file name.</summary>
    public string? Process { get; set; }
}

/// <summary>The Windows firewall as far as it concerns the ALM.</summary>
public sealed class FirewallFacts
{
    /// <summary>Whether the profile in force is switched on.</summary>
    public bool? ActiveProfileEnabled { get; set; }

    /// <summary><c>allowed</c>, <c>restricted</c> (to <see cref="RemoteAddresses"/>) or <c>blocked</c>.</summary>
    public string? AlmInbound { get; set; }

    /// <summary>The remote addresses that a restricting rule lets in, as Windows writes them.</summary>
    public string[]? RemoteAddresses { get; set; }
}

/// <summary>Internet Explorer and the ALM's ActiveX control.</summary>
public sealed class BrowserFacts
{
    /// <summary><c>present</c> or <c>absent</c>.</summary>
    public string? InternetExplorer { get; set; }

    /// <summary><c>registered</c> or <c>absent</c> (no ProgID in any registry view and no <c>almaxcx.dll</c>).</summary>
    public string? AlmControl { get; set; }

    /// <summary>The kill bits.</summary>
    public KillBit? KillBit { get; set; }

    /// <summary><c>none</c> or <c>disabled</c> (machine policy switches ActiveX off in the Internet zone).</summary>
    public string? ActiveXPolicy { get; set; }
}

/// <summary>Whether the control's kill bit is set, per registry view.</summary>
public sealed class KillBit
{
    /// <summary>In the native view.</summary>
    public bool? Native { get; set; }

    /// <summary>In the 32-bit view of a 64-bit Windows; absent on a 32-bit Windows.</summary>
    public bool? Wow64 { get; set; }
}

/// <summary>One connection attempt.</summary>
public sealed class ProbeResult
{
    /// <summary>The address tried.</summary>
    public string? Address { get; set; }

    /// <summary>The TCP port tried, 1 to 65535.</summary>
    public int? Port { get; set; }

    /// <summary><c>open</c>, <c>refused</c>, <c>noAnswer</c> or <c>unreachable</c>.</summary>
    public string? Result { get; set; }

    /// <summary>When, by the host's own clock, ISO 8601 with offset.</summary>
    public string? At { get; set; }
}

/// <summary>A collector that failed, in full or in part.</summary>
public sealed class CollectorProblem
{
    /// <summary>One of <c>autsw uninstall service processes listeners firewall restart browser probes</c>.</summary>
    public string? Collector { get; set; }

    /// <summary>What went wrong, for a person.</summary>
    public string? Message { get; set; }
}
