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

        foreach (var process in processes)
        {
            if (IsOne(process))
            {
                return process;
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
