using System;

namespace AlmCompliance.Agent;

/// <summary>The host's own clock, which may be wrong: the server never takes it for the time.</summary>
internal static class HostClock
{
#pragma warning disable RS0030 // .NET 4 has no TimeProvider; this is the one place that reads a clock.
    public static DateTime UtcNow()
    {
        return DateTime.UtcNow;
    }
#pragma warning restore RS0030
}
