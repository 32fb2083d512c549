using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Web.Features.AuditReports.Packing;
using AlmCompliance.Web.Features.AuditReports.Verifying;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>Packs whose figures, digests and signatures all fit, made by somebody who has the site's own key: what they leave out or invent is found.</summary>
public sealed class ForgedPackTests(PackedPlant plant) : IClassFixture<PackedPlant>
{
    private const string Report = "R-0001.json";

    [Fact]
    public async Task A_line_that_never_enrolled_is_unknown_and_nothing_else()
    {
        foreach (var change in (Action<JsonNode>[])
        [
            l => l["status"] = "Compliant", l => l["expected"] = false, l => l["version"]!["canonical"] = "6.2.0.0", l => l["evidence"]!["at"] = "2026-01-01T00:00:00Z",
            l => l["enrolledAt"] = "2026-01-01T00:00:00Z", l => l["decisions"]!.AsArray().Add("D-0001"),
            l => l["version"]!["text"] = "V6.2", l => l["evidence"]!["sha256"] = new string('a', 64),
        ])
        {
            (await ReportedAsync(j => change(Host(j, "ES-099")))).ShouldContain("never enrolled");
        }

        (await ReportedAsync(j =>
        {
            Host(j, "ES-041")["enrolled"] = false;
            Host(j, "ES-041")["status"] = "Compliant";
        })).ShouldContain("never enrolled");
        (await ReportedAsync(j => j["hosts"]!.AsArray().Add(Host(j, "ES-099").DeepClone()))).ShouldContain("two rows of host ES-099");
    }

    [Fact]
    public async Task In_a_report_of_the_past_a_row_is_at_one_with_itself()
    {
        var past = await FaultsAsync(plant.Past, "R-0002.json", j => Host(j, "ES-041")["status"] = "Compliant");

        past.ShouldContain("its own status is not the one for the first");
        (await FaultsAsync(plant.Past, "R-0002.json", j => j["hosts"]!.AsArray().Add(Host(j, "ES-041").DeepClone()))).ShouldContain("two rows");
    }

    [Fact]
    public async Task A_decision_comes_after_its_request_before_the_report_and_from_somebody_else()
    {
        foreach (var change in (Action<JsonNode>[])
        [
            d => d["requestedAt"] = "2030-01-01T00:00:00Z", d => d["decidedAt"] = "2031-01-01T00:00:00Z", d => d["decidedAt"] = null, d => d["approver"] = null, d => d["approver"] = d["requester"]!.DeepClone(),
        ])
        {
            (await ReportedAsync(j => change(Approved(j)))).ShouldContain((string)Approved(JsonNode.Parse(Opened[Report])!)["reference"]!);
        }

        static JsonNode Approved(JsonNode report) => report["decisions"]!.AsArray().First(d => (string)d!["state"]! == "Approved")!;
    }

    [Fact]
    public async Task An_advisory_that_is_left_out_or_stands_elsewhere_is_missed()
    {
        (await ReportedAsync(j => j["advisories"]!.AsArray().RemoveAt(2))).ShouldContain("which this program knows");
        (await ReportedAsync(j =>
        {
            var all = j["advisories"]!.AsArray();
            var first = all[0];
            all.RemoveAt(0);
            all.Add(first);
        })).ShouldContain("first advisory");
    }

