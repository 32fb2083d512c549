using System.Text;
using System.Text.Json;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering;
using NJsonSchema;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>The validator of these tests knows the word of older drafts for definitions; the published schema has that of 2020-12.</summary>
public sealed class JsonReportTests : IDisposable
{
    private readonly ReportFiles _files = new();

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(1, true, true)]
    [InlineData(400, true, true)]
    [InlineData(400, false, true)]
    [InlineData(40, true, false)]
    public async Task It_is_what_the_published_schema_says(int hosts, bool present, bool list)
    {
        var schema = await JsonSchema.FromJsonAsync(Schema().Replace("$defs", "definitions", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var json = Encoding.UTF8.GetString(ReportFiles.Written(new JsonReport(), _files.Freeze(new SyntheticReport { Hosts = hosts, IsPresent = present, HasList = list })));

        schema.Validate(json).Select(e => e.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"status\":\"", "\"status\":\"Fine\",\"was\":\"")]
    [InlineData("\"openedAt\":", "\"opened\":")]
    [InlineData("\"words\":[", "\"words\":[1,")]
    [InlineData("\"enrolled\":true", "\"enrolled\":\"yes\"")]
    [InlineData("\"asOf\":\"2", "\"asOf\":\"on 2")]
    public async Task The_schema_finds_what_is_wrong(string right, string wrong)
    {
        var schema = await JsonSchema.FromJsonAsync(Schema().Replace("$defs", "definitions", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var json = Encoding.UTF8.GetString(ReportFiles.Written(new JsonReport(), _files.Freeze(new SyntheticReport())));
        var place = json.IndexOf(right, StringComparison.Ordinal);
        place.ShouldBePositive();

        schema.Validate(json.Remove(place, right.Length).Insert(place, wrong)).ShouldNotBeEmpty();
    }

    [Fact]
    public void The_schema_names_every_member_that_a_host_can_have_a_word_of()
    {
        using var schema = JsonDocument.Parse(Schema());
        var kinds = schema.RootElement.GetProperty("$defs");

        Names(kinds.GetProperty("status")).ShouldBe(Enum.GetNames<ComplianceStatus>());
        Names(kinds.GetProperty("rule")).ShouldBe(Enum.GetNames<RuleId>());
        Names(kinds.GetProperty("measureName")).ShouldBe(Enum.GetNames<ProtectiveMeasure>());
        Names(Member(kinds, "hostStatus", "reason")).ShouldBe(Enum.GetNames<StatusReason>());
        Names(Member(kinds, "finding", "reason")).ShouldBe(Enum.GetNames<FindingReason>());
        Names(Member(kinds, "measure", "state")).ShouldBe(Enum.GetNames<MeasureState>());
        Names(Member(kinds, "measure", "basis")).ShouldBe(Enum.GetNames<MeasureBasis>());
        Names(Member(kinds, "decision", "kind")).ShouldBe(Enum.GetNames<DecisionKind>());
        Names(Member(kinds, "decision", "state")).ShouldBe(Enum.GetNames<DecisionState>());
        Names(Member(Member(kinds, "host", "version").GetProperty("properties"), "source")).ShouldBe(Enum.GetNames<VersionSource>());
        Names(Member(Member(kinds, "host", "evidence").GetProperty("properties"), "origin")).ShouldBe(Enum.GetNames<EvidenceOrigin>());
        Names(Member(Member(kinds, "host", "remoteAccess").GetProperty("properties"), "state")).ShouldBe(Enum.GetNames<RemoteAccessState>());
        Names(Member(Member(kinds, "host", "remoteAccess").GetProperty("properties"), "basis")).ShouldBe(Enum.GetNames<RemoteAccessBasis>());
        Names(schema.RootElement.GetProperty("properties").GetProperty("scope").GetProperty("properties").GetProperty("kind")).ShouldBe(Enum.GetNames<ReportScopeKind>());
    }

    [Fact]
    public void It_holds_every_host_as_its_rows_do_and_is_the_same_twice()
    {
        var report = _files.Freeze(new SyntheticReport { Hosts = 400 });

        var bytes = ReportFiles.Written(new JsonReport(), report);

        ReportFiles.Written(new JsonReport(), report).ShouldBe(bytes);
        using var json = JsonDocument.Parse(bytes);
        var hosts = json.RootElement.GetProperty("hosts").EnumerateArray().ToList();
        hosts.Select(h => h.GetProperty("name").GetString()).ShouldBe(report.Hosts().Select(h => h.Name), ignoreOrder: true);
        hosts.Sum(h => h.GetProperty("findings").GetArrayLength()).ShouldBe(report.Findings().Count());
        hosts.Sum(h => h.GetProperty("measures").GetArrayLength()).ShouldBe(report.Measures().Count());
        json.RootElement.GetProperty("decisions").GetArrayLength().ShouldBe(report.Decisions().Count());
        var counted = hosts.Where(h => h.GetProperty("expected").GetBoolean()).GroupBy(h => h.GetProperty("status").GetString()!).ToDictionary(g => g.Key, g => g.Count());
        json.RootElement.GetProperty("figures").GetProperty("byStatus").EnumerateObject().Where(s => s.Value.GetInt32() > 0).ToDictionary(s => s.Name, s => s.Value.GetInt32())
            .ShouldBe(counted, ignoreOrder: true);
    }

    [Theory]
    [InlineData(ComplianceStatus.NotApplicable, "DoesNotApply")]
    [InlineData(ComplianceStatus.Unknown, "Unknown")]
    [InlineData(ComplianceStatus.Waived, "Applies")]
    public void A_host_says_apart_from_its_status_whether_the_advisory_applies(ComplianceStatus status, string said)
    {
        var row = new ReportStatusRow("57252401", status, StatusReason.Unknown, [], null, null, ComplianceStatus.Unknown);

        using var json = JsonDocument.Parse(HostJsonWriter.Write(SyntheticHosts.Host(0, 0), [row], [], []));

        json.RootElement.GetProperty("statuses")[0].GetProperty("applicability").GetString().ShouldBe(said);
    }

    [Theory]
    [InlineData("\u0000\u0007\u001b\"\\</script>")]
    [InlineData("操作员\u202E")]
    public void Hostile_text_comes_through(string text) => NameOf(text).ShouldBe(text);

    [Fact]
    public void Half_a_character_is_none() => NameOf("\uD800half").ShouldBe("\uFFFDhalf");

    public void Dispose() => _files.Dispose();

    private static string? NameOf(string text)
    {
        using var json = JsonDocument.Parse(HostJsonWriter.Write(SyntheticHosts.Host(0, 0) with { Name = text }, [], [], []));
        return json.RootElement.GetProperty("name").GetString();
    }

    private static string Schema()
    {
        using var reader = new StreamReader(JsonReport.Schema());
        return reader.ReadToEnd();
    }

    private static JsonElement Member(JsonElement kinds, string kind, string member) => Member(kinds.GetProperty(kind).GetProperty("properties"), member);

    private static JsonElement Member(JsonElement members, string member) => members.GetProperty(member);

    private static IEnumerable<string?> Names(JsonElement kind) => kind.GetProperty("enum").EnumerateArray().Select(n => n.GetString());
}
