using System;
using System.Collections.Generic;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Collecting;

/// <summary>What could not be collected: the server takes nothing good from a collector that is named here.</summary>
internal sealed class Problems
{
    public const string Autsw = "autsw";
    public const string Uninstall = "uninstall";
    public const string Service = "service";
    public const string Processes = "processes";
    public const string Listeners = "listeners";
    public const string Firewall = "firewall";
    public const string Restart = "restart";
    public const string Browser = "browser";
    public const string Probes = "probes";

    private const int Most = 64;
    private readonly List<CollectorProblem> _all = new List<CollectorProblem>();

    public void Add(string collector, string message)
    {
        // Each collector that failed is named, however many problems another one has.
        if (_all.Count < Most || !Any(collector))
        {
            _all.Add(new CollectorProblem { Collector = collector, Message = BoundedText.Of(message, 500) });
        }
    }

    public bool Any(string collector)
    {
        return _all.Exists(p => p.Collector == collector);
    }

    /// <summary>Does a part of a collector's work; what goes wrong in it is that collector's problem, and the rest goes on.</summary>
    public void Guard(string collector, Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception)
        {
            Add(collector, exception.GetType().Name + ": " + exception.Message);
        }
    }

    public CollectorProblem[]? ToArray()
    {
        return _all.Count == 0 ? null : _all.ToArray();
    }
}
