using System.Net;
using System.Text.Json;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>What the read API answers, down to names and shapes: programs build on them.</summary>
public sealed class ReadApiTests
{
    [Fact]
    public async Task A_host_answers_with_its_statuses_and_open_findings()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        var host = plant.Host("ES-041", plant.Zone("North"), ComplianceStatus.NonCompliant, (h, row) =>
        {
            row.Measures = [new HostMeasure(ProtectiveMeasure.Port, MeasureState.Unknown, MeasureBasis.BoundaryNotProven, null)];
            (h.VersionText, h.VersionCanonical) = ("05.01.0102", "5.1.1.2");
            (h.RemoteAccess, h.RemoteAccessBasis) = (RemoteAccessState.AssumedOn, RemoteAccessBasis.Default);
        });
        plant.Finding(host, RuleId.ALM0001);
        await plant.SaveAsync();
        await using var api = await ReadApi.StartAsync(plant, Plant.Everyone);

        var one = await JsonAsync(await api.GetAsync($"/hosts/{host.Id}"));

        Names(one).ShouldBe(["id", "name", "zone", "lastContactAt", "evidenceAt", "evidenceOrigin", "evidenceReceivedAt", "version", "remoteAccess", "statuses", "findings", "measures"]);
        one.GetProperty("id").GetGuid().ShouldBe(host.Id);
        one.GetProperty("zone").GetString().ShouldBe("North");
        one.GetProperty("version").GetRawText().ShouldBe("""{"text":"05.01.0102","canonical":"5.1.1.2"}""");
        one.GetProperty("remoteAccess").GetRawText().ShouldBe("""{"state":"AssumedOn","basis":"Default"}""");
        var status = one.GetProperty("statuses")[0];
        Names(status).ShouldBe(["advisoryId", "status", "since", "holdsUntil", "lastKnown"]);
        status.GetProperty("advisoryId").GetString().ShouldBe("57252401");
        status.GetProperty("status").GetString().ShouldBe("NonCompliant");
        status.GetProperty("since").GetDateTimeOffset().ShouldBe(plant.Now.AddDays(-20));
        status.GetProperty("lastKnown").ValueKind.ShouldBe(JsonValueKind.Null);
        var finding = one.GetProperty("findings")[0];
        Names(finding).ShouldBe(["rule", "advisoryId", "openedAt", "dueAt", "message", "remedy", "lastWindow"]);
        finding.GetProperty("rule").GetString().ShouldBe("ALM0001");
        finding.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("V5.1");
        finding.GetProperty("remedy").GetString().ShouldNotBeNull().ShouldContain("V5.1 SP1 Upd3");
        one.GetProperty("measures").GetRawText().ShouldBe("""[{"measure":"Port","advisoryId":"57252401","state":"Unknown","evidence":"BoundaryNotProven"}]""");

        var weaknesses = await JsonAsync(await api.GetAsync($"/hosts/{host.Id}/cves"));
        weaknesses[0].GetRawText().ShouldBe("""{"cve":"CVE-2011-4529","advisoryId":"57252401","applies":"Unknown","hold":"Unknown"}""", "it never reported");
        (await api.GetAsync($"/hosts/{Guid.NewGuid()}/cves")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var list = await JsonAsync(await api.GetAsync("/hosts"));
        Names(list).ShouldBe(["items", "total"]);
        list.GetProperty("items")[0].GetRawText().ShouldBe(one.GetRawText());
        list.GetProperty("total").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task An_expired_status_is_answered_as_unknown_with_the_last_known_one()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        var host = plant.Host("ES-041");
        await plant.SaveAsync();
        await using var api = await ReadApi.StartAsync(plant, Plant.Everyone);
        var before = plant.Now;
        plant.Clock.Advance(TimeSpan.FromDays(8));

        var status = (await JsonAsync(await api.GetAsync($"/hosts/{host.Id}"))).GetProperty("statuses")[0];
        status.GetProperty("status").GetString().ShouldBe("Unknown");
        status.GetProperty("lastKnown").GetString().ShouldBe("Compliant");
        status.GetProperty("holdsUntil").ValueKind.ShouldBe(JsonValueKind.Null);
        (await JsonAsync(await api.GetAsync("/hosts?status=Compliant"))).GetProperty("total").GetInt32().ShouldBe(0);

        var then = await JsonAsync(await api.GetAsync($"/hosts/{host.Id}/compliance?asOf={before:yyyy-MM-ddTHH:mm:ssZ}"));
        then.GetProperty("statuses")[0].GetProperty("status").GetString().ShouldBe("Compliant");
        (await JsonAsync(await api.GetAsync($"/hosts/{host.Id}/compliance"))).GetProperty("statuses")[0].GetProperty("status").GetString().ShouldBe("Unknown");
    }

    [Fact]
    public async Task The_summary_names_every_status_and_rule()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        plant.Finding(plant.Host("ES-041", plant.Zone("North"), ComplianceStatus.NonCompliant), RuleId.ALM0001);
        plant.Host("ES-042");
        await plant.SaveAsync();
        await using var api = await ReadApi.StartAsync(plant, Plant.Everyone);

        var summary = await JsonAsync(await api.GetAsync("/compliance/summary"));

