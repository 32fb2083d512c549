using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Components.Layout;

/// <summary>
/// The number of hosts with something overdue, the same that the overview tells: from the figures that circuits share. A page
/// that is opened shows what was read last and reads nothing; a little later, and after changes, the shared figures are asked.
/// </summary>
public sealed partial class OverdueBadge
{
    private static readonly TimeSpan s_afterOpening = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_afterChange = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_atLeastEvery = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _changes;
    private ITimer? _timer;
    private int _overdue;
    private int _scheduled;

    [Inject]
    private ShellFigures Figures { get; set; } = default!;

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private ILogger<OverdueBadge> Log { get; set; } = default!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _changes?.Dispose();
        _timer?.Dispose();
    }

    protected override async Task OnInitializedAsync() => _overdue = Figures.Known(await Actor.GetAsync())?.Overdue ?? 0;

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _timer = Clock.CreateTimer(_ => _ = InvokeAsync(ReadAsync), null, s_afterOpening, s_atLeastEvery);
            _changes = Feed.Subscribe(OnChange);
        }
    }

    private void OnChange(Guid? hostId)
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            _timer?.Change(s_afterChange, s_atLeastEvery);
        }
    }

    private async Task ReadAsync()
    {
        Interlocked.Exchange(ref _scheduled, 0);
        try
        {
            var overdue = _gone.IsCancellationRequested ? _overdue : (await Figures.ReadAsync(await Actor.GetAsync(), _gone.Token)).Overdue;
            if (overdue != _overdue)
            {
                _overdue = overdue;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The circuit has gone.
        }
        catch (AccessDeniedException)
        {
            _overdue = 0;
        }
#pragma warning disable CA1031 // A number in the rail that cannot be read must not take the page down; it is asked for again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.LogError(exception, "Reading the rail's figure failed");
        }
    }
}
