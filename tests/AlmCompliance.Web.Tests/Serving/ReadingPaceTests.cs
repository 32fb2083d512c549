using AlmCompliance.Web.Live;
using Microsoft.Extensions.Time.Testing;

namespace AlmCompliance.Web.Tests.Serving;

public sealed class ReadingPaceTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.7)]
    [InlineData(3)]
    [InlineData(20)]
    public async Task Reading_takes_a_quarter_of_the_time_at_most_and_waits_no_more_than_a_second_where_it_is_quick(double seconds)
    {
        var clock = new FakeTimeProvider();
        var pace = new ReadingPace(clock);
        var took = TimeSpan.FromSeconds(seconds);
        var tick = TimeSpan.FromMilliseconds(10);
        var reading = TimeSpan.Zero;
        var longestWait = TimeSpan.Zero;
        var began = clock.GetTimestamp();
        for (var i = 0; i < 20; i++)
        {
            var waited = TimeSpan.Zero;
            while (pace.IsResting)
            {
                clock.Advance(tick);
                waited += tick;
            }

            longestWait = waited > longestWait ? waited : longestWait;
            await pace.ReadAsync(() =>
            {
                clock.Advance(took);
                return Task.FromResult(true);
            });
            reading += took;
        }

        while (pace.IsResting)
        {
            clock.Advance(tick);
        }

        (reading / clock.GetElapsedTime(began)).ShouldBeLessThanOrEqualTo(0.2501);
        longestWait.ShouldBe(TimeSpan.FromSeconds(Math.Max(1, 3 * seconds)), tick);
    }
}
