using System.Threading.Channels;
using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Traffic;

/// <summary>Lets a plant report as the clock goes: with jitter, at a given rate, with changes, malformed bodies and clones.</summary>
public sealed class LiveTraffic(SimulatedPlant plant, PlantClient client)
{
    private readonly PlantOptions _options = plant.Options;
    private readonly TimeProvider _time = client.Time;

    /// <summary>What has come of it so far; may be read while it runs.</summary>
    public TrafficTotals Totals { get; } = new(client.Time);

    /// <summary>Enrols whoever holds no key yet, then reports for the plant's duration or until it is cancelled, which is no failure.</summary>
    /// <exception cref="HttpRequestException">A host could not enrol.</exception>
    /// <exception cref="InvalidOperationException">No host holds a key.</exception>
    public async Task<TrafficResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var hosts = await EnrolAsync(cancellationToken);
            Totals.Begin();
            using var end = new CancellationTokenSource(_options.Duration ?? Timeout.InfiniteTimeSpan, _time);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);

            // Never more senders than hosts: an agent has one report on its way at a time.
            var senders = Math.Min(client.Options.Concurrency, hosts.Count);
            var postings = Channel.CreateBounded<Posting>(senders);
            var dispatch = DispatchAsync(hosts, postings.Writer, stop.Token);
            await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => SendAsync(postings.Reader, cancellationToken)).Append(dispatch));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked for.
        }

        return Totals.Read();
    }

    /// <summary>The machines that will report. Silent ones speak once if they are new, so that the server can miss them.</summary>
    private async Task<IReadOnlyList<LiveHost>> EnrolAsync(CancellationToken cancellationToken)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = client.Options.Concurrency, CancellationToken = cancellationToken };
        var newcomers = plant.Hosts.Where(h => !client.HasKey(h)).ToHashSet();
        async ValueTask Enrol(SimulatedHost host, CancellationToken token) => await client.EnrolAsync(host, Totals, token);
        await Parallel.ForEachAsync(newcomers, limits, Enrol);
        await Parallel.ForEachAsync(plant.Clones, limits, Enrol);

        var now = _time.GetUtcNow();
        var hosts = plant.Hosts.Concat(plant.Clones)
            .Where(h => client.HasKey(h) && (newcomers.Contains(h) || h.Life.At(now).IsReporting))
            .Select(h => new LiveHost(h, h.Life.At(now), _options))
            .ToList();
        return hosts.Count > 0
            ? hosts
            : throw new InvalidOperationException("No host of the plant holds a key: the server knows these machines already. Another seed makes other machines.");
    }

    private async Task DispatchAsync(IReadOnlyList<LiveHost> hosts, ChannelWriter<Posting> postings, CancellationToken stop)
    {
        var isPaced = _options.Rate > 0;
        var period = TimeSpan.FromSeconds(isPaced ? hosts.Count / _options.Rate : 1);
        var start = _time.GetUtcNow();
        var queue = new PriorityQueue<LiveHost, DateTimeOffset>(hosts.Select(h => (h, start + (period * h.Chance.NextShare()))));
        try
        {
            while (queue.TryDequeue(out var host, out var due))
            {
                var wait = due - _time.GetUtcNow();
                if (isPaced && wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, _time, stop);
                }

                await postings.WriteAsync(host.Next(_time.GetUtcNow()), stop);
                if (!host.IsSilent)
                {
                    queue.Enqueue(host, due + (period * host.Chance.Between(0.7, 1.3)));
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The duration is over; what is on its way still arrives.
        }
        finally
        {
            postings.Complete();
        }
    }

    private async Task SendAsync(ChannelReader<Posting> postings, CancellationToken cancellationToken)
    {
        await foreach (var posting in postings.ReadAllAsync(cancellationToken))
        {
            await client.PostAsync(posting, Totals, cancellationToken);
        }
    }
}