        Names(summary).ShouldBe(["asOf", "advisoryId", "hosts", "byStatus", "byRule", "neverEnrolled"]);
        summary.GetProperty("hosts").GetInt32().ShouldBe(2);
        Names(summary.GetProperty("byStatus")).ShouldBe(Enum.GetNames<ComplianceStatus>(), ignoreOrder: true);
        summary.GetProperty("byStatus").GetProperty("NonCompliant").GetInt32().ShouldBe(1);
        summary.GetProperty("byRule").GetProperty("ALM0001").GetInt32().ShouldBe(1);
        (await JsonAsync(await api.GetAsync("/compliance/summary?zone=north"))).GetProperty("hosts").GetInt32().ShouldBe(1);
        (await JsonAsync(await api.GetAsync("/compliance/summary?asOf=2020-01-01T00:00:00Z"))).GetProperty("hosts").GetInt32().ShouldBe(0);
        var later = await JsonAsync(await api.GetAsync("/compliance/summary?advisory=ssa-388646"));
        later.GetProperty("advisoryId").GetString().ShouldBe("SSA-388646");
        later.GetProperty("byStatus").GetProperty("Unknown").GetInt32().ShouldBe(2, "nobody has judged them against it");
        (await api.GetAsync("/compliance/summary?advisory=SSA-000000")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Findings_and_advisories_are_lists_with_a_total()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        plant.Finding(plant.Host("ES-041"), RuleId.ALM0002, reason: FindingReason.RemoteAccessNotKnown);
        await plant.SaveAsync();
        await using var api = await ReadApi.StartAsync(plant, Plant.Everyone);

        var findings = await JsonAsync(await api.GetAsync("/findings?rule=ALM0001&rule=ALM0002&sort=-due"));
        findings.GetProperty("total").GetInt32().ShouldBe(1);
        Names(findings.GetProperty("items")[0]).ShouldBe(
            ["id", "hostId", "hostName", "zone", "rule", "advisoryId", "openedAt", "closedAt", "dueAt", "lastWindow", "message", "remedy", "owner", "notes"]);

        var note = (await JsonAsync(await api.GetAsync("/advisories"))).GetProperty("items")[0];
        note.GetProperty("id").GetString().ShouldBe("57252401");
        note.GetProperty("fixedIn").GetString().ShouldBe("5.1.1.3");
        note.GetProperty("cves").GetArrayLength().ShouldBe(4);
    }

    [Theory]
    [InlineData("/hosts?status=Green", "status")]
    [InlineData("/hosts?status=2", "status")]
    [InlineData("/hosts?status=Compliant,Green", "status")]
    [InlineData("/hosts?rule=ALM9999", "rule")]
    [InlineData("/hosts?rule=Unknown", "rule")]
    [InlineData("/hosts?zone=Nowhere", "zone")]
    [InlineData("/hosts?sort=colour", "sort")]
    [InlineData("/hosts?sort=name&sort=zone", "sort")]
    [InlineData("/hosts?sort=--name", "sort")]
    [InlineData("/hosts?page=0", "page")]
    [InlineData("/hosts?page=-1", "page")]
    [InlineData("/hosts?page=99999999999", "page")]
    [InlineData("/hosts?pageSize=0", "pageSize")]
    [InlineData("/hosts?pageSize=501", "pageSize")]
    [InlineData("/hosts?pageSize=%C2%B2", "pageSize")]
    [InlineData("/hosts?silent=perhaps", "silent")]
    [InlineData("/exports/hosts.csv?status=Green", "status")]
    [InlineData("/exports/hosts.csv?zone=Nowhere", "zone")]
    [InlineData("/findings?due=never", "due")]
    [InlineData("/findings?state=ajar", "state")]
    [InlineData("/findings?zone=Nowhere", "zone")]
    [InlineData("/compliance/summary?asOf=yesterday", "asOf")]
    [InlineData("/compliance/summary?asOf=2999-01-01T00:00:00Z", "asOf")]
    [InlineData("/compliance/summary?asOf=0001-01-01", "asOf")]
    [InlineData("/compliance/summary?asOf=0001-01-02T00:00:00Z", "asOf")]
    [InlineData("/compliance/summary?zone=Nowhere", "zone")]
    [InlineData("/hosts/0198f2a0-0000-7000-8000-000000000000/compliance?asOf=12:00", "asOf")]
    public async Task A_field_that_cannot_be_read_is_named(string path, string field)
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        await using var api = await ReadApi.StartAsync(plant, Plant.Everyone);

        var answer = await api.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        Names((await JsonAsync(answer)).GetProperty("errors")).ShouldBe([field]);
    }

    [Fact]
    public async Task A_long_search_and_too_many_values_are_refused()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        await using var api = await ReadApi.StartAsync(plant, Plant.Everyone);

        (await api.GetAsync($"/hosts?q={new string('x', 201)}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await api.GetAsync($"/hosts?zone={string.Join(',', Enumerable.Range(0, 400))}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await api.GetAsync("/hosts?q=%00%25_%5C")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_host_that_is_not_there_or_out_of_sight_is_not_found()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        var host = plant.Host("ES-041", plant.Zone("South"));
        var own = plant.Zone("North");
        await plant.SaveAsync();
        await using var api = await ReadApi.StartAsync(plant, Plant.Of(own));

        foreach (var id in new[] { host.Id, Guid.NewGuid() })
        {
            (await api.GetAsync($"/hosts/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await api.GetAsync($"/hosts/{id}/compliance")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }

        (await api.GetAsync("/hosts/ES-041")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_export_is_an_attachment_with_the_hosts_of_the_filter()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        plant.Host("ES-041", status: ComplianceStatus.NonCompliant);
        plant.Host("ES-042");
        await plant.SaveAsync();
        await using var api = await ReadApi.StartAsync(plant, Plant.Everyone);

        var answer = await api.GetAsync("/exports/hosts.csv?status=NonCompliant&sort=-name");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileName.ShouldBe("hosts-2026-11-22.csv");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Plant.Stop);
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        var text = System.Text.Encoding.UTF8.GetString(bytes);
        text.ShouldContain("ES-041");
        text.ShouldNotContain("ES-042");
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(p => p.Name)];

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Plant.Stop)).RootElement;
}
