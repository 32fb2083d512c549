using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Traffic;

/// <summary>A stop of the server's clock, and the reports that were collected since the stop before.</summary>
internal sealed record ReplayStep(DateTimeOffset ClockAt, IReadOnlyList<(SimulatedHost Host, DateTimeOffset CollectedAt)> Reports);

/// <summary>
/// Who reports when: every <c>interval</c> in old time, twice a day in the last two, and a last time minutes
/// to hours before the end, so that the evidence on the screen is as old as a running plant's.
/// </summary>
internal static class ReplaySchedule
{
    private static readonly TimeSpan s_recent = TimeSpan.FromDays(2);
    private static readonly TimeSpan s_recentInterval = TimeSpan.FromHours(12);
    private static readonly TimeSpan s_oldStep = TimeSpan.FromHours(3);
    private static readonly TimeSpan s_recentStep = TimeSpan.FromMinutes(20);

    public static IReadOnlyList<ReplayStep> Of(IEnumerable<SimulatedHost> hosts, DateTimeOffset start, DateTimeOffset now, TimeSpan interval)
    {
        var reports =
            from host in hosts
            from at in Times(host, start, now, interval)
            where host.Life.At(at).IsReporting
            group (Host: host, At: at) by StepEnd(at, now) into step
            orderby step.Key
            select new ReplayStep(step.Key, [.. step.OrderBy(r => r.At)]);
        return [.. reports];
    }

    /// <summary>In order; the first when the host appears, or when the replay begins.</summary>
    private static IEnumerable<DateTimeOffset> Times(SimulatedHost host, DateTimeOffset start, DateTimeOffset now, TimeSpan interval)
    {
        var dice = host.Dice("schedule");
        var last = now - (dice.Hits(0.9) ? TimeSpan.FromMinutes(dice.Between(2, 65)) : TimeSpan.FromHours(dice.Between(1, 10)));
        var at = host.Life.AppearsAt > start ? host.Life.AppearsAt : start;
        var next = at + (interval * dice.Between(0.2, 1));
        while (at < last)
        {
            yield return at;
            at = next;
            next += (at > now - s_recent ? s_recentInterval : interval) * dice.Between(0.9, 1.1);
        }

        if (host.Life.AppearsAt <= last)
        {
            yield return last;
        }
    }

    private static DateTimeOffset StepEnd(DateTimeOffset at, DateTimeOffset now)
    {
        var step = (at < now - s_recent ? s_oldStep : s_recentStep).Ticks;
        var end = now.AddTicks(-((now - at).Ticks / step * step));
        return end;
    }
}
