using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace AlmCompliance.Simulator.Traffic;

/// <summary>Counts what a client sends and is answered; read at any time, from any thread.</summary>
public sealed class TrafficTotals
{
    private const int MaxRefusals = 5;
    private readonly TimeProvider _time;
    private readonly LatencyHistogram _latency = new();
    private readonly long[] _byStatus = new long[600];
    private readonly ConcurrentQueue<string> _refusals = new();
    private long _startedAt;
    private long _sent, _accepted, _changed, _malformedSent, _malformedRefused, _retries, _unanswered, _givenUp, _enrolled, _waiting;

    internal TrafficTotals(TimeProvider time)
    {
        _time = time;
        Begin();
    }

    public TrafficResult Read()
    {
        var seconds = _time.GetElapsedTime(Interlocked.Read(ref _startedAt)).TotalSeconds;
        var sent = Interlocked.Read(ref _sent);
        return new TrafficResult
        {
            Sent = sent,
            Accepted = Interlocked.Read(ref _accepted),
            Changed = Interlocked.Read(ref _changed),
            MalformedSent = Interlocked.Read(ref _malformedSent),
            MalformedRefused = Interlocked.Read(ref _malformedRefused),
            Retries = Interlocked.Read(ref _retries),
            Unanswered = Interlocked.Read(ref _unanswered),
            GivenUp = Interlocked.Read(ref _givenUp),
            Enrolled = Interlocked.Read(ref _enrolled),
            Waiting = Interlocked.Read(ref _waiting),
            ByStatus = ReadStatuses(),
            Seconds = Math.Round(seconds, 3),
            ReportsPerSecond = seconds > 0 ? Math.Round(sent / seconds, 1) : 0,
            LatencyP50Ms = _latency.Percentile(0.50),
            LatencyP95Ms = _latency.Percentile(0.95),
            LatencyP99Ms = _latency.Percentile(0.99),
            Refusals = [.. _refusals],
        };
    }

    /// <summary>From now on the seconds count.</summary>
    internal void Begin() => Interlocked.Exchange(ref _startedAt, _time.GetTimestamp());

    internal void Answered(HttpStatusCode status, TimeSpan latency)
    {
        Interlocked.Increment(ref _byStatus[Math.Clamp((int)status, 0, _byStatus.Length - 1)]);
        _latency.Add(latency);
    }

    internal void NotAnswered() => Interlocked.Increment(ref _unanswered);

    internal void Retried() => Interlocked.Increment(ref _retries);

    internal void Enrolment(EnrolmentOutcome outcome) =>
        Interlocked.Increment(ref outcome == EnrolmentOutcome.Enrolled ? ref _enrolled : ref _waiting);

    /// <summary>A report's last answer; null where there was none.</summary>
    internal void Ended(Posting posting, HttpStatusCode? status, string? refusal)
    {
        Interlocked.Increment(ref _sent);
        var code = (int?)status ?? 0;
        if (posting.IsMalformed)
        {
            Interlocked.Increment(ref _malformedSent);
            Count(code is >= 400 and < 500, ref _malformedRefused);
            return;
        }

        Count(posting.IsChanged, ref _changed);
        Count(status == HttpStatusCode.Accepted, ref _accepted);
        Count(status is null || PersistentSender.IsWorthAnotherTry(status.Value), ref _givenUp);
        if (refusal is not null && _refusals.Count < MaxRefusals)
        {
            _refusals.Enqueue(refusal);
        }
    }

    private SortedDictionary<string, long> ReadStatuses()
    {
        var statuses = new SortedDictionary<string, long>(StringComparer.Ordinal);
        for (var code = 0; code < _byStatus.Length; code++)
        {
            if (Interlocked.Read(ref _byStatus[code]) is > 0 and var count)
            {
                statuses[code.ToString(CultureInfo.InvariantCulture)] = count;
            }
        }

        return statuses;
    }

    private static void Count(bool holds, ref long counter)
    {
        if (holds)
        {
            Interlocked.Increment(ref counter);
        }
    }
}
