using System;

namespace AlmCompliance.Agent.Probing;

/// <summary>What this program never exceeds, whatever a server asks of it: a plant's network is no place for scans.</summary>
internal static class ProbeCaps
{
    /// <summary>Targets tried in one round.</summary>
    public const int MostInARound = 16;

    /// <summary>Connections tried in one day.</summary>
    public const int MostInADay = 100;

    /// <summary>How long a connection may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    /// <summary>Rest between two connections.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>How far ahead a server may fix a time. What it asks for later is not tried.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(3);

    /// <summary>How late a target may be tried, where earlier ones took long or the machine slept: its zone's window may be over.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(3);

    /// <summary>How long the same address and port is left alone. A little under a day, so that a daily round does not drift.</summary>
    public static readonly TimeSpan SameTarget = TimeSpan.FromHours(20);

    /// <summary>The span in which <see cref="MostInADay"/> counts.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromHours(24);
}
