namespace AlmCompliance.Browser.Tests;

/// <summary>Where the program under test stands: built beside these tests, in the same configuration.</summary>
internal static class Places
{
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;

    public static string Root { get; } = FindRoot();

    public static string BuiltServer { get; } = Path.Combine(Root, "artifacts", "bin", "AlmCompliance.Web", Configuration, "AlmCompliance.Web.dll");

    public static string WebProject { get; } = Path.Combine(Root, "src", "AlmCompliance.Web");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AlmCompliance.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of the repository.");
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("alm-browser-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
