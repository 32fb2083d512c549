using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.Overview;
using AlmCompliance.Web.Features.Zones;
using AlmCompliance.Web.Hosting;
using AlmCompliance.Web.Live;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>From the request to the files, over the real API.</summary>
public sealed class MakingTests
{
    private static readonly string[] s_compliant = ["Compliant"];
    private static readonly string[] s_north = ["North"];
    private static readonly string[] s_northAndNone = ["North", "-"];
    private static readonly string[] s_none = ["-"];
    private static readonly string[] s_south = ["South"];

    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task A_report_says_what_the_host_pages_say_and_its_files_have_their_digests(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var old = await server.AgentAsync("ES-041", "North");
        await old.AcceptAsync(old.Report());
        (await server.AgentAsync("ES-042", "South")).ShouldNotBeNull();
        var reference = await server.DecideAsync(DecisionKind.UpdateDeferral, old);
        using var client = await server.ReporterAsync();

        var report = await client.ReportAsync();

        ((string?)report["state"]).ShouldBe("Done", report.ToJsonString());
        ((string?)report["reference"]).ShouldBe("R-0001");
        ((int)report["hosts"]!).ShouldBe(2);
        foreach (var file in report["files"]!.AsArray())
        {
            var bytes = await client.GetByteArrayAsync((string)file!["href"]!, Stop);
            bytes.LongLength.ShouldBe((long)file["length"]!);
            Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe((string)file["sha256"]!, (string)file["name"]!);
        }

        var json = JsonNode.Parse(await client.FileAsync(report, ".json"))!;
        var host = json["hosts"]!.AsArray().Single(h => (string)h!["name"]! == "ES-041")!;
        var page = (await client.GetFromJsonAsync<JsonNode>($"/api/v1/hosts/{old.HostId}", Stop))!;
        ((string)host["status"]!).ShouldBe((string)page["statuses"]![0]!["status"]!);
        StatusesOf(host).ShouldBe(StatusesOf(page));
        host["findings"]!.AsArray().Select(f => (string)f!["rule"]!).Order().ShouldBe(page["findings"]!.AsArray().Select(f => (string)f!["rule"]!).Order());
        host["decisions"]!.AsArray().Select(d => (string)d!).ShouldBe([reference]);
        ((string)json["hosts"]!.AsArray().Single(h => (string)h!["name"]! == "ES-042")!["status"]!).ShouldBe("Unknown");
        var overview = await server.Get<OverviewQueries>().GetAsync(AlmTestServer.Administrator, Stop);
        ((int)json["figures"]!["noteFindingsOpen"]!, (int)json["figures"]!["noteFindingsOverdue"]!).ShouldBe((overview.FindingsOpen, overview.FindingsOverdue));
        ((int)json["figures"]!["noteOverdueHosts"]!).ShouldBe((await server.Get<ShellFigures>().ReadAsync(AlmTestServer.Administrator, Stop)).Overdue);
        ((int)json["figures"]!["findingsOpen"]!).ShouldBeGreaterThan(overview.FindingsOpen, "other advisories have findings of their own");

        await using var db = server.Db();
        var acts = await db.AuditEntries.Where(e => e.SubjectKind == "audit-report").OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Stop);
        acts.ShouldBe(["report.requested", "report.made"]);
    }

    private static IEnumerable<string> StatusesOf(JsonNode host) => host["statuses"]!.AsArray().Select(s => $"{s!["advisoryId"]} {s["status"]}").Order(StringComparer.Ordinal);

    [Fact]
    public async Task The_past_stays_what_the_server_had_concluded()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync("ES-041", "North");
        await agent.AcceptAsync(agent.Report());
        var then = server.Clock.GetUtcNow();
        server.Clock.Advance(TimeSpan.FromDays(30));
        (await server.AgentAsync("ES-042", "North")).ShouldNotBeNull();
        using var client = await server.ReporterAsync();

        var past = await client.ReportAsync(new { asOf = then });
        var now = await client.ReportAsync();

        ((int)past["hosts"]!).ShouldBe(1, "the other host was not there");
        ((int)now["hosts"]!).ShouldBe(2);
        string StatusOf(byte[] json) => (string)JsonNode.Parse(json)!["hosts"]!.AsArray().Single(h => (string)h!["name"]! == "ES-041")!["status"]!;
        StatusOf(await client.FileAsync(past, ".json")).ShouldBe("NonCompliant");
        StatusOf(await client.FileAsync(now, ".json")).ShouldBe("Unknown", "its evidence is too old today");
        using var pack = new ZipArchive(new MemoryStream(await client.FileAsync(past, ".zip")));
        pack.GetEntry("inputs.jsonl").ShouldBeNull("what the rules were given then is not kept");

        var changes = (await client.GetFromJsonAsync<JsonNode>($"/api/v1/audit-reports/{now["reference"]}/changes?since={past["reference"]}", Stop))!;
        ((int)changes["totals"]!["hosts"]!["New"]!).ShouldBe(1);
        (await client.GetAsync(new Uri($"/api/v1/audit-reports/{past["reference"]}/changes?since={now["reference"]}", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Late_evidence_does_not_make_that_of_the_past_younger()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync("ES-041", "North");
        await agent.AcceptAsync(agent.Report());
        var first = server.Clock.GetUtcNow();
        server.Clock.Advance(TimeSpan.FromDays(3));
        var then = server.Clock.GetUtcNow();
        server.Clock.Advance(TimeSpan.FromDays(1));
        using var client = await server.ReporterAsync();

        var before = JsonNode.Parse(await client.FileAsync(await client.ReportAsync(new { asOf = then }), ".json"))!;
        await agent.AcceptAsync(agent.Report());
        var after = JsonNode.Parse(await client.FileAsync(await client.ReportAsync(new { asOf = then }), ".json"))!;

        var said = DateTimeOffset.Parse((string)before["hosts"]![0]!["evidence"]!["at"]!, CultureInfo.InvariantCulture);
        said.ShouldBeInRange(first.AddSeconds(-1), first);
        after["hosts"]!.ToJsonString().ShouldBe(before["hosts"]!.ToJsonString());
        after["figures"]!.ToJsonString().ShouldBe(before["figures"]!.ToJsonString());
        after["figures"]!["medianEvidence"].ShouldBeNull("when it was confirmed last by then is not kept");
    }

    [Fact]
    public async Task A_filter_finds_in_the_past_what_it_finds_today()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync("ES-041", "North");
        await agent.AcceptAsync(agent.Report());
        var then = server.Clock.GetUtcNow();
        server.Clock.Advance(TimeSpan.FromDays(1));
        await using var db = server.Db();
        var host = await db.Hosts.SingleAsync(Stop);
        var scope = new { kind = "Filter", q = host.SearchKey.Split(' ').First(word => word.Contains('.', StringComparison.Ordinal)) };
        using var client = await server.ReporterAsync();

        ((int)(await client.ReportAsync(new { scope }))["hosts"]!).ShouldBe(1);
        ((int)(await client.ReportAsync(new { scope, asOf = then }))["hosts"]!).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ "asOf": "1999-01-01T00:00:00Z" }""", "asOf")]
    [InlineData("""{ "asOf": "2999-01-01T00:00:00Z" }""", "asOf")]
    [InlineData("""{ "asOf": "yesterday" }""", "asOf")]
    [InlineData("""{ "scope": { "kind": "Site", "site": "Nowhere" } }""", "scope")]
    [InlineData("""{ "scope": { "kind": "Zones", "zones": ["Nowhere"] } }""", "scope")]
    [InlineData("""{ "scope": { "kind": "Zones" } }""", "scope.zones")]
    [InlineData("""{ "scope": { "kind": "Planet" } }""", "scope.kind")]
    [InlineData("""{ "language": "fr" }""", "language")]
    public async Task What_cannot_be_reported_is_refused_by_its_field(string body, string field)
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        (await server.AgentAsync("ES-041", "North")).ShouldNotBeNull();
        using var client = await server.ReporterAsync();

        using var answer = await client.PostAsync("/api/v1/audit-reports", new StringContent(body, null, "application/json"), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["errors"]!.AsObject().Select(e => e.Key).ShouldContain(field);
        await using var db = server.Db();
        (await db.AuditReports.CountAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_scope_without_a_host_is_refused_or_fails_with_a_word_and_leaves_no_file()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        using var client = await server.ReporterAsync();
        using var none = await client.PostAsJsonAsync("/api/v1/audit-reports", new { }, Stop);
        none.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.AgentAsync("ES-041", "North")).ShouldNotBeNull();

        var report = await client.ReportAsync(new { scope = new { kind = "Filter", statuses = s_compliant } });

        ((string?)report["state"]).ShouldBe("Failed");
        ((string?)report["problem"])!.ShouldContain("no host");
        report["files"]!.AsArray().ShouldBeEmpty();
        Directory.Exists(Path.Combine(server.Get<ServerOptions>().DataDirectory, "audit-reports", Guid.Parse((string)report["id"]!).ToString("N"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_sees_one_zone_makes_and_sees_reports_of_that_zone_alone()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var north = await server.AgentAsync("ES-041", "North");
        var south = await server.AgentAsync("ES-042", "South");
        await north.AcceptAsync(north.Report());
        await south.AcceptAsync(south.Report());
        using var whole = await server.ReporterAsync();
        using var bound = await server.ReporterAsync(AccessRole.SecurityManager, "North");
        using var auditor = await server.ReporterAsync(AccessRole.Auditor, "North");
        var all = await whole.ReportAsync();

        var own = await bound.ReportAsync();

        ((int)own["hosts"]!).ShouldBe(1);
        var text = System.Text.Encoding.UTF8.GetString(await bound.FileAsync(own, ".json"));
        text.ShouldContain("ES-041");
        text.ShouldNotContain("ES-042");
        text.ShouldNotContain("South");
        using var pack = new ZipArchive(new MemoryStream(await bound.FileAsync(own, ".zip")));
        pack.GetEntry("trail.jsonl").ShouldBeNull("the trail tells of every zone");
        foreach (var client in (HttpClient[])[bound, auditor])
        {
            (await client.GetFromJsonAsync<JsonNode>("/api/v1/audit-reports", Stop))!["items"]!.AsArray().Select(r => (string)r!["reference"]!).ShouldBe([(string)own["reference"]!]);
            (await client.GetAsync(new Uri($"/api/v1/audit-reports/{all["reference"]}", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await client.GetAsync(new Uri((string)all["files"]![0]!["href"]!, UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await auditor.GetByteArrayAsync((string)own["files"]![0]!["href"]!, Stop)).ShouldNotBeEmpty();
        (await auditor.PostAsJsonAsync("/api/v1/audit-reports", new { }, Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var other = await bound.PostAsJsonAsync("/api/v1/audit-reports", new { scope = new { kind = "Zones", zones = s_south } }, Stop);
        other.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_host_that_moved_since_is_reported_where_it_stood_then()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync("ES-041", "North");
        (await server.AgentAsync("ES-042", "South")).ShouldNotBeNull();
        await agent.AcceptAsync(agent.Report());
        var then = server.Clock.GetUtcNow();
        server.Clock.Advance(TimeSpan.FromHours(1));
        await using var db = server.Db();
        var south = await db.Zones.SingleAsync(z => z.Name == "South", Stop);
        (await server.Get<PlaceHostByHand>().RunAsync(AlmTestServer.Administrator, agent.HostId, south.Id, Stop)).Succeeded.ShouldBeTrue();
        using var client = await server.ReporterAsync();

        var north = await client.ReportAsync(new { scope = new { kind = "Zones", zones = s_north }, asOf = then });
        var today = await client.ReportAsync(new { scope = new { kind = "Zones", zones = s_south } });

        NamesIn(await client.FileAsync(north, ".json")).ShouldBe(["ES-041"]);
        NamesIn(await client.FileAsync(today, ".json")).ShouldBe(["ES-041", "ES-042"]);
    }

    [Fact]
    public async Task Hosts_without_a_zone_are_held_where_they_were_asked_for_and_seen_by_those_alone_who_see_all()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var north = await server.AgentAsync("ES-041", "North");
        var unzoned = await server.AgentAsync("ES-043");
        await north.AcceptAsync(north.Report());
        await unzoned.AcceptAsync(unzoned.Report());
        using var client = await server.ReporterAsync();
        using var bound = await server.ReporterAsync(AccessRole.SecurityManager, "North");

        var both = await client.ReportAsync(new { scope = new { kind = "Zones", zones = s_northAndNone } });
        var none = await client.ReportAsync(new { scope = new { kind = "Zones", zones = s_none } });

        NamesIn(await client.FileAsync(both, ".json")).ShouldBe(["ES-041", "ES-043"]);
        NamesIn(await client.FileAsync(none, ".json")).ShouldBe(["ES-043"]);
        ((int)(await client.GetFromJsonAsync<JsonNode>("/api/v1/audit-reports", Stop))!["total"]!).ShouldBe(2);
        ((int)(await bound.GetFromJsonAsync<JsonNode>("/api/v1/audit-reports", Stop))!["total"]!).ShouldBe(0);
    }

    [Fact]
    public async Task A_pack_holds_the_audit_trail_and_is_not_for_viewers()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        (await server.AgentAsync("ES-041", "North")).ShouldNotBeNull();
        using var client = await server.ReporterAsync();
        using var viewer = await server.ReporterAsync(AccessRole.Viewer);
        var report = await client.ReportAsync();

        var seen = (await viewer.GetFromJsonAsync<JsonNode>("/api/v1/audit-reports/R-0001", Stop))!;

        seen["files"]!.AsArray().Select(f => Path.GetExtension((string)f!["name"]!)).ShouldNotContain(".zip");
        seen["files"]!.AsArray().Count.ShouldBe(report["files"]!.AsArray().Count - 1);
        (await viewer.GetAsync(new Uri("/api/v1/audit-reports/R-0001/files/R-0001-audit-pack.zip", UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static IEnumerable<string> NamesIn(byte[] json) => JsonNode.Parse(json)!["hosts"]!.AsArray().Select(h => (string)h!["name"]!).Order(StringComparer.Ordinal);

    [Fact]
    public async Task A_report_can_be_cancelled_and_its_files_removed_by_a_person()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        (await server.AgentAsync("ES-041", "North")).ShouldNotBeNull();
        using var client = await server.ReporterAsync(AccessRole.Administrator);
        var made = await client.ReportAsync();
        var reference = (string)made["reference"]!;
        using var late = await client.PostAsync($"/api/v1/audit-reports/{reference}/cancel", null, Stop);
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        using var byToken = await client.DeleteAsync($"/api/v1/audit-reports/{reference}", Stop);
        byToken.StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await server.Get<RemoveReport>().RunAsync(AlmTestServer.Administrator, reference, Stop)).ShouldBe(true);

        var removed = (await client.GetFromJsonAsync<JsonNode>($"/api/v1/audit-reports/{reference}", Stop))!;
        ((string?)removed["state"]).ShouldBe("Removed");
        (await client.GetAsync(new Uri((string)made["files"]![0]!["href"]!, UriKind.Relative), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.GetDirectories(Path.Combine(server.Get<ServerOptions>().DataDirectory, "audit-reports")).ShouldBeEmpty();

        // One that waits behind another is stopped before it begins.
        await using var db = server.Db();
        var waiting = new StoredReport { State = ReportState.Waiting, Number = 99, Scope = (await db.AuditReports.AsNoTracking().SingleAsync(Stop)).Scope, ScopeKey = "x", Language = "en", RequestedByKind = "System", RequestedById = "test", RequestedBy = "test" };
        db.AuditReports.Add(waiting);
        await db.SaveChangesAsync(Stop);
        var desk = server.Get<ReportDesk>();
        desk.TryReserve(waiting.Id).ShouldBeTrue();
        using var cancelled = await client.PostAsync("/api/v1/audit-reports/R-0099/cancel", null, Stop);
        cancelled.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        desk.Enqueue(waiting.Id);
        ((string?)(await client.MadeAsync("/api/v1/audit-reports/R-0099"))["state"]).ShouldBe("Cancelled");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_fails_the_report_with_a_word()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        (await server.AgentAsync("ES-041", "North")).ShouldNotBeNull();
        await File.WriteAllTextAsync(Path.Combine(server.Get<ServerOptions>().DataDirectory, "audit-reports"), "in the way", Stop);
        using var client = await server.ReporterAsync();

        var report = await client.ReportAsync();

        ((string?)report["state"]).ShouldBe("Failed");
        ((string?)report["problem"])!.ShouldContain("disk");
        report["files"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_server_left_that_was_ended_is_said_to_have_failed()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await using var db = server.Db();
        db.AuditReports.Add(new StoredReport { State = ReportState.Making, Number = 1, Scope = "{}", ScopeKey = "x", Language = "en", RequestedByKind = "System", RequestedById = "test", RequestedBy = "test" });
        await db.SaveChangesAsync(Stop);
        var left = Directory.CreateDirectory(Path.Combine(server.Get<ServerOptions>().DataDirectory, "audit-reports", "0000.making"));
        using var work = new ReportWork(server.Get<MakeReport>(), new ReportDesk(), server.Get<ReportFolder>(), server.Lane, server.Clock, NullLogger<ReportWork>.Instance);

        await work.StartAsync(Stop);
        while (await db.AuditReports.AsNoTracking().AnyAsync(r => r.State == ReportState.Making, Stop))
        {
            await Task.Delay(20, Stop);
        }

        await work.StopAsync(Stop);
        (await db.AuditReports.AsNoTracking().SingleAsync(Stop)).Error.ShouldBe(nameof(ReportRefusal.Stopped));
        left.Refresh();
        left.Exists.ShouldBeFalse();
    }
}
