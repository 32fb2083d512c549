using AlmCompliance.Simulator.Plant;
using AlmCompliance.Simulator.Reports;

namespace AlmCompliance.Simulator.Traffic;

/// <summary>How far a replay is.</summary>
/// <param name="At">The day being played.</param>
/// <param name="Sent">Reports sent so far.</param>
/// <param name="Planned">Reports of the whole replay.</param>
public sealed record ReplayProgress(DateTimeOffset At, long Sent, long Planned)
{
    /// <summary>From 0 to 1.</summary>
    public double Share => Planned == 0 ? 1 : (double)Sent / Planned;
}

/// <summary>
/// Plays past days over HTTP to a server whose clock it moves. The clock stops every few hours only; a report says how
/// long before its sending it was collected, so the evidence still carries its own minute.
/// </summary>
public sealed class PlantReplay(SimulatedPlant plant, PlantClient client)
{
    /// <summary>Time between two reports of a host in old time.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromDays(6);

    /// <summary>What has come of it so far; may be read while it runs.</summary>
    public TrafficTotals Totals { get; } = new(client.Time);

    /// <summary>Enrols the hosts as they appear and posts their reports in order of time.</summary>
    /// <param name="start">The first day.</param>
    /// <param name="now">The end; the clock is left there.</param>
    /// <param name="setClock">Sets the server's clock, which stands still between two calls or runs on.</param>
    /// <param name="progress">Told after each stop.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<TrafficResult> RunAsync(
        DateTimeOffset start,
        DateTimeOffset now,
        Func<DateTimeOffset, Task> setClock,
        IProgress<ReplayProgress>? progress,
        CancellationToken cancellationToken)
    {
        var steps = ReplaySchedule.Of(plant.Hosts, start, now, Interval);
        var planned = steps.Sum(s => (long)s.Reports.Count);
        var sent = 0L;
        Totals.Begin();
        var limits = new ParallelOptions { MaxDegreeOfParallelism = client.Options.Concurrency, CancellationToken = cancellationToken };
        foreach (var step in steps)
        {
            await setClock(step.ClockAt);

            // A host's own reports stay in order; the hosts of a step report side by side.
            await Parallel.ForEachAsync(
                step.Reports.GroupBy(r => r.Host, r => r.CollectedAt),
                limits,
                (reports, token) => ReportAsync(reports, step.ClockAt, token));
            sent += step.Reports.Count;
            progress?.Report(new ReplayProgress(step.ClockAt, sent, planned));
        }

        if (steps.Count == 0 || steps[^1].ClockAt < now)
        {
            await setClock(now);
        }

        return Totals.Read();
    }

    private async ValueTask ReportAsync(IGrouping<SimulatedHost, DateTimeOffset> reports, DateTimeOffset clock, CancellationToken cancellationToken)
    {
        var host = reports.Key;
        if (!client.HasKey(host) && await client.EnrolAsync(host, Totals, cancellationToken) == EnrolmentOutcome.Waiting)
        {
            return;
        }

        foreach (var collectedAt in reports)
        {
            var state = host.Life.At(collectedAt);
            await client.PostAsync(
                new Posting(host, waited => ReportWriter.Write(host, state, collectedAt, clock + waited)), Totals, cancellationToken);
        }
    }
}
