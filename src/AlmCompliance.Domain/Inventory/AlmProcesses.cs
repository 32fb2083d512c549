namespace AlmCompliance.Domain.Inventory;

/// <summary>Tells the ALM's processes from others: all of their file names start with <c>alm</c>.</summary>
internal static class AlmProcesses
{
    public static string? FirstIn(IReadOnlyList<string>? processes)
    {
        if (processes is null)
        {
            return null;
        }

        for (var i = 0; i < processes.Count; i++)
        {
            if (IsOne(processes[i]))
            {
                return processes[i];
            }
        }

        return null;
    }

    private static bool IsOne(string process)
    {
        var path = process.AsSpan().Trim();
        return path[(path.LastIndexOfAny('\\', '/') + 1)..].StartsWith("alm", StringComparison.OrdinalIgnoreCase);
    }
}
