namespace AlmCompliance.Simulator.Traffic;

/// <summary>Latencies in buckets that grow by 2 %, from 10 µs to some minutes: bounded memory for any number of reports.</summary>
internal sealed class LatencyHistogram
{
    private const double Least = 0.01;
    private static readonly double s_growth = Math.Log(1.02);
    private readonly long[] _buckets = new long[900];

    public void Add(TimeSpan latency)
    {
        var bucket = Math.Log(Math.Max(latency.TotalMilliseconds, Least) / Least) / s_growth;
        Interlocked.Increment(ref _buckets[Math.Min((int)bucket, _buckets.Length - 1)]);
    }

    /// <summary>The latency in milliseconds that this share of all lies below, true to 2 %; 0 before the first.</summary>
    public double Percentile(double share)
    {
        var total = _buckets.Sum();
        var rank = (long)Math.Ceiling(total * share);
        for (var i = 0; i < _buckets.Length && total > 0; i++)
        {
            rank -= _buckets[i];
            if (rank <= 0)
            {
                return Math.Round(Least * Math.Exp((i + 1) * s_growth), 3);
            }
        }

        return 0;
    }
}
