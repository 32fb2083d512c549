using NetArchTest.Rules;

namespace AlmCompliance.Web.Tests.Architecture;

/// <summary>Who may reference whom.</summary>
public sealed class ReferenceTests
{
    private const string P = "AlmCompliance.";

    /// <summary>The table of the house: every project of the product, and all that it may reference.</summary>
    private static readonly Dictionary<string, string[]> _mayReference = new(StringComparer.Ordinal)
    {
        [P + "Domain"] = [],
        [P + "Contracts"] = [],
        [P + "Data"] = [P + "Domain"],
        [P + "Migrations.Sqlite"] = [P + "Data", P + "Domain"],
        [P + "Migrations.Postgres"] = [P + "Data", P + "Domain"],
        [P + "Agent"] = [P + "Contracts"],
        [P + "Simulator"] = [P + "Contracts"],
        [P + "Web"] = [P + "Domain", P + "Contracts", P + "Data", P + "Simulator", P + "Migrations.Sqlite", P + "Migrations.Postgres"],
    };

    /// <summary>Projects that keep few packages, and which.</summary>
    private static readonly Dictionary<string, string[]> _mayUse = new(StringComparer.Ordinal)
    {
        [P + "Domain"] = [],
        [P + "Contracts"] = ["Microsoft.NETFramework.ReferenceAssemblies.net40"],
        [P + "Agent"] = ["Microsoft.NETFramework.ReferenceAssemblies.net40"],
        [P + "Data"] = ["Microsoft.EntityFrameworkCore.Relational", "Microsoft.AspNetCore.Identity.EntityFrameworkCore", "Microsoft.AspNetCore.DataProtection.EntityFrameworkCore"],
        [P + "Migrations.Sqlite"] = ["Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.EntityFrameworkCore.Design"],
        [P + "Migrations.Postgres"] = ["Npgsql.EntityFrameworkCore.PostgreSQL", "Microsoft.EntityFrameworkCore.Design"],
    };

    /// <summary>Later ones may use earlier ones, never the other way.</summary>
    private static readonly string[] _rooms = ["Inventory", "Advisories", "Segmentation", "Decisions", "Rules", "Compliance"];

    private static readonly string[] _providers = ["Npgsql", "Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore.Sqlite", "SQLitePCL", P + "Migrations"];

    [Fact]
    public void Each_project_references_what_the_table_allows_and_no_more()
    {
        foreach (var project in Repository.Projects.Where(p => !p.Folder.Contains("/tests/", StringComparison.Ordinal)))
        {
            _mayReference.ShouldContainKey(project.Name, "a new project needs a line in the table");
            project.References.Except(_mayReference[project.Name]).ShouldBeEmpty(project.Name);
            if (_mayUse.TryGetValue(project.Name, out var packages))
            {
                project.Packages.Except(packages).ShouldBeEmpty(project.Name);
            }
        }
    }

