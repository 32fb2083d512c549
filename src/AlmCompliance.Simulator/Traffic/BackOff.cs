using System.Net.Http.Headers;
using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Traffic;

/// <summary>How long to wait before another try: as long as the server says, else twice as long each time, with jitter.</summary>
internal static class BackOff
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_mostOrdered = TimeSpan.FromMinutes(5);

    public static TimeSpan Wait(int tries, RetryConditionHeaderValue? ordered, DateTimeOffset now, Dice dice)
    {
        if ((ordered?.Delta ?? ordered?.Date - now) is { } span)
        {
            // Those who were sent away together shall not come back together.
            span += span * dice.Between(0, 0.2);
            return span < TimeSpan.Zero ? TimeSpan.Zero : span > s_mostOrdered ? s_mostOrdered : span;
        }

        var doubled = s_first * Math.Pow(2, tries - 1);
        return (doubled > s_most ? s_most : doubled) * dice.Between(0.5, 1);
    }
}
