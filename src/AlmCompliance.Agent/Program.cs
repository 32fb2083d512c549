using System;
using System.Threading;
using AlmCompliance.Agent.Commands;

namespace AlmCompliance.Agent;

/// <summary>The entry: one command, one line of error and exit code 1 where it cannot be done.</summary>
internal static class Program
{
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
                if (arguments.Length > 0 && arguments[0] == ProbeCommand.Name)
                {
                    return ProbeCommand.Run(arguments, Console.Out, stop);
                }

                throw new CommandException("Usage: AlmCompliance.Agent " + ProbeCommand.Usage);
            }
            catch (CommandException exception)
            {
                Console.Error.WriteLine(exception.Message);
                return 1;
            }
        }
    }
}
