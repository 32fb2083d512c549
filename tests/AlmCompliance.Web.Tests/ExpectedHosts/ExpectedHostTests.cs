using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.ExpectedHosts;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.ExpectedHosts;

/// <summary>The plant's own list: read, previewed, taken, edited, and counted.</summary>
public sealed class ExpectedHostTests
{
    [Fact]
    public void A_list_is_read_with_commas_or_semicolons_and_each_wrong_line_is_named()
    {
        var good = ExpectedHostCsv.Read(Bytes("\uFEFFName;Zone;Address;Rolle\r\nES-041;Line 1;10.20.4.41;Batch server\r\n\"ES-042\";;;\r\n"), "J. Brandt");
        good.Errors.ShouldBeEmpty();
        good.Lines.ShouldBe([new("ES-041", "J. Brandt", "Line 1", "10.20.4.41", "Batch server"), new("ES-042", "J. Brandt", null)]);

        var bad = ExpectedHostCsv.Read(Bytes("name,owner,address\nES-041,M. Keller,10.20.4.41\nes-041,M. Keller,\n,M. Keller,\nES-043,M. Keller,nowhere\n"), "");
        bad.Errors.Select(e => (e.Line, e.Key)).ShouldBe([(3, "Twice"), (4, "Name"), (5, "Address")]);
        bad.Lines.ShouldHaveSingleItem().Name.ShouldBe("ES-041");
        ExpectedHostCsv.Read(Bytes("host\nES-041\n"), "x").Errors.ShouldHaveSingleItem().Key.ShouldBe("Header");
        ExpectedHostCsv.Read(Bytes("name\n"), "x").Errors.ShouldHaveSingleItem().Key.ShouldBe("Empty");
        ExpectedHostCsv.Read([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xff, 0xfe], "x").Errors.ShouldHaveSingleItem().Key.ShouldBe("File");
        ExpectedHostCsv.Read(Bytes("name\nES-041\n"), "").Errors.ShouldHaveSingleItem().Key.ShouldBe("Owner");
    }

    [Theory, OnBoth]
    public async Task A_preview_writes_nothing_and_a_list_with_an_error_is_not_taken(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.EnrollmentTokenAsync("Line 1");
        var token = await server.ApiTokenAsync(AccessRole.Administrator);
        const string list = "name,zone\nES-041,Line 1\nES-042,Line 1\n";

        var preview = await ImportAsync(server, token, list, HttpStatusCode.OK, "&preview=true");
        var wrong = await ImportAsync(server, token, list + "ES-043,Line 9\n", HttpStatusCode.BadRequest);
        await using (var db = server.Db())
        {
            (await db.ExpectedHosts.AnyAsync(Deciding.Stop)).ShouldBeFalse();
        }

        var taken = await ImportAsync(server, token, list, HttpStatusCode.OK);
        var again = await ImportAsync(server, token, list.Replace("ES-042,Line 1", "ES-042,", StringComparison.Ordinal), HttpStatusCode.OK);

        (preview["taken"]!.GetValue<bool>(), preview["added"]!.GetValue<int>()).ShouldBe((false, 2));
        wrong["errors"]!.AsArray().ShouldHaveSingleItem()!["message"]!.GetValue<string>().ShouldBe("There is no zone Line 9.");
        (taken["taken"]!.GetValue<bool>(), taken["added"]!.GetValue<int>()).ShouldBe((true, 2));
        (again["added"]!.GetValue<int>(), again["changed"]!.GetValue<int>()).ShouldBe((0, 1));
        await using var after = server.Db();
        (await after.ExpectedHosts.CountAsync(Deciding.Stop)).ShouldBe(2);
        var import = await after.ExpectedHostImports.OrderBy(i => i.ImportedAt).ThenBy(i => i.Id).FirstAsync(Deciding.Stop);
        var act = await after.AuditEntries.SingleAsync(e => e.Action == "expected-host.changed", Deciding.Stop);
        act.Before.ShouldNotBe(act.After);
        import.Digest.ShouldBe(SHA256.HashData(Bytes(list)));
        (import.Owner, import.Lines, import.Added).ShouldBe(("J. Brandt", 2, 2));
    }

