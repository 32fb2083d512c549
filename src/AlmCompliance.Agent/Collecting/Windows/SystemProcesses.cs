using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace AlmCompliance.Agent.Collecting.Windows;

/// <summary>The process list of this machine. Names need no rights, paths would.</summary>
internal sealed class SystemProcesses : IProcessList
{
    public RunningProcess[] Read()
    {
        var all = new List<RunningProcess>();
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                var name = NameOf(process);
                if (name != null)
                {
                    all.Add(new RunningProcess(process.Id, name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name : name + ".exe"));
                }
            }
        }

        return all.ToArray();
    }

    private static string? NameOf(Process process)
    {
        try
        {
            return process.ProcessName;
        }
        catch (InvalidOperationException)
        {
            // It ended since the list was made.
            return null;
        }
    }
}
