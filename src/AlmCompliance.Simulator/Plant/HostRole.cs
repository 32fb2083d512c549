using System.Globalization;

namespace AlmCompliance.Simulator.Plant;

/// <summary>What a host does in the plant; its name begins with the prefix.</summary>
public sealed record HostRole(string Prefix, bool IsServer = false, int Digits = 2)
{
    public static HostRole OsClient { get; } = new("OS-CL-");

    public static HostRole OsServer { get; } = new("OS-SRV-", IsServer: true);

    public static HostRole WinCcClient { get; } = new("WCC-CL-");

    public static HostRole WinCcServer { get; } = new("WCC-SRV-", IsServer: true);

    public static HostRole BatchClient { get; } = new("BATCH-");

    public static HostRole BatchServer { get; } = new("BATCH-SRV-", IsServer: true);

    public static HostRole Engineering { get; } = new("ES-", Digits: 3);

    public static HostRole Laptop { get; } = new("ENG-LT-");

    public static HostRole LicenceServer { get; } = new("LIC-SRV-", IsServer: true);

    public static HostRole Gateway { get; } = new("DMZ-GW-", IsServer: true);

    public static HostRole Historian { get; } = new("HIST-", IsServer: true);

    public static HostRole DistillationClient { get; } = new("DIST-OS-");

    public static HostRole DistillationServer { get; } = new("DIST-SRV-", IsServer: true);

    public static HostRole DistillationEngineering { get; } = new("DIST-ENG-");

    public static HostRole LoadingStation { get; } = new("TF-LOAD-");

    internal string Name(int number) => Prefix + number.ToString("D" + Digits, CultureInfo.InvariantCulture);
}
