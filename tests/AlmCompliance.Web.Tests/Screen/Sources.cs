using System.Runtime.CompilerServices;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>The source files of the screen, found from where this file was compiled.</summary>
internal static class Sources
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", ".."));

    private static readonly string[] s_rooms = ["Components", "Features", "Access"];

    public static IEnumerable<(string Name, string Text)> Screen() =>
        s_rooms
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Root, "src", "AlmCompliance.Web", room), "*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => (Path.GetRelativePath(Root, file), File.ReadAllText(file)));

    public static string Text(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string Here([CallerFilePath] string path = "") => path;
}
