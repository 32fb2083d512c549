namespace AlmCompliance.Web.Live;

/// <summary>
/// When figures may be read again: three times as long after a reading as it took, but no sooner than <see cref="Shortest"/>.
/// So reading takes a quarter of the time at most, however large the plant.
/// </summary>
internal sealed class ReadingPace(TimeProvider clock)
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private const int RestPerReading = 3;

    private TimeSpan _rest;
    private long _endedAt;

    public bool IsResting => clock.GetElapsedTime(_endedAt) < _rest;

    /// <summary>What reads, timed.</summary>
    public async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        var started = clock.GetTimestamp();
        try
        {
            return await read();
        }
        finally
        {
            _endedAt = clock.GetTimestamp();
            var rest = RestPerReading * clock.GetElapsedTime(started, _endedAt);
            _rest = rest > Shortest ? rest : Shortest;
        }
    }
}
