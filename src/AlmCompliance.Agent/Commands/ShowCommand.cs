using System.IO;
using System.Threading;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Agent.Running;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Agent.State;

namespace AlmCompliance.Agent.Commands;

/// <summary><c>show</c>: what would be sent, for a person to read. Sends nothing and needs no enrolment.</summary>
internal static class ShowCommand
{
    public const string Name = "show";
    public const string Usage = "show [--state DIR] [--json]";

    public static int Run(string[] arguments, HostSources sources, TextWriter output, WaitHandle stop)
    {
        var options = new Arguments(arguments, Usage, ["--state"], ["--json"]);
        var path = options.Value("--state") ?? StateFolder.DefaultPath;
        var report = Directory.Exists(path)
            ? new InstalledAgent(StateFolder.Open(path), sources, HostClock.UtcNow, output, stop).Inventory()
            : new CollectInventory(sources, null, HostClock.UtcNow).Run();
        output.WriteLine(options.Has("--json") ? JsonText.Of(report) : ReadableText.Of(report));
        return 0;
    }
}
