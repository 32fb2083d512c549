using System;

namespace AlmCompliance.Agent.Running;

/// <summary>How long to leave a server alone: twice as long after each failure, up to an hour, half of it by chance.</summary>
internal sealed class BackOff
{
    private static readonly TimeSpan _first = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _longest = TimeSpan.FromHours(1);
    private int _failures;

    public void Forget()
    {
        _failures = 0;
    }

    /// <param name="atLeast">What the server asked for.</param>
    public TimeSpan Next(TimeSpan? atLeast)
    {
        var span = TimeSpan.FromTicks(Math.Min(_longest.Ticks, _first.Ticks << Math.Min(_failures++, 20)));
        var half = TimeSpan.FromTicks(span.Ticks / 2);
        var wait = half + Jitter.Within(half);
        return atLeast == null || atLeast.Value < wait ? wait : atLeast.Value + Jitter.Within(half);
    }
}