    [Fact]
    public async Task Who_never_reported_is_unknown_and_counted_and_who_is_not_expected_is_called_out()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var reader = Deciding.Person("V. Reader", AccessRole.Viewer);
        await server.ReportingAsync("ES-041");
        await server.ReportingAsync("ES-099");
        await server.Get<ImportExpectedHosts>().RunAsync(AlmTestServer.Administrator, [new("ES-041", "J. Brandt", null), new("ES-042", "J. Brandt", null), new("ES-043", "J. Brandt", null)], Deciding.Stop);
        await server.AgentAsync("ES-043");

        var silent = await ListAsync(server, ExpectedView.Silent);
        var unexpected = await ListAsync(server, ExpectedView.Unexpected);

        (silent.Lines, silent.Silent, silent.Unexpected).ShouldBe((3, 2, 1));
        silent.Items.Select(i => (i.Name, i.State)).ShouldBe([("ES-042", ExpectedState.NeverEnrolled), ("ES-043", ExpectedState.NeverReported)]);
        unexpected.Items.ShouldHaveSingleItem().Name.ShouldBe("ES-099");
        var summary = await server.Get<ComplianceQueries>().SummaryAsync(reader, ProductNote57252401.Id.Value, null, [], Deciding.Stop);
        (summary.ByStatus[ComplianceStatus.Unknown], summary.Hosts, summary.NeverEnrolled).ShouldBe((2, 4, 1));
    }

    [Fact]
    public async Task A_line_is_added_changed_and_removed_with_before_and_after()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var edit = server.Get<EditExpectedHost>();

        var added = await edit.RunAsync(AlmTestServer.Administrator, null, new("ES-041", "J. Brandt", null), Deciding.Stop);
        (await edit.RunAsync(AlmTestServer.Administrator, null, new("es-041", "J. Brandt", null), Deciding.Stop)).Error!.Key.ShouldBe("Known");
        (await edit.RunAsync(AlmTestServer.Administrator, added.Id, new("ES-041", "M. Keller", "Line 9"), Deciding.Stop)).Error!.Key.ShouldBe("NoZone");
        (await edit.RunAsync(AlmTestServer.Administrator, added.Id, new("ES-041", "M. Keller", null, "10.20.4.41"), Deciding.Stop)).Id.ShouldBe(added.Id);
        (await edit.RunAsync(AlmTestServer.Administrator, Guid.NewGuid(), new("ES-042", "M. Keller", null), Deciding.Stop)).IsNotFound.ShouldBeTrue();
        (await server.Get<RemoveExpectedHost>().RunAsync(AlmTestServer.Administrator, added.Id!.Value, Deciding.Stop)).ShouldBeTrue();

        await using var db = server.Db();
        var acts = await db.AuditEntries.Where(e => e.SubjectKind == "expected-host").OrderBy(e => e.Sequence).ToListAsync(Deciding.Stop);
        acts.Select(a => a.Action).ShouldBe(["expected-host.added", "expected-host.changed", "expected-host.removed"]);
        acts[1].Before.ShouldContain("J. Brandt");
        acts[1].After.ShouldContain("M. Keller");
        (await db.ExpectedHosts.AnyAsync(Deciding.Stop)).ShouldBeFalse();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static Task<ExpectedListing> ListAsync(AlmTestServer server, ExpectedView view) =>
        server.Get<ExpectedHostQueries>().ListAsync(Deciding.Person("V. Reader", AccessRole.Viewer), new ExpectedListRequest(view, new Web.Hosting.PageOf(1, 50)), Deciding.Stop);

    private static async Task<JsonObject> ImportAsync(AlmTestServer server, string token, string list, HttpStatusCode expected, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/expected-hosts/import?owner=J.%20Brandt{query}") { Content = new StringContent(list, Encoding.UTF8, "text/csv") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await server.Client.SendAsync(request, Deciding.Stop);
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync(Deciding.Stop));
        return await answer.JsonAsync();
    }
}
