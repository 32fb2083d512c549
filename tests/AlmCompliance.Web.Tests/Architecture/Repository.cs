using System.Reflection;
using System.Xml.Linq;

namespace AlmCompliance.Web.Tests.Architecture;

/// <summary>A project as its file says it.</summary>
internal sealed record Project(string Name, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages);

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    public static DirectoryInfo Root { get; } = FindRoot();

    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;

    /// <summary>Where projects stand.</summary>
    public static IReadOnlyList<string> Rooms { get; } = ["src", "migrations", "tests"];

    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. Rooms
            .SelectMany(room => Root.GetDirectories(room).Single().EnumerateFiles("*.csproj", SearchOption.AllDirectories))
            .Select(Read).OrderBy(p => p.Name, StringComparer.Ordinal),
    ];

    /// <summary>The product's assemblies that the server is made of.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
    [
        typeof(Web.Hosting.AlmServer).Assembly, typeof(Data.AlmDbContext).Assembly, typeof(Domain.Advisories.Advisory).Assembly, typeof(Contracts.InventoryReport).Assembly,
        typeof(Simulator.Plant.PlantOptions).Assembly, typeof(Migrations.Postgres.PostgresDatabase).Assembly, typeof(Migrations.Sqlite.SqliteDatabase).Assembly,
    ];

    private static Project Read(FileInfo file)
    {
        var xml = XDocument.Load(file.FullName);
        string[] Includes(string element) => [.. xml.Descendants(element).Select(e => (string)e.Attribute("Include")!).Order(StringComparer.Ordinal)];
        return new Project(
            Path.GetFileNameWithoutExtension(file.Name),
            file.DirectoryName!,
            [.. Includes("ProjectReference").Select(p => Path.GetFileNameWithoutExtension(p.Replace('\\', '/')))],
            Includes("PackageReference"));
    }

    private static DirectoryInfo FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AlmCompliance.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder;
    }
}
