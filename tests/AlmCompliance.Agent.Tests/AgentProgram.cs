namespace AlmCompliance.Agent.Tests;

/// <summary>The programs as they were built beside these tests.</summary>
internal static class AgentProgram
{
    private static readonly string _built = System.IO.Path.GetFullPath(System.IO.Path.Combine(AppContext.BaseDirectory, "..", ".."));
    private static readonly string _configuration = System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "AlmCompliance.Agent");

    /// <summary>The build for .NET 4.</summary>
    public static string Old { get; } = System.IO.Path.Combine(_built, "AlmCompliance.Agent", _configuration + "_net40", "AlmCompliance.Agent.exe");

    public static string Server { get; } = System.IO.Path.Combine(_built, "AlmCompliance.Web", _configuration, "AlmCompliance.Web");

    public static string Project { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(_built, "..", "..", "src", "AlmCompliance.Agent"));
}
