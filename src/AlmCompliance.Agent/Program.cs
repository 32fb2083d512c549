using System;
using System.Threading;
using AlmCompliance.Agent.Commands;
using AlmCompliance.Agent.Running;

namespace AlmCompliance.Agent;

/// <summary>The entry: one command, one line of error and exit code 1 where it cannot be done.</summary>
internal static class Program
{
    private static readonly string[] _usages =
    [
        EnrollCommand.Usage, ReportCommand.Usage, RunCommand.Usage, CollectCommand.Usage, ShowCommand.Usage, ProbeCommand.Usage,
    ];

    public static int Main(string[] arguments)
    {
        using (var stop = new ManualResetEvent(false))
        {
            Console.CancelKeyPress += (_, e) =>
            {
                e.Cancel = true;
                stop.Set();
            };

            try
            {
                return Run(arguments, stop);
            }
            catch (Exception exception)
            {
                // Whatever an odd host makes fail: one line, and no dialog that waits for somebody.
                Console.Error.WriteLine(exception.Message.Replace('\n', ' ').Replace('\r', ' '));
                return 1;
            }
        }
    }

    private static int Run(string[] arguments, WaitHandle stop)
    {
        var host = InstalledAgent.ThisHost();
        switch (arguments.Length == 0 ? "" : arguments[0])
        {
            case EnrollCommand.Name:
                return EnrollCommand.Run(arguments, host, Console.Out, stop);
            case ReportCommand.Name:
                return ReportCommand.Run(arguments, host, Console.Error, stop);
            case RunCommand.Name:
                return RunCommand.Run(arguments, host, Console.Error, stop);
            case CollectCommand.Name:
                return CollectCommand.Run(arguments, host, Console.Error, stop);
            case ShowCommand.Name:
                return ShowCommand.Run(arguments, host, Console.Out, stop);
            case ProbeCommand.Name:
                return ProbeCommand.Run(arguments, Console.Out, stop);
            default:
                throw new CommandException("Usage: AlmCompliance.Agent " + string.Join(" | ", _usages));
        }
    }
}
