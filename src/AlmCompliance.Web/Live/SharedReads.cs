using System.Collections.Concurrent;

namespace AlmCompliance.Web.Live;

/// <summary>
/// What many circuits ask for, read once for all who ask for the same: anew when something changed since and the
/// <see cref="ReadingPace"/> allows it, and every half minute, since time alone turns verdicts. One reading at a time beside
/// the first ones, however many different things are asked for.
/// </summary>
internal sealed class SharedReads<T>(ChangeFeed changes, TimeProvider clock) : IDisposable
    where T : class
{
    private const int MostKept = 256;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _reading = new(1);

    /// <param name="key">What is asked for, and by whose sight.</param>
    public async Task<T> GetAsync(string key, Func<Task<T>> read, CancellationToken cancellationToken)
    {
        if (_kept.Count > MostKept)
        {
            _kept.Clear();
        }

        var kept = _kept.GetOrAdd(key, _ => new Kept(new ReadingPace(clock)));
        await kept.Turn.WaitAsync(cancellationToken);
        try
        {
            var version = changes.Version;
            if (kept.Value is null)
            {
                kept.Set(await kept.Pace.ReadAsync(read), version, clock.GetTimestamp());
            }
            else if (!kept.Pace.IsResting && (version != kept.Version || clock.GetElapsedTime(kept.ReadAt) >= s_longest))
            {
                await _reading.WaitAsync(cancellationToken);
                try
                {
                    kept.Set(await kept.Pace.ReadAsync(read), version, clock.GetTimestamp());
                }
                finally
                {
                    _reading.Release();
                }
            }

            return kept.Value!;
        }
        finally
        {
            kept.Turn.Release();
        }
    }

    /// <summary>What was read last, however old; null where nothing was.</summary>
    public T? Known(string key) => _kept.GetValueOrDefault(key)?.Value;

    public void Dispose() => _reading.Dispose();

    private sealed class Kept(ReadingPace pace)
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public ReadingPace Pace => pace;
        public T? Value { get; private set; }
        public long Version { get; private set; }

        /// <summary>Of the last reading that came to its end: one that was given up makes nothing younger.</summary>
        public long ReadAt { get; private set; }

        public void Set(T value, long version, long readAt) => (Value, Version, ReadAt) = (value, version, readAt);
    }
}
