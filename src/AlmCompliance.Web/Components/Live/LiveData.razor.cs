using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AlmCompliance.Web.Components.Live;

/// <summary>
/// Reads data and keeps it true: anew when <see cref="Key"/> changes, within a second of a change that concerns it, and every
/// half minute, since time alone turns verdicts. What is shown stays until the new is there, so nothing jumps.
/// </summary>
public sealed partial class LiveData<TData> : IDisposable
{
    // Where reading is slow, it is done less often: it must not keep the server busy by itself.
    private const int RestPerReading = 4;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _reading;
    private PersistingComponentStateSubscription _handover;
    private IDisposable? _changes;
    private ITimer? _timer;
    private TData? _data;
    private string? _keyRead;
    private TimeSpan _pause = ShortestPause;
    private bool _failed;
    private bool _refused;
    private int _scheduled;
    private long _changedAt;

    /// <summary>Reads the data; null leaves the words for loading.</summary>
    [Parameter, EditorRequired]
    public required Func<CancellationToken, Task<TData?>> Read { get; set; }

    /// <summary>What is read, as text: the address of the view. Data are read anew when it changes.</summary>
    [Parameter]
    public string Key { get; set; } = "";

    /// <summary>Whether a change of this host matters here; null stands for the fleet.</summary>
    [Parameter]
    public Func<Guid?, bool> Concerns { get; set; } = _ => true;

    /// <summary>The words shown while nothing was read yet.</summary>
    [Parameter]
    public string? Loading { get; set; }

    /// <summary>What to show when the same is read again, of what is shown and what was read; the new data as they are where absent.</summary>
    [Parameter]
    public Func<TData, TData, CancellationToken, Task<TData>>? Keep { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<TData> ChildContent { get; set; }

    [Inject]
    private ChangeFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private PrerenderedData Prerendered { get; set; } = default!;

    [Inject]
    private PersistentComponentState State { get; set; } = default!;

    [Inject]
    private ILogger<LiveData<TData>> Log { get; set; } = default!;

    private static string StateKey => $"live:{typeof(TData).FullName}";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _reading?.Dispose();
        _changes?.Dispose();
        _timer?.Dispose();
        _handover.Dispose();
    }

    /// <summary>Reads at once, for example after an act of the reader.</summary>
    public async Task ReloadAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    /// <summary>Reads at once and shows what was read, whatever was shown.</summary>
    public Task ReplaceAsync()
    {
        _keyRead = null;
        return ReloadAsync();
    }

    protected override void OnInitialized()
    {
        _handover = State.RegisterOnPersisting(HandOver, RenderMode.InteractiveServer);
        if (State.TryTakeFromJson<Guid>(StateKey, out var ticket) && Prerendered.Take(ticket) is (string key, TData data) && key == Key)
        {
            (_keyRead, _data) = (key, data);
        }
    }

    protected override Task OnParametersSetAsync() => _keyRead == Key ? Task.CompletedTask : ReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _changes = Feed.Subscribe(OnChange);
            _timer = Clock.CreateTimer(_ => _ = InvokeAsync(RefreshAsync), null, AtLeastEvery, AtLeastEvery);
        }
    }

    private void OnChange(Guid? hostId)
    {
        if (Concerns(hostId))
        {
            Volatile.Write(ref _changedAt, Clock.GetTimestamp());
            Schedule();
        }
    }

    private void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            _timer?.Change(_pause, AtLeastEvery);
        }
    }

    private async Task RefreshAsync()
    {
        Interlocked.Exchange(ref _scheduled, 0);
        if (!_gone.IsCancellationRequested)
        {
            // Figures that circuits share may be up to a second old: a change within that second is read for once more.
            if (Clock.GetElapsedTime(Volatile.Read(ref _changedAt)) < ShortestPause)
            {
                Schedule();
            }

            await ReloadAsync();
        }
    }

    private async Task ReadAsync()
    {
        _reading?.Cancel();
        _reading?.Dispose();
        _reading = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        var cancellation = _reading.Token;
        var shown = _keyRead == Key ? _data : null;
        _keyRead = Key;
        var started = Clock.GetTimestamp();
        try
        {
            var data = await Read(cancellation);
            data = shown is not null && data is not null && Keep is not null ? await Keep(shown, data, cancellation) : data;
            _pause = TimeSpan.FromTicks(Math.Max(ShortestPause.Ticks, RestPerReading * Clock.GetElapsedTime(started).Ticks));
            if (!cancellation.IsCancellationRequested)
            {
                (_data, _failed, _refused) = (data, false, false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // A newer reading, or none, is wanted.
        }
        catch (AccessDeniedException)
        {
            (_data, _refused) = (null, true);
        }
#pragma warning disable CA1031 // A view that cannot be read says so and offers to try again; it must not take its page down.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.LogError(exception, "Reading {Data} for a page failed", typeof(TData).Name);
            _failed = true;
        }
    }

    private Task HandOver()
    {
        if (_data is not null && _keyRead is not null)
        {
            State.PersistAsJson(StateKey, Prerendered.Keep((_keyRead, _data)));
        }

        return Task.CompletedTask;
    }
}