    [Fact]
    public async Task An_advisory_of_another_revision_is_the_sites_word()
    {
        const string Other = "\"version\":\"2011-12-20\"";
        var revision = (string)JsonNode.Parse(Opened[Report])!["advisories"]![0]!["revision"]!;

        var pack = await SignedAsync(o =>
        {
            var text = Encoding.UTF8.GetString(o[PackNames.Rules]);
            var at = text.IndexOf($"\"version\":\"{revision}\"", StringComparison.Ordinal);
            o.With(PackNames.Rules, s => s.Remove(at, $"\"version\":\"{revision}\"".Length).Insert(at, Other));
            return Changed(o, j => j["advisories"]![0]!["revision"] = "2011-12-20");
        });

        pack.Notes.ShouldContain(n => n.Contains("57252401", StringComparison.Ordinal) && n.Contains("the site's word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_rules_were_given_is_what_the_report_shows()
    {
        (await ReportedAsync(j => Host(j, "ES-041")["evidence"]!["at"] = "2030-01-01T00:00:00Z")).ShouldContain("the time of its evidence");
        (await ReportedAsync(j => Host(j, "ES-041")["evidence"]!["origin"] = "Typed")).ShouldContain("ES-041");
        (await ReportedAsync(j => Host(j, "ES-041")["enrolledAt"] = "2020-01-01T00:00:00Z")).ShouldContain("enrolled: 2020");
        (await ReportedAsync(j => j["decisions"]!.AsArray().Clear())).ShouldContain("not among the approved decisions");
        (await ReportedAsync(j =>
        {
            j["decisions"]!.AsArray().Clear();
            Host(j, "ES-041")["decisions"]!.AsArray().Clear();
        })).ShouldContain("its input rests on decision");
        (await ReportedAsync(j => Host(j, "ES-041")["decisions"]!.AsArray().RemoveAt(0))).ShouldContain("which its row does not name");
        (await ReportedAsync(j => j["decisions"]![0]!["validUntil"] = "2040-01-01T00:00:00Z")).ShouldContain("otherwise than the report");
        (await ReportedAsync(j => j["decisions"]![0]!["hosts"] = 7)).ShouldContain("covers 7 hosts");
        (await ReportedAsync(j => Host(j, "ES-041")["findings"]![0]!["dueAt"] = "2020-01-01T00:00:00Z")).ShouldContain("due");
        (await ReportedAsync(j => Host(j, "ES-041")["statuses"]![1]!["applicability"] = "DoesNotApply")).ShouldContain("applies does not follow");
        (await ReportedAsync(j => j["catalogue"]!["overdue"] = !(bool)j["catalogue"]!["overdue"]!)).ShouldContain("catalogue");
        (await CheckAsync(plant.Present)).Notes.ShouldContain(n => n.StartsWith("Not checked, the server's word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_present_is_the_moment_of_making()
    {
        var past = await SignedAsync(
            o => Changed(o.Without(PackNames.Inputs), j => j["present"] = false),
            m => m["verdicts"]!["inputs"] = 0);

        Named(past, Report).ShouldContain("only the moment of its making");
    }

    [Fact]
    public async Task A_trail_that_was_cut_or_taken_out_is_missed()
    {
        var entries = Lines(Opened[PackNames.Trail]);
        Named(
            await SignedAsync(o => o.With(PackNames.Trail, _ => entries[^1] + "\n"), m => m["trail"]!["from"] = entries.Length),
            PackNames.Trail).ShouldContain("it was cut");
        Named(await SignedAsync(o => o.Without(PackNames.Trail), m => m["trail"] = null), PackNames.Trail).ShouldContain("from the manifest too");
    }

    [Fact]
    public async Task A_stretch_of_a_long_trail_begins_with_one_entry_more_than_it_needs()
    {
        var pack = await CheckAsync(plant.Later);
        var opened = OpenedPack.Of(plant.Later);
        var manifest = JsonNode.Parse(opened[PackNames.Manifest])!;
        var entries = Lines(opened[PackNames.Trail]).Select(l => DateTimeOffset.Parse((string)JsonNode.Parse(l)!["at"]!, CultureInfo.InvariantCulture)).ToArray();
        var since = DateTimeOffset.Parse((string)manifest["asOf"]!, CultureInfo.InvariantCulture).AddDays(-35);

        pack.Faults.ShouldBeEmpty();
        ((long)manifest["trail"]!["from"]!).ShouldBeGreaterThan(1);
        entries[0].ShouldBeLessThan(since);
        entries.Skip(1).ShouldAllBe(at => at >= since);
    }

    [Theory]
    [InlineData("\"neverReported\":0", "\"neverReported\":0.5")]
    [InlineData("\"figures\":{", "\"figures\":{\"green\":9,")]
    [InlineData("\"madeBy\":", "\"summary\":\"all green\",\"madeBy\":")]
    [InlineData("\"enrolled\":true,", "\"enrolled\":true,\"safe\":true,")]
    [InlineData("\"decisions\":[{", "\"decisions\":[{\"green\":1,")]
    [InlineData("\"decisions\":[{", "\"HOSTS\":[],\"decisions\":[{")]
    [InlineData("\"madeBy\":", "\"madeby\":\"nobody\",\"madeBy\":")]
    public async Task A_member_that_the_form_does_not_have_is_refused(string was, string now) =>
        Named(
            await SignedAsync(o => o.With(Report, s => s.Remove(s.IndexOf(was, StringComparison.Ordinal), was.Length).Insert(s.IndexOf(was, StringComparison.Ordinal), now))),
            Report).ShouldContain("cannot be read");

    [Fact]
    public async Task One_archive_was_packed_on_one_kind_of_system()
    {
        var pack = (byte[])plant.Present.Clone();
        var list = BinaryPrimitives.ReadInt32LittleEndian(pack.AsSpan(pack.Length - ArchiveSeal.Length - 6));
        pack[list + 5] ^= 3;

        (await CheckAsync(pack)).Faults.ShouldContain(f => f.Words.Contains("another kind of system", StringComparison.Ordinal));
    }

    private OpenedPack Opened => OpenedPack.Of(plant.Present);

    private static OpenedPack Changed(OpenedPack opened, Action<JsonNode> change, string report = Report) => opened.With(report, s =>
    {
        var json = JsonNode.Parse(s)!;
        change(json);
        return json.ToJsonString();
    });

    private Task<VerifiedPack> CheckAsync(byte[] pack) => VerifyReport.CheckAsync(plant.Write(pack), new PackWitness(), AlmTestServer.Stop);

    private async Task<VerifiedPack> SignedAsync(Func<OpenedPack, OpenedPack> change, Action<JsonNode>? manifest = null) =>
        await CheckAsync(await change(Opened).SignedAsync(plant.Signer, manifest));

    private Task<string> ReportedAsync(Action<JsonNode> change) => FaultsAsync(plant.Present, Report, change);

    private async Task<string> FaultsAsync(byte[] pack, string report, Action<JsonNode> change) =>
        Named(await CheckAsync(await Changed(OpenedPack.Of(pack), change, report).SignedAsync(plant.Signer)), report);

    private static string Named(VerifiedPack pack, string entry)
    {
        pack.Outcome.ShouldBe(PackOutcome.DoesNotHold);
        return string.Join("\n", pack.Faults.Where(f => f.Entry == entry).Select(f => f.Words));
    }

    private static string[] Lines(byte[] text) => Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static JsonNode Host(JsonNode report, string name) => report["hosts"]!.AsArray().Single(h => (string?)h!["name"] == name)!;
}
