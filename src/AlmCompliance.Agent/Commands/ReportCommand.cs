using System.IO;
using System.Threading;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Agent.Running;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Agent.State;

namespace AlmCompliance.Agent.Commands;

/// <summary><c>report</c>: collects and sends once, as the task scheduler has it done. What cannot be sent waits for the next time.</summary>
internal static class ReportCommand
{
    public const string Name = "report";
    public const string Usage = "report [--state DIR]";

    public static int Run(string[] arguments, HostSources sources, TextWriter log, WaitHandle stop)
    {
        var state = StateFolder.Open(new Arguments(arguments, Usage, ["--state"], []).Value("--state"));
        var agent = new InstalledAgent(state, sources, HostClock.UtcNow, log, stop);
        agent.Collect();
        var result = agent.Send();
        return result.State == SendingState.Done ? 0 : throw new CommandException("The report waits: " + result.Reason);
    }
}
