using System.Collections.Concurrent;
using System.Threading.Channels;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <summary>What is being done for a report.</summary>
internal enum ReportStep
{
    Waiting = 0,
    Copying,
    Writing,
    Packing,
}

/// <param name="Done">Hosts copied, or files written.</param>
/// <param name="Of">Of how many; 0 where nobody knows.</param>
internal sealed record ReportProgress(ReportStep Step, int Done, int Of)
{
    /// <summary>0 to 100: copying is half of the work.</summary>
    public int Percent => Step switch
    {
        ReportStep.Waiting => 0,
        ReportStep.Copying => 5 + (45 * Math.Min(Done, Of) / Math.Max(Of, 1)),
        ReportStep.Writing => 50 + (40 * Math.Min(Done, Of) / Math.Max(Of, 1)),
        _ => 95,
    };
}

/// <summary>The reports that wait and the one that is made, one after the other: bounded, so that nobody can ask the disk full.</summary>
internal sealed class ReportDesk
{
    public const int Most = 20;

    private readonly Channel<Guid> _waiting = Channel.CreateUnbounded<Guid>();
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _stops = new();
    private readonly ConcurrentDictionary<Guid, ReportProgress> _progress = new();
    private readonly Lock _closing = new();
    private readonly HashSet<Guid> _closed = [];

    /// <summary>Keeps a place for a report; false where too many wait.</summary>
    public bool TryReserve(Guid report)
    {
        if (_progress.Count >= Most)
        {
            return false;
        }

        _stops[report] = new CancellationTokenSource();
        _progress[report] = new ReportProgress(ReportStep.Waiting, 0, 0);
        return true;
    }

    /// <summary>It is on record: it may be made.</summary>
    public void Enqueue(Guid report) => _waiting.Writer.TryWrite(report);

    /// <summary>Those that may be made, in their order.</summary>
    public ChannelReader<Guid> Waiting => _waiting.Reader;

    /// <summary>How far a report is; null where it neither waits nor is made.</summary>
    public ReportProgress? ProgressOf(Guid report) => _progress.GetValueOrDefault(report);

    public CancellationToken StopOf(Guid report) => _stops.TryGetValue(report, out var stop) ? stop.Token : new CancellationToken(canceled: true);

    public void Tell(Guid report, ReportProgress progress)
    {
        if (_progress.ContainsKey(report))
        {
            _progress[report] = progress;
        }
    }

    /// <summary>Stops the making of a report; false where it is not made any more.</summary>
    public bool Stop(Guid report)
    {
        lock (_closing)
        {
            if (_closed.Contains(report) || !_stops.TryGetValue(report, out var stop))
            {
                return false;
            }

            stop.Cancel();
            return true;
        }
    }

    /// <summary>From now on a report can be stopped no more.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before.</exception>
    public void Close(Guid report)
    {
        lock (_closing)
        {
            StopOf(report).ThrowIfCancellationRequested();
            _closed.Add(report);
        }
    }

    public void Forget(Guid report)
    {
        _progress.TryRemove(report, out _);
        lock (_closing)
        {
            _closed.Remove(report);
        }

        if (_stops.TryRemove(report, out var stop))
        {
            stop.Dispose();
        }
    }
}
