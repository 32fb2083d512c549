using System.Text.RegularExpressions;

namespace AlmCompliance.Web.Tests.Architecture;

/// <summary>What stands where, and what it is called.</summary>
public sealed partial class HouseTests
{
    private static readonly string[] _topLevel =
    [
        "src", "tests", "migrations", "wwwroot", "docker-compose.yml", "AlmCompliance.sln", "README.md",
        "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", ".gitignore", ".config", ".ci", "LICENSE", ".dockerignore", "Dockerfile", ".git", "CHANGELOG.md",
    ];

    [Fact]
    public void The_top_level_holds_only_what_was_agreed()
    {
        var ignored = File.ReadAllLines(Path.Combine(Repository.Root.FullName, ".gitignore")).Select(line => line.Trim('/')).ToHashSet(StringComparer.Ordinal);

        Repository.Root.EnumerateFileSystemInfos().Select(i => i.Name).Except(_topLevel).Except(ignored).ShouldBeEmpty();
    }

    [Fact]
    public void Each_project_says_what_lives_there()
    {
        foreach (var project in Repository.Projects)
        {
            var readme = new FileInfo(Path.Combine(project.Folder, "README.md"));
            readme.Exists.ShouldBeTrue(project.Name);
            readme.Length.ShouldBeGreaterThan(50, project.Name);
        }
    }

    [Fact]
    public void No_type_bears_a_name_that_says_nothing()
    {
        var banned = Repository.Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => t.Namespace?.StartsWith("AlmCompliance.", StringComparison.Ordinal) == true && !t.Name.Contains('<', StringComparison.Ordinal))
            .Select(t => t.Name)
            .Where(name => Banned().IsMatch(name));

        banned.ShouldBeEmpty();
    }

    [Fact]
    public void No_file_holds_a_region_or_a_note_of_unfinished_work()
    {
        foreach (var file in Sources())
        {
            var text = File.ReadAllText(file);
            Unfinished().Match(text).Value.ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void No_test_is_skipped()
    {
        foreach (var file in Sources().Where(f => f.Contains("/tests/", StringComparison.Ordinal)))
        {
            Skipped().IsMatch(File.ReadAllText(file)).ShouldBeFalse(file);
        }
    }

    private static IEnumerable<string> Sources() => Repository.Rooms
        .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Repository.Root.FullName, room), "*.*", SearchOption.AllDirectories))
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Common)$|^I?Service$|(Manager|Helper|Util)(Base|Extensions)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Banned();

    [GeneratedRegex("^\\s*#region|\\b[T]ODO\\b|\\bFIXM[E]\\b|\\bHAC[K]\\b|NotImplementedException\\(", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex("\\bSkip\\s*=|Skip(Whe[n]|Unles[s])|Assert\\.Skip", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Skipped();
}
