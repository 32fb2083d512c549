using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Features.ExpectedHosts;
using AlmCompliance.Web.Tests.Advisories;
using AlmCompliance.Web.Tests.AuditReports;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Access;

/// <summary>Who is bound to a zone learns nothing of another, whatever they ask.</summary>
public sealed class ZoneScopeTests
{
    /// <summary>What only those see who see every zone.</summary>
    private static readonly string[] s_ofTheWholePlant = ["/preview", "/people", "/api-tokens", "/retention", "/audit-entries/head"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task No_read_tells_anything_of_another_zone(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var mine = await server.AgentAsync("ES-MINE", "Paint shop");
        var other = await server.AgentAsync("ES-OTHER", "Body shop");
        var unzoned = await server.AgentAsync("ES-UNZONED");
        foreach (var agent in (TestAgent[])[mine, other, unzoned])
        {
            await agent.AcceptAsync(agent.Report());
        }

        await server.Get<ImportExpectedHosts>().RunAsync(AlmTestServer.Administrator, [new("ES-LISTED", "M. Keller", "Body shop")], Stop);
        var revision = await server.ImportedAsync(await server.ApiTokenAsync(AccessRole.Administrator), CsafText.Document());
        var own = await server.AskAsync(Deciding.Request(server, DecisionKind.Attestation, mine));
        var far = await server.AskAsync(Deciding.Request(server, DecisionKind.Attestation, other, unzoned));
        var token = await server.ApiTokenAsync(AccessRole.Administrator, "Paint shop");
        using var whole = await server.ReporterAsync();
        using var bound = await server.ReporterAsync(AccessRole.SecurityManager, "Paint shop");
        var farReport = (string)(await whole.ReportAsync())["reference"]!;
        var ownReport = (string)(await bound.ReportAsync())["reference"]!;
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager, "Paint shop");
        Guid otherZone;
        await using (var db = server.Db())
        {
            otherZone = (await db.Zones.SingleAsync(z => z.Name == "Body shop", Stop)).Id;
        }

        foreach (var asked in (TestAgent[])[mine, other, unzoned])
        {
            foreach (var path in Reads(server, asked.HostId, revision, asked == mine ? own : far, asked == mine ? ownReport : farReport))
            {
                using var byToken = await server.Client.GetAsync(path, token);
                using var byPerson = await person.GetAsync(path);
                foreach (var answer in (HttpResponseMessage[])[byToken, byPerson])
                {
                    var text = await answer.Content.ReadAsStringAsync(Stop);
                    answer.StatusCode.ShouldBe(
                        s_ofTheWholePlant.Any(p => path.Contains(p, StringComparison.Ordinal)) ? HttpStatusCode.Forbidden
                        : path.Contains("/search?", StringComparison.Ordinal) && !path.Contains("&q=", StringComparison.Ordinal) ? HttpStatusCode.BadRequest
                        : (path.Contains(asked.HostId.ToString(), StringComparison.Ordinal) && asked != mine) || path.Contains(far, StringComparison.Ordinal) || path.Contains(farReport, StringComparison.Ordinal) ? HttpStatusCode.NotFound
                        : HttpStatusCode.OK,
                        path);
                    foreach (var secret in (string[])["ES-OTHER", "ES-UNZONED", "ES-LISTED", "Body shop", other.HostId.ToString(), unzoned.HostId.ToString(), otherZone.ToString()])
                    {
                        text.ShouldNotContain(secret, Case.Insensitive, path);
                    }
                }
            }
        }

        foreach (var zone in (string[])["Body shop", otherZone.ToString(), "-", "no such zone"])
        {
            foreach (var path in (string[])["/api/v1/hosts", "/api/v1/findings", "/api/v1/compliance/summary", "/api/v1/exports/hosts.csv"])
            {
                using var answer = await server.Client.GetAsync($"{path}?zone={Uri.EscapeDataString(zone)}", token);
                await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "zone");
            }
        }
    }

    [Theory, OnBoth]
    public async Task Every_count_is_of_the_own_zone_and_none_says_what_else_there_is(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var mine = await server.AgentAsync("ES-MINE", "Paint shop");
        await mine.AcceptAsync(mine.Report());
        var alone = await CountsAsync(server);
        for (var i = 0; i < 5; i++)
        {
            var other = await server.AgentAsync($"ES-OTHER-{i}", "Body shop");
            await other.AcceptAsync(other.Report());
        }

        (await CountsAsync(server)).ShouldBe(alone);
    }

    private static async Task<string> CountsAsync(AlmTestServer server)
    {
        var token = await server.ApiTokenAsync(AccessRole.Viewer, "Paint shop");
        using var hosts = await server.Client.GetAsync("/api/v1/hosts?status=NonCompliant", token);
        using var findings = await server.Client.GetAsync("/api/v1/findings", token);
        using var summary = await server.Client.GetAsync("/api/v1/compliance/summary", token);
        using var advisories = await server.Client.GetAsync("/api/v1/advisories", token);
        var total = (int)(await hosts.JsonAsync())["total"]!;
        total.ShouldBe(1);
        return string.Join('\n', total, (int)(await findings.JsonAsync())["total"]!, (await summary.JsonAsync()).ToJsonString(), (await advisories.JsonAsync())["items"]!.ToJsonString());
    }

    private static IEnumerable<string> Reads(AlmTestServer server, Guid host, Guid revision, string decision, string report) =>
        ServerEndpoints.All(server, name => name switch { "id" => host.ToString(), "advisory" => "57252401", "revision" => revision.ToString(), "reference" => decision, "report" => report, "file" => $"{report}.json", _ => "v1" })
            .Where(e => e.Method == "GET" && e.Path.StartsWith("/api/v1/", StringComparison.Ordinal) && !e.Route.Contains("{zoneId", StringComparison.Ordinal)

                // A file of the product, which this server does not carry.
                && !e.Route.EndsWith("/agent-builds/{name}", StringComparison.Ordinal)

                // Compared with nothing here.
                && !e.Route.EndsWith("/changes", StringComparison.Ordinal))
            .SelectMany(e => (string[])["", "&pageSize=500", $"&asOf={Uri.EscapeDataString(TestReport.Time(server.Clock.Now))}", "&q=ES"], (e, query) => $"{e.Path}?with={revision}{query}");
}