    [Fact]
    public void Each_assembly_references_what_the_table_allows_and_no_more()
    {
        foreach (var assembly in Repository.Assemblies)
        {
            var name = assembly.GetName().Name!;
            var references = assembly.GetReferencedAssemblies().Select(r => r.Name!).ToList();
            references.Where(r => r.StartsWith(P, StringComparison.Ordinal)).Except(_mayReference[name]).ShouldBeEmpty(name);
            if (_mayUse.TryGetValue(name, out var packages) && packages.Length == 0)
            {
                references.ShouldAllBe(r => r.StartsWith("System.", StringComparison.Ordinal) || r.StartsWith(P, StringComparison.Ordinal), name);
            }
        }
    }

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root.FullName, "AlmCompliance.sln"));

        Repository.Projects.Where(p => !solution.Contains($"\\{p.Name}.csproj\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Each_room_of_the_domain_uses_only_the_rooms_before_it()
    {
        var domain = typeof(Domain.Advisories.Advisory).Assembly;
        for (var i = 0; i < _rooms.Length; i++)
        {
            var later = _rooms[(i + 1)..].Select(r => $"{P}Domain.{r}").ToArray();
            if (later.Length > 0)
            {
                Types.InAssembly(domain).That().ResideInNamespace($"{P}Domain.{_rooms[i]}").ShouldNot().HaveDependencyOnAny(later).GetResult().FailingTypeNames.ShouldBeNull(_rooms[i]);
            }
        }

        domain.GetTypes().Where(t => t.Namespace?.StartsWith(P, StringComparison.Ordinal) == true)
            .ShouldAllBe(t => _rooms.Any(r => t.Namespace == $"{P}Domain.{r}"), "a new room needs its place in the order");
    }

    [Fact]
    public void Features_do_not_know_each_other()
    {
        var features = FeatureNames();
        features.Count.ShouldBeGreaterThan(5);
        foreach (var feature in features)
        {
            var others = features.Where(f => f != feature).Select(f => $"{P}Web.Features.{f}").ToArray();
            Types.InAssembly(typeof(Web.Hosting.AlmServer).Assembly).That().ResideInNamespace($"{P}Web.Features.{feature}")
                .ShouldNot().HaveDependencyOnAny(others).GetResult().FailingTypeNames.ShouldBeNull(feature);
        }
    }

    [Fact]
    public void What_features_share_does_not_know_them()
    {
        foreach (var room in (string[])["Access", "Assessment", "Assurance", "Components", "Live", "Resources"])
        {
            Types.InAssembly(typeof(Web.Hosting.AlmServer).Assembly).That().ResideInNamespace($"{P}Web.{room}")
                .ShouldNot().HaveDependencyOn($"{P}Web.Features").GetResult().FailingTypeNames.ShouldBeNull(room);
        }
    }

    [Fact]
    public void Only_hosting_names_a_database_provider()
    {
        Types.InAssembly(typeof(Web.Hosting.AlmServer).Assembly).That().DoNotResideInNamespace($"{P}Web.Hosting")
            // Its SQLite file is a form in which a report is kept, whatever database the plant has.
            .And().DoNotResideInNamespace($"{P}Web.Features.AuditReports.Frozen")
            .ShouldNot().HaveDependencyOnAny(_providers).GetResult().FailingTypeNames.ShouldBeNull();
        Types.InAssembly(typeof(Data.AlmDbContext).Assembly).ShouldNot().HaveDependencyOnAny(_providers).GetResult().FailingTypeNames.ShouldBeNull();
        typeof(Migrations.Sqlite.SqliteDatabase).Assembly.GetReferencedAssemblies().ShouldNotContain(r => r.Name!.Contains("Npgsql", StringComparison.Ordinal));
        typeof(Migrations.Postgres.PostgresDatabase).Assembly.GetReferencedAssemblies().ShouldNotContain(r => r.Name!.Contains("Sqlite", StringComparison.Ordinal));
    }

    /// <summary>Without this, a search that finds nothing at all would hold every rule above.</summary>
    [Fact]
    public void The_search_sees_into_the_bodies_of_asynchronous_methods()
    {
        var web = typeof(Web.Hosting.AlmServer).Assembly;

        string[] Using(string dependency) => [.. Types.InAssembly(web).That().HaveDependencyOn(dependency).GetTypes().Select(t => t.Name)];

        Using($"{P}Web.Assessment.JsonBody").ShouldContain("EnrollmentEndpoints");
        Using($"{P}Web.Features.Agents").ShouldContain("FeatureHosting");
        Using($"{P}Migrations").ShouldContain("DatabaseHosting");
        Types.InAssembly(typeof(Domain.Advisories.Advisory).Assembly).That().HaveDependencyOn($"{P}Domain.Rules").GetTypes().ShouldContain(t => t.Name == "HostAssessor");
    }

    private static List<string> FeatureNames() =>
        [.. new DirectoryInfo(Path.Combine(Repository.Root.FullName, "src", "AlmCompliance.Web", "Features")).GetDirectories().Select(d => d.Name)];
}
