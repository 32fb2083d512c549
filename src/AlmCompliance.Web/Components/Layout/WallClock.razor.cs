using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Components.Layout;

/// <summary>The server's clock and zone: the ones that every time on the screen is told in.</summary>
public sealed partial class WallClock
{
    private DateTimeOffset _now;
    private ITimer? _ticks;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override void OnInitialized() => _now = Clock.GetUtcNow();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            var toFullMinute = TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (_now.Ticks % TimeSpan.TicksPerMinute));
            _ticks = Clock.CreateTimer(_ => _ = InvokeAsync(Tick), null, toFullMinute, TimeSpan.FromMinutes(1));
        }
    }

    public void Dispose() => _ticks?.Dispose();

    private void Tick()
    {
        _now = Clock.GetUtcNow();
        StateHasChanged();
    }
}
