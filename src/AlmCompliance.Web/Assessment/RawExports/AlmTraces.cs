namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>How the ALM's things are called where other programs list them.</summary>
internal static class AlmTraces
{
    public const string Service = "almservice";
    public const string Product = "Automation License Manager";
    public const int DefaultPort = 4410;

    private const string Folder = @"\Siemens\sws\";
    private const string Ours = "AlmCompliance.";

    /// <summary>All of the ALM's programs begin with <c>alm</c>; one under another name is that of its service.</summary>
    public static bool IsProcess(string fileName, string? serviceProgram) =>
        IsNamedSo(fileName) || (serviceProgram is not null && string.Equals(fileName, FileName(serviceProgram), StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a file may be the ALM's own. In doubt it is: an update that looks in force and is not would be worse.</summary>
    public static bool IsFile(string path, string? serviceProgram) =>
        Has(path, Folder) || Has(path, Product) || IsNamedSo(FileName(path))
        || (serviceProgram is not null && serviceProgram.Contains('\\', StringComparison.Ordinal) && Has(path, serviceProgram[..(serviceProgram.LastIndexOf('\\') + 1)]));

    public static bool IsProduct(string displayName) => Has(displayName, Product);

    /// <summary>Whether a version stands in the name: of the ALM itself, and of nothing that only goes with it.</summary>
    public static bool NamesVersion(string displayName) =>
        displayName.TrimStart().StartsWith($"Siemens {Product} V", StringComparison.OrdinalIgnoreCase);

    public static string FileName(string path) => path[(path.LastIndexOf('\\') + 1)..];

    /// <summary>A service's program, without quotes and arguments; null where there is none.</summary>
    public static string? ProgramOf(string? commandLine)
    {
        var path = commandLine?.Trim();
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        if (path[0] == '"')
        {
            var end = path.IndexOf('"', 1);
            return end < 0 ? path[1..] : path[1..end];
        }

        var program = path.IndexOf(".exe", StringComparison.OrdinalIgnoreCase);
        return program < 0 ? path : path[..(program + 4)];
    }

    private static bool IsNamedSo(string fileName) =>
        fileName.StartsWith("alm", StringComparison.OrdinalIgnoreCase) && !fileName.StartsWith(Ours, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
