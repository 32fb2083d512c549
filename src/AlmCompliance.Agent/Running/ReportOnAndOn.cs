using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using AlmCompliance.Agent.Sending;

namespace AlmCompliance.Agent.Running;

/// <summary>
/// Collects and sends at an interval until stopped. Hosts that wake together neither begin nor go on together; while the
/// server is away reports wait on the disk.
/// </summary>
internal sealed class ReportOnAndOn(InstalledAgent agent, TimeSpan interval, TextWriter log, WaitHandle stop)
{
    private static readonly TimeSpan _longestStart = TimeSpan.FromMinutes(5);
    private readonly BackOff _backOff = new BackOff();
    private string? _lastWords;

    public void Run()
    {
        var sinceStart = Stopwatch.StartNew();
        var due = Jitter.Within(interval < _longestStart ? interval : _longestStart);
        var wait = due;
        while (!stop.WaitOne(wait))
        {
            var isDue = sinceStart.Elapsed >= due;
            if (isDue)
            {
                due = sinceStart.Elapsed + Jitter.Around(interval);
            }

            var pause = Try(isDue);
            var rest = due - sinceStart.Elapsed;
            wait = pause == null || pause.Value > rest ? rest : pause.Value;
            wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
        }
    }

    /// <summary>How long to leave the server alone; null where all is sent.</summary>
    private TimeSpan? Try(bool isDue)
    {
        try
        {
            if (isDue)
            {
                agent.Collect();
            }

            var result = agent.Send();
            if (result.State == SendingState.Done)
            {
                _backOff.Forget();
                Say("Sent.");
                return null;
            }

            if (stop.WaitOne(0))
            {
                // It was interrupted; that says nothing about the server.
                return null;
            }

            Say((result.State == SendingState.Refused ? "The server refuses this agent: " : "The server takes nothing for now: ") + result.Reason);
            return _backOff.Next(result.RetryAfter);
        }
        catch (Exception exception)
        {
            // Whatever fails now may succeed later; an agent that ended would say no more.
            Say(exception.Message);
            return _backOff.Next(null);
        }
    }

    /// <summary>Says a thing once, however often it happens on end.</summary>
    private void Say(string words)
    {
        if (words != _lastWords)
        {
            _lastWords = words;
            log.WriteLine(Rfc3339.Of(HostClock.UtcNow()) + " " + words);
        }
    }
}
