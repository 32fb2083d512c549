namespace AlmCompliance.Web.Tests.Serving;

/// <summary>Stands still until a test moves it. Its timers are real ones: nothing in the server hangs while it stands.</summary>
internal sealed class TestClock : TimeProvider
{
    private long _now = new DateTimeOffset(2026, 11, 22, 10, 15, 0, TimeSpan.Zero).UtcTicks;

    public DateTimeOffset Now => GetUtcNow();

    public void Advance(TimeSpan span) => Interlocked.Add(ref _now, span.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);
}
