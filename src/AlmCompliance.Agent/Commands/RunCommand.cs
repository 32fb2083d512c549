using System;
using System.Globalization;
using System.IO;
using System.Threading;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Agent.Running;
using AlmCompliance.Agent.State;

namespace AlmCompliance.Agent.Commands;

/// <summary><c>run</c>: reports at an interval until stopped, in the foreground or as a Windows service.</summary>
internal static class RunCommand
{
    public const string Name = "run";
    public const string Usage = "run [--state DIR] [--interval SECONDS] [--service]";

    private const int Hour = 3600;
    private const int LongestInterval = 24 * Hour;

    public static int Run(string[] arguments, HostSources sources, TextWriter log, WaitHandle stop)
    {
        var options = new Arguments(arguments, Usage, ["--state", "--interval"], ["--service"]);
        var interval = Hour;
        var text = options.Value("--interval");
        if (text != null && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out interval) || interval < 1 || interval > LongestInterval))
        {
            throw new CommandException("The interval is 1 to 86400 seconds.");
        }

        var state = StateFolder.Open(options.Value("--state"));
        if (options.Has("--service"))
        {
            WindowsService.Run(asked => Report(state, sources, interval, new LogFile(state), asked));
            return 0;
        }

        return Report(state, sources, interval, log, stop);
    }

    private static int Report(StateFolder state, HostSources sources, int interval, TextWriter log, WaitHandle stop)
    {
        new ReportOnAndOn(new InstalledAgent(state, sources, HostClock.UtcNow, log, stop), TimeSpan.FromSeconds(interval), log, stop).Run();
        return 0;
    }
}
