using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Features.AuditReports.Verifying;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>A host whose stored report cannot be read any more has all its open findings in the report, and the pack still holds.</summary>
public sealed class UnreadableHostTests
{
    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task What_the_server_keeps_open_stands_in_the_report_and_nothing_else_can_be_added_or_left_out(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var host = await server.ReportingAsync("ES-041", "North");
        await server.ReportingAsync("ES-042", "North");
        await using (var db = server.Db())
        {
            await db.Snapshots.Where(s => s.HostId == host.HostId).ExecuteUpdateAsync(s => s.SetProperty(n => n.Content, "["), Stop);
            await db.CompactFacts.Where(f => f.HostId == host.HostId).ExecuteDeleteAsync(Stop);
        }

        server.Clock.Advance(TimeSpan.FromHours(1));
        using var client = await server.ReporterAsync();

        // Whether or not a job has found out about it.
        var unaware = await client.ReportAsync();
        await server.Get<RecomputeCompliance>().FleetAsync(Actor.System("test"), Stop);
        var aware = await client.ReportAsync();

        var listed = (await client.GetFromJsonAsync<JsonNode>("/api/v1/findings?pageSize=200", Stop))!["items"]!.AsArray().Where(f => (string?)f!["hostName"] == "ES-041").ToList();
        listed.Count.ShouldBeGreaterThan(2);
        foreach (var report in (JsonNode[])[unaware, aware])
        {
            var row = JsonNode.Parse(await client.FileAsync(report, ".json"))!["hosts"]!.AsArray().Single(h => (string)h!["name"]! == "ES-041")!;
            ((string?)row["status"]).ShouldBe("Unknown");
            Keys(row["findings"]!.AsArray()).ShouldBe(Keys(listed));
        }

        var pack = await client.FileAsync(aware, ".zip");
        var held = await VerifiedAsync(pack);
        held.Faults.ShouldBeEmpty();
        held.Notes.ShouldContain(n => n.Contains("keeps open for hosts whose stored reports cannot be read", StringComparison.Ordinal));

        // One that follows from the input cannot go; a host that can be read gets none beside.
        foreach (var (name, change) in ((string, Action<JsonArray>)[])
        [
            ("ES-041", findings => findings.Remove(findings.Single(f => (string)f!["rule"]! == "ALM0005" && (string?)f["advisoryId"] is null or "57252401"))),
            ("ES-041", findings => findings.Add(findings[0]!.DeepClone())),
            ("ES-042", findings => findings.Add(Beside(findings[0]!))),
        ])
        {
            var forged = await OpenedPack.Of(pack).With($"{aware["reference"]}.json", text =>
            {
                var json = JsonNode.Parse(text)!;
                change(json["hosts"]!.AsArray().Single(h => (string)h!["name"]! == name)!["findings"]!.AsArray());
                return json.ToJsonString();
            }).SignedAsync(server.Get<SiteSigner>());
            string.Join('\n', (await VerifiedAsync(forged)).Faults).ShouldContain($"host {name} ", customMessage: name);
        }
    }

    private static JsonNode Beside(JsonNode finding)
    {
        var other = finding.DeepClone();
        (other["id"], other["rule"], other["advisoryId"]) = (Guid.NewGuid().ToString(), "ALM0008", null);
        return other;
    }

    private static IEnumerable<string> Keys(IEnumerable<JsonNode?> findings) => findings.Select(f => $"{f!["rule"]} {f["advisoryId"]}").Order(StringComparer.Ordinal);

    private static async Task<VerifiedPack> VerifiedAsync(byte[] pack)
    {
        using var files = new ReportFiles();
        var file = files.NewFile("zip");
        await File.WriteAllBytesAsync(file, pack, Stop);
        return await VerifyReport.CheckAsync(file, new PackWitness(), Stop);
    }
}
