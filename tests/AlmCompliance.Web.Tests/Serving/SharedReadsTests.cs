using AlmCompliance.Web.Live;
using Microsoft.Extensions.Time.Testing;

namespace AlmCompliance.Web.Tests.Serving;

public sealed class SharedReadsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_read_is_shared_until_something_changes_or_time_has_passed()
    {
        var (clock, feed) = (new FakeTimeProvider(), new ChangeFeed());
        using var reads = new SharedReads<string>(feed, clock);
        var read = 0;
        Task<string> Get(string key) => reads.GetAsync(key, () => Task.FromResult($"{key}{++read}"), Stop);

        (await Get("a")).ShouldBe("a1");
        clock.Advance(TimeSpan.FromSeconds(29));
        (await Get("a")).ShouldBe("a1");
        (await Get("b")).ShouldBe("b2", "another key is another thing");
        feed.Publish(null);
        (await Get("a")).ShouldBe("a3");
        feed.Publish(null);
        (await Get("a")).ShouldBe("a3", "it rests a second");
        clock.Advance(TimeSpan.FromSeconds(1));
        (await Get("a")).ShouldBe("a4");
        clock.Advance(TimeSpan.FromSeconds(30));
        (await Get("a")).ShouldBe("a5", "time alone turns verdicts");
    }

    [Fact]
    public async Task A_reading_that_is_given_up_makes_nothing_younger()
    {
        var clock = new FakeTimeProvider();
        using var reads = new SharedReads<string>(new ChangeFeed(), clock);
        await reads.GetAsync("a", () => Task.FromResult("old"), Stop);
        clock.Advance(TimeSpan.FromSeconds(30));
        await Should.ThrowAsync<OperationCanceledException>(() => reads.GetAsync("a", () => throw new OperationCanceledException(), Stop));

        clock.Advance(TimeSpan.FromSeconds(1));

        (await reads.GetAsync("a", () => Task.FromResult("new"), Stop)).ShouldBe("new");
    }
}
