using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.ExpectedHosts;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>Taking a line off the plant's own list changes what is said from then on, and nothing that was said before.</summary>
public sealed class DelistedTests
{
    private static readonly string[] s_north = ["North"];

    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task The_past_counts_lines_that_were_taken_off_the_list_since(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.ReportingAsync("ES-041", "North", version: "V6.2");
        await server.ReportingAsync("ES-042", "North");
        await server.Get<ImportExpectedHosts>().RunAsync(
            AlmTestServer.Administrator, [new("ES-041", "J. Brandt", "North"), new("ES-042", "J. Brandt", "North"), new("ES-043", "M. Keller", "North")], Stop);
        var then = server.Clock.Now;
        server.Clock.Advance(TimeSpan.FromHours(1));
        using var client = await server.ReporterAsync();
        var (figures, names) = await SaidAsync(client, then);
        names.ShouldBe(["ES-041", "ES-042", "ES-043"]);
        ((int)figures["expected"]!, (int)figures["neverEnrolled"]!, (int)figures["unlisted"]!).ShouldBe((3, 1, 0));
        var summary = await SummaryAsync(server, then);
        summary.NeverEnrolled.ShouldBe(1);

        await RemoveAsync(server, "ES-042", "ES-043");
        var gone = server.Clock.Now;
        server.Clock.Advance(TimeSpan.FromHours(1));
        await AddAsync(server, "ES-043");
        var again = server.Clock.Now;
        server.Clock.Advance(TimeSpan.FromHours(1));
        await RemoveAsync(server, "ES-041", "ES-043");
        server.Clock.Advance(TimeSpan.FromHours(1));

        // Then all three, then one, then the one that was listed anew, and today none.
        (await SaidAsync(client, then)).Figures.ToJsonString().ShouldBe(figures.ToJsonString());
        (await SaidAsync(client, then)).Names.ShouldBe(names);
        (await SummaryAsync(server, then)).ByStatus.ShouldBe(summary.ByStatus);
        var (between, _) = await SaidAsync(client, gone);
        ((int)between["expected"]!, (int)between["neverEnrolled"]!, (int)between["unlisted"]!).ShouldBe((1, 0, 1));
        var (relisted, _) = await SaidAsync(client, again);
        ((int)relisted["expected"]!, (int)relisted["neverEnrolled"]!, (int)relisted["unlisted"]!).ShouldBe((2, 1, 1));
        var (now, today) = await SaidAsync(client, null);
        now["expected"].ShouldBeNull();
        today.ShouldBe(["ES-041", "ES-042"]);
        (await SummaryAsync(server, null)).NeverEnrolled.ShouldBe(0);
        await using var db = server.Db();
        (await db.DelistedHosts.CountAsync(d => d.Name == "ES-043", Stop)).ShouldBe(2);
    }

    [Fact]
    public async Task A_line_that_was_given_another_name_is_in_the_past_by_the_former_one()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await server.ReportingAsync("ES-041", "North", version: "V6.2");
        var line = (await server.Get<EditExpectedHost>().RunAsync(AlmTestServer.Administrator, null, new("ES-040", "J. Brandt", "North"), Stop)).Id!.Value;
        var then = server.Clock.Now;
        server.Clock.Advance(TimeSpan.FromHours(1));
        using var client = await server.ReporterAsync();
        var before = await SaidAsync(client, then);

        (await server.Get<EditExpectedHost>().RunAsync(AlmTestServer.Administrator, line, new("ES-041", "J. Brandt", "North"), Stop)).Id.ShouldBe(line);

        var after = await SaidAsync(client, then);
        after.Figures.ToJsonString().ShouldBe(before.Figures.ToJsonString());
        after.Names.ShouldBe(["ES-040", "ES-041"]);
        var (now, names) = await SaidAsync(client, null);
        ((int)now["expected"]!, (int)now["neverEnrolled"]!, (int)now["unlisted"]!).ShouldBe((1, 0, 0));
        names.ShouldBe(["ES-041"]);
    }

    [Fact]
    public async Task Who_sees_one_zone_finds_the_delisted_lines_of_that_zone_alone()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await server.ReportingAsync("ES-041", "North");
        await server.ReportingAsync("ES-051", "South");
        await server.Get<ImportExpectedHosts>().RunAsync(AlmTestServer.Administrator, [new("ES-042", "J. Brandt", "North"), new("ES-052", "J. Brandt", "South"), new("ES-062", "J. Brandt", null)], Stop);
        var then = server.Clock.Now;
        server.Clock.Advance(TimeSpan.FromHours(1));
        await RemoveAsync(server, "ES-042", "ES-052", "ES-062");
        using var all = await server.ReporterAsync();
        using var bound = await server.ReporterAsync(AccessRole.SecurityManager, "North");

        (await SaidAsync(bound, then)).Names.ShouldBe(["ES-041", "ES-042"]);
        (await SaidAsync(all, then, s_north)).Names.ShouldBe(["ES-041", "ES-042"]);
        (await SaidAsync(all, then)).Names.ShouldBe(["ES-041", "ES-042", "ES-051", "ES-052", "ES-062"]);
    }

    private static async Task<(JsonNode Figures, IReadOnlyList<string> Names)> SaidAsync(HttpClient client, DateTimeOffset? asOf, string[]? zones = null)
    {
        var report = await client.ReportAsync(new { scope = zones is null ? null : new { kind = "Zones", zones }, asOf });
        ((string?)report["state"]).ShouldBe("Done", report.ToJsonString());
        var json = JsonNode.Parse(await client.FileAsync(report, ".json"))!;
        return (json["figures"]!, [.. json["hosts"]!.AsArray().Select(h => (string)h!["name"]!).Order(StringComparer.Ordinal)]);
    }

    private static Task<ComplianceSummary> SummaryAsync(AlmTestServer server, DateTimeOffset? asOf) =>
        server.Get<ComplianceQueries>().SummaryAsync(Deciding.Person("V. Reader", AccessRole.Viewer), ProductNote57252401.Id.Value, asOf, [], Stop);

    private static async Task AddAsync(AlmTestServer server, string name) =>
        (await server.Get<EditExpectedHost>().RunAsync(AlmTestServer.Administrator, null, new(name, "M. Keller", "North"), Stop)).Id.ShouldNotBeNull();

    private static async Task RemoveAsync(AlmTestServer server, params string[] names)
    {
        await using var db = server.Db();
        foreach (var name in names)
        {
            var line = await db.ExpectedHosts.Where(e => e.Name == name).Select(e => e.Id).SingleAsync(Stop);
            (await server.Get<RemoveExpectedHost>().RunAsync(AlmTestServer.Administrator, line, Stop)).ShouldBeTrue();
        }
    }
}
