using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Life;

/// <summary>A Windows as a report names it.</summary>
internal sealed record WindowsEdition(string Name, string Version, bool Is64Bit, Era Era)
{
    private static readonly WindowsEdition s_xp = new("Microsoft Windows XP Professional", "5.1.2600", false, Era.Old);
    private static readonly WindowsEdition s_server2003 = new("Microsoft Windows Server 2003 Standard Edition", "5.2.3790", false, Era.Old);
    private static readonly WindowsEdition s_seven32 = new("Windows 7 Professional", "6.1.7601", false, Era.Seven);
    private static readonly WindowsEdition s_seven = new("Windows 7 Professional", "6.1.7601", true, Era.Seven);
    private static readonly WindowsEdition s_server2008 = new("Windows Server 2008 R2 Standard", "6.1.7601", true, Era.Seven);
    private static readonly WindowsEdition s_ten = new("Windows 10 Enterprise LTSC", "10.0.19044", true, Era.Modern);
    private static readonly WindowsEdition s_eleven = new("Windows 11 Enterprise", "10.0.22631", true, Era.Modern);
    private static readonly WindowsEdition s_server2019 = new("Windows Server 2019 Standard", "10.0.17763", true, Era.Modern);

    public bool HasInternetExplorer => this != s_eleven;

    public string AgentPlatform => Era == Era.Modern ? "windows-net10" : "windows-net40";

    public static WindowsEdition For(Era era, bool isServer, Dice dice) => (era, isServer) switch
    {
        (Era.Old, true) => s_server2003,
        (Era.Old, false) => s_xp,
        (Era.Seven, true) => s_server2008,
        (Era.Seven, false) => dice.OneOf(s_seven, s_seven, s_seven32),
        (_, true) => s_server2019,
        _ => dice.OneOf(s_ten, s_ten, s_eleven),
    };
}
