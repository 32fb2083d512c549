using System.IO;
using System.Threading;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Agent.Running;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Agent.Signing;
using AlmCompliance.Agent.State;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Commands;

/// <summary><c>collect</c>: a signed inventory file for a USB stick or a data diode; nothing needs to come back.</summary>
internal static class CollectCommand
{
    public const string Name = "collect";
    public const string Usage = "collect --out FILE [--state DIR]";

    public static int Run(string[] arguments, HostSources sources, TextWriter log, WaitHandle stop)
    {
        var options = new Arguments(arguments, Usage, ["--out", "--state"], []);
        var file = Path.GetFullPath(options.Required("--out"));
        var state = StateFolder.Open(options.Value("--state"));
        using (var key = SigningKey.Load(state))
        {
            var report = new InstalledAgent(state, sources, HostClock.UtcNow, log, stop).Inventory();
            var hostId = AgentSettings.Load(state).HostId ?? InventoryFile.MachinePrefix + report.Host!.MachineId;
            var signed = SignedFiles.Inventory(key, hostId, SequenceFile.Next(state), ReportText.Sent(report, HostClock.UtcNow()));
            Files.Replace(file, JsonText.Of(signed), null);
        }

        return 0;
    }
}
