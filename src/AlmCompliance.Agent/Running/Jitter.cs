using System;
using System.Security.Cryptography;

namespace AlmCompliance.Agent.Running;

/// <summary>Chance that differs from host to host, also among those that start in the same millisecond.</summary>
internal static class Jitter
{
    /// <summary>Between nothing and the span.</summary>
    public static TimeSpan Within(TimeSpan span)
    {
        var bytes = new byte[4];
        using (var random = RandomNumberGenerator.Create())
        {
            random.GetBytes(bytes);
        }

        return TimeSpan.FromTicks((long)(span.Ticks * (BitConverter.ToUInt32(bytes, 0) / (double)uint.MaxValue)));
    }

    /// <summary>A tenth more or less.</summary>
    public static TimeSpan Around(TimeSpan span)
    {
        return span + Within(TimeSpan.FromTicks(span.Ticks / 5)) - TimeSpan.FromTicks(span.Ticks / 10);
    }
}
