using System;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Collecting;

/// <summary>The ALM's service: start mode from the registry, state from the process list.</summary>
internal static class ServiceCollector
{
    private const string Key = @"SYSTEM\CurrentControlSet\Services\" + AlmNames.Service;

    /// <summary>The service's program, without quotes and arguments; null where there is none.</summary>
    public static string? Program(IRegistry registry)
    {
        var path = registry.Text(Key, "ImagePath")?.Trim();
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        if (path![0] == '"')
        {
            var end = path.IndexOf('"', 1);
            return end < 0 ? path.Substring(1) : path.Substring(1, end - 1);
        }

        var program = path.IndexOf(".exe", StringComparison.OrdinalIgnoreCase);
        return program < 0 ? path : path.Substring(0, program + 4);
    }

    /// <param name="processes">All that run; null where the list could not be read.</param>
    /// <exception cref="FormatException">The service's key holds what no service has.</exception>
    public static ServiceFacts Collect(IRegistry registry, RunningProcess[]? processes, Problems problems)
    {
        if (!registry.Exists(Key))
        {
            return new ServiceFacts { State = "absent" };
        }

        var facts = new ServiceFacts { StartMode = StartMode(registry.Number(Key, "Start")) };
        var program = Program(registry);
        if (program == null || processes == null)
        {
            problems.Add(Problems.Service, program == null ? "the service names no program" : "whether the service runs is not known without the process list");
            return facts;
        }

        var name = AlmNames.FileName(program);
        facts.State = Array.Exists(processes, p => string.Equals(p.FileName, name, StringComparison.OrdinalIgnoreCase)) ? "running" : "stopped";
        return facts;
    }

    private static string StartMode(int? start)
    {
        switch (start)
        {
            case 0:
            case 1:
            case 2:
                return "automatic";
            case 3:
                return "manual";
            case 4:
                return "disabled";
            default:
                throw new FormatException("the service has no start mode that Windows knows");
        }
    }
}
