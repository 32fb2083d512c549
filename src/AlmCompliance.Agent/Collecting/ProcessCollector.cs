using System;
using System.Collections.Generic;

namespace AlmCompliance.Agent.Collecting;

/// <summary>The ALM's running programs.</summary>
internal static class ProcessCollector
{
    private const int Most = 250;

    public static string[] Collect(RunningProcess[] processes, string? serviceProgram)
    {
        var names = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var process in processes)
        {
            if (AlmNames.IsProcess(process.FileName, serviceProgram) && names.Count < Most)
            {
                names.Add(BoundedText.Of(process.FileName, 250));
            }
        }

        var list = new string[names.Count];
        names.CopyTo(list);
        return list;
    }
}
