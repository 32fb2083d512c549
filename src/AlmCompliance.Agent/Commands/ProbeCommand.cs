using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using AlmCompliance.Agent.Probing;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Commands;

/// <summary>
/// <c>probe</c>: tries the named targets as a report would, with the same caps, and prints what a report would say of them.
/// For the person who wants to see what a boundary lets through before the server asks.
/// </summary>
internal static class ProbeCommand
{
    public const string Name = "probe";
    public const string Usage = "probe --state DIR ADDRESS PORT [ADDRESS PORT ...]";

    public static int Run(string[] arguments, TextWriter output, WaitHandle stop)
    {
        if (arguments.Length < 5 || arguments[1] != "--state" || arguments.Length % 2 == 0)
        {
            throw new CommandException("Usage: AlmCompliance.Agent " + Usage);
        }

        var targets = new List<ProbeTarget>();
        for (var i = 3; i < arguments.Length; i += 2)
        {
            int port;
            if (!int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out port))
            {
                throw new CommandException("This is no port: " + arguments[i + 1]);
            }

            targets.Add(new ProbeTarget { Address = arguments[i], Port = port });
        }

        output.WriteLine(JsonText.Of(Probe(arguments[2], targets, stop)));
        return 0;
    }

    private static ProbeResult[] Probe(string state, List<ProbeTarget> targets, WaitHandle stop)
    {
        try
        {
            Directory.CreateDirectory(state);
            return new ProbeRound(new ProbeLedger(Path.Combine(state, "probes")), HostClock.UtcNow, stop).Run(targets);
        }
        catch (Exception exception) when (exception is IOException || exception is UnauthorizedAccessException || exception is FormatException)
        {
            throw new CommandException(exception.Message, exception);
        }
    }
}
