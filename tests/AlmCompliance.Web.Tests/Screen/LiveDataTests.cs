using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Live;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>What is on the screen follows what is stored, without a reload.</summary>
public sealed class LiveDataTests : BunitContext
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ChangeFeed _feed = new();
    private readonly Guid _host = Guid.NewGuid();
    private int _readings;
    private Exception? _failure;

    public LiveDataTests()
    {
        this.AddBunitPersistentComponentState();
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(_clock);
        Services.AddSingleton(_feed);
        Services.AddSingleton<PrerenderedData>();
    }

    [Fact]
    public void A_change_that_concerns_it_is_shown_within_a_second()
    {
        var live = Show();
        _feed.Publish(_host);
        _clock.Advance(TimeSpan.FromSeconds(1));

        live.WaitForAssertion(() => live.Markup.ShouldBe("reading 2"));
    }

    [Fact]
    public void Many_changes_at_once_are_one_reading()
    {
        var live = Show();
        for (var i = 0; i < 100; i++)
        {
            _feed.Publish(_host);
        }

        _clock.Advance(TimeSpan.FromSeconds(1));

        live.WaitForAssertion(() => live.Markup.ShouldBe("reading 2"));
        _readings.ShouldBe(2);
    }

    [Fact]
    public void A_change_of_another_host_is_none()
    {
        var live = Show();
        _feed.Publish(Guid.NewGuid());
        _clock.Advance(TimeSpan.FromSeconds(10));

        live.Markup.ShouldBe("reading 1");
    }

    [Fact]
    public void Time_alone_is_reason_enough_after_half_a_minute()
    {
        var live = Show();
        _clock.Advance(TimeSpan.FromSeconds(30));

        live.WaitForAssertion(() => live.Markup.ShouldBe("reading 2"));
    }

    [Fact]
    public void A_reading_that_fails_is_said_and_can_be_tried_again()
    {
        _failure = new InvalidOperationException("disk full");
        var live = Show();
        live.Find("[role=alert]").TextContent.ShouldNotContain("disk full");

        _failure = null;
        live.Find("button").Click();

        live.WaitForAssertion(() => live.Markup.ShouldBe("reading 2"));
    }

    [Fact]
    public void A_reader_who_may_no_longer_see_it_loses_sight_of_it()
    {
        var live = Show();
        _failure = new AccessDeniedException("no");
        _clock.Advance(TimeSpan.FromSeconds(30));

        live.WaitForAssertion(() => live.Markup.ShouldNotContain("reading"));
        live.Markup.ShouldContain("/sign-in");
    }

    [Fact]
    public async Task What_is_shown_may_be_kept_until_the_reader_asks_for_the_new()
    {
        var live = Render<LiveData<string>>(p => p
            .Add(l => l.Read, _ => ReadAsync())
            .Add(l => l.Keep, (shown, read, _) => Task.FromResult($"{shown}, then {read}"))
            .Add(l => l.ChildContent, text => builder => builder.AddContent(0, text)));
        _clock.Advance(TimeSpan.FromSeconds(30));
        live.WaitForAssertion(() => live.Markup.ShouldBe("reading 1, then reading 2"));

        await live.InvokeAsync(live.Instance.ReplaceAsync);

        live.WaitForAssertion(() => live.Markup.ShouldBe("reading 3"));
    }

    [Fact]
    public void Nothing_is_read_once_it_is_gone()
    {
        var live = Show();
        live.Instance.Dispose();
        _feed.Publish(_host);
        _clock.Advance(TimeSpan.FromMinutes(5));

        _readings.ShouldBe(1);
    }

    private IRenderedComponent<LiveData<string>> Show() => Render<LiveData<string>>(p => p
        .Add(l => l.Read, _ => ReadAsync())
        .Add(l => l.Concerns, id => id == _host)
        .Add(l => l.ChildContent, text => builder => builder.AddContent(0, text)));

    private Task<string?> ReadAsync()
    {
        _readings++;
        return _failure is null
            ? Task.FromResult<string?>($"reading {_readings.ToString(System.Globalization.CultureInfo.InvariantCulture)}")
            : Task.FromException<string?>(_failure);
    }
}
