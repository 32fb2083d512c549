using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Sending;

/// <summary>Sends what waits in the spool, oldest first, until it is empty or the server takes no more for now.</summary>
internal sealed class SendReports(Spool spool, ServerConnection server, string agentKey, Func<DateTime> utcNow, TextWriter log, WaitHandle stop)
{
    private const string Path = "/api/v1/inventory-reports";

    /// <summary>What the last answer asks this host to probe.</summary>
    public List<ProbeTarget> ProbeTargets { get; private set; } = new List<ProbeTarget>();

    /// <summary>Whether the last answer asks for a new key.</summary>
    public bool WantsNewKey { get; private set; }

    /// <summary>Whether the server took a report by this key.</summary>
    public bool HasSent { get; private set; }

    /// <summary>Whether the server does not know this key, or no longer.</summary>
    public bool IsKeyUnknown { get; private set; }

    public string AgentKey { get; } = agentKey;

    public SendingResult Run()
    {
        foreach (var file in spool.Waiting())
        {
            if (stop.WaitOne(0))
            {
                return new SendingResult(SendingState.Later, "stopped", null);
            }

            var report = ReportText.SentNow(Spool.Read(file), utcNow());
            if (report == null)
            {
                log.WriteLine("A report is dropped: the clock was set back since it was collected, or its file is damaged.");
                Spool.Remove(file);
                continue;
            }

            var result = Send(report);
            if (result.State == SendingState.Later || result.State == SendingState.Refused)
            {
                return result;
            }

            if (result.State == SendingState.Dropped)
            {
                log.WriteLine("The server does not take a report, and it is dropped: " + result.Reason);
            }

            Spool.Remove(file);
        }

        return new SendingResult(SendingState.Done, "", null);
    }

    private SendingResult Send(string report)
    {
        ServerAnswer answer;
        try
        {
            answer = server.Post(Path, report, AgentKey);
        }
        catch (ServerAwayException exception)
        {
            return new SendingResult(SendingState.Later, exception.Message, null);
        }

        if (answer.Status == 202)
        {
            HasSent = true;
            WantsNewKey = answer.IsTrue("rotateKey");
            ProbeTargets = answer.ProbeTargets();
            return new SendingResult(SendingState.Done, "", null);
        }

        IsKeyUnknown = answer.Status == 401;

        // 400 and 413 speak of this one report; 401, 403 and 409 of the agent; what else a proxy may say passes.
        return answer.Status == 400 || answer.Status == 413 ? new SendingResult(SendingState.Dropped, answer.Words, null)
            : answer.Status == 401 || answer.Status == 403 || answer.Status == 409 ? new SendingResult(SendingState.Refused, answer.Words, null)
            : new SendingResult(SendingState.Later, answer.Words, answer.RetryAfter);
    }
}

internal enum SendingState
{
    Done,

    /// <summary>The server is away or busy.</summary>
    Later,

    /// <summary>The server does not take this report, however often.</summary>
    Dropped,

    /// <summary>The server does not know this agent, or no longer.</summary>
    Refused,
}

internal sealed class SendingResult(SendingState state, string reason, TimeSpan? retryAfter)
{
    public SendingState State { get; } = state;

    public string Reason { get; } = reason;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
