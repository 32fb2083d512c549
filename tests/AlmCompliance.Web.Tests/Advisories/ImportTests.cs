using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary>Documents taken in over HTTP.</summary>
public sealed class ImportTests
{
    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task A_document_waits_for_a_person_and_changes_nothing(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);

        using var answer = await server.ImportAsync(token, CsafText.Document().Bytes());

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var item = (await answer.JsonAsync())["items"]![0]!;
        item["outcome"]!.GetValue<string>().ShouldBe("Imported");
        item["state"]!.GetValue<string>().ShouldBe("Waiting");
        item["signature"]!.GetValue<string>().ShouldBe("NotPresent");
        await using var db = server.Db();
        var stored = await db.AdvisoryRevisions.SingleAsync(Stop);
        (stored.TrackingId, stored.Version, stored.AdvisoryId, stored.State).ShouldBe(("TEST-24-001", "1", "TEST-24-001", RevisionState.Waiting));
        stored.Document.ShouldBe(CsafText.Document().Bytes());
        (await db.AuditEntries.CountAsync(e => e.Action == "advisory.imported", Stop)).ShouldBe(1);
        using var list = await server.Client.GetAsync("/api/v1/advisories", token);
        var all = await list.JsonAsync();
        all["items"]!.AsArray().Count.ShouldBe(9);
        all["waiting"]!.AsArray().Count.ShouldBe(1);
        all["catalogueDate"]!.GetValue<string>().ShouldBe("2026-02-10");
    }

    [Fact]
    public async Task The_same_revision_again_is_no_change_and_with_another_content_it_is_refused()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        await server.ImportedAsync(token, CsafText.Document());
        var changed = CsafText.Document();
        changed["document"]!["title"] = "Another title";

        using var again = await server.ImportAsync(token, CsafText.Document().Bytes());
        using var other = await server.ImportAsync(token, changed.Bytes());
        using var next = await server.ImportAsync(token, CsafText.Document(version: "2").Bytes());

        (await again.JsonAsync())["items"]![0]!["outcome"]!.GetValue<string>().ShouldBe("Unchanged");
        await other.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "document.json#/document/tracking/version");
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var db = server.Db();
        (await db.AdvisoryRevisions.Select(r => r.Version).Order().ToListAsync(Stop)).ShouldBe(["1", "2"]);
        (await db.AuditEntries.CountAsync(e => e.Action == "advisory.imported", Stop)).ShouldBe(2);
    }

    [Fact]
    public async Task A_checksum_that_fits_is_noted_and_one_that_does_not_refuses_the_whole_import()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var (one, two) = (CsafText.Document().Bytes(), CsafText.Document("TEST-24-002").Bytes());

        using var wrong = await server.ImportFormAsync(token, ("one.json", one), ("one.json.sha512", Sum(two)), ("two.json", two));
        await wrong.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "one.json#");
        await using var db = server.Db();
        (await db.AdvisoryRevisions.AnyAsync(Stop)).ShouldBeFalse();

        using var right = await server.ImportFormAsync(token, ("one.json", one), ("one.json.sha512", Sum(one)), ("two.json", two));
        (await right.JsonAsync())["items"]!.AsArray().Select(i => i!["checksum"]!.GetValue<string>()).ShouldBe(["Good", "NotPresent"]);
    }

    [Fact]
    public async Task A_checksum_that_comes_later_is_noted_on_the_revision_that_is_known()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var one = CsafText.Document().Bytes();
        await server.ImportedAsync(token, CsafText.Document());

        using var proved = await server.ImportFormAsync(token, ("one.json", one), ("one.json.sha512", Sum(one)));
        using var bare = await server.ImportAsync(token, one);

        foreach (var answer in (HttpResponseMessage[])[proved, bare])
        {
            var item = (await answer.JsonAsync())["items"]![0]!;
            (item["outcome"]!.GetValue<string>(), item["checksum"]!.GetValue<string>()).ShouldBe(("Unchanged", "Good"));
        }

        await using var db = server.Db();
        (await db.AdvisoryRevisions.SingleAsync(Stop)).Checksum.ShouldBe(DocumentCheck.Good);
        var act = await db.AuditEntries.SingleAsync(e => e.Action == "advisory.checked", Stop);
        (act.Before.Contains("NotPresent", StringComparison.Ordinal), act.After.Contains("\"checksum\":\"Good\"", StringComparison.Ordinal)).ShouldBe((true, true));
    }

    [Fact]
    public async Task A_signature_is_checked_by_the_configured_keys()
    {
        var folder = Directory.CreateTempSubdirectory("alm-keys-");
        try
        {
            var key = SidecarTests.Pair();
            var file = Path.Combine(folder.FullName, "publisher.key");
            await File.WriteAllBytesAsync(file, SidecarTests.Ring(key), Stop);
            await using var server = await AlmTestServer.StartAsync(Provider.Sqlite, settings: ("Advisories:KeyFiles:0", file));
            var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
            var document = CsafText.Document().Bytes();

            using var wrong = await server.ImportFormAsync(token, ("one.json", document), ("one.json.asc", SidecarTests.Signature("else"u8.ToArray(), key)));
            await wrong.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "one.json#");
            using var right = await server.ImportFormAsync(token, ("one.json", document), ("one.json.asc", SidecarTests.Signature(document, key)));

            var item = (await right.JsonAsync())["items"]![0]!;
            item["signature"]!.GetValue<string>().ShouldBe("Good");
            item["signedBy"]!.GetValue<string>().ShouldBe(Convert.ToHexString(key.PublicKey.GetFingerprint()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_archive_may_hold_documents_of_other_products_which_are_passed_over()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var foreign = Encoding.UTF8.GetBytes(CsafText.Document("TEST-24-009").ToJsonString().Replace("Automation License Manager", "Something else", StringComparison.Ordinal));

        using var archive = await server.ImportAsync(token, ImportPackageTests.Zip([("a.json", foreign), ("b.json", CsafText.Document().Bytes())]), "application/zip");
        using var alone = await server.ImportAsync(token, foreign);

        (await archive.JsonAsync())["items"]!.AsArray().Select(i => i!["outcome"]!.GetValue<string>()).ShouldBe(["PassedOver", "Imported"]);
        await alone.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "document.json#/vulnerabilities");
    }

    [Fact]
    public async Task What_is_empty_cut_off_or_no_advisory_changes_nothing()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var good = CsafText.Document().Bytes();
        foreach (var bad in (byte[][])[[], good[..^1], good[..100], "{}"u8.ToArray(), "[]"u8.ToArray(), "PK\x03\x04"u8.ToArray()])
        {
            using var answer = await server.ImportAsync(token, bad);
            await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
            using var beside = await server.ImportFormAsync(token, ("good.json", CsafText.Document("TEST-24-002").Bytes()), ("bad.json", bad));
            await beside.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        }

        using var missing = await server.ImportAsync(token, new JsonObject { ["document"] = CsafText.Document()["document"]!.DeepClone() }.Bytes());
        await missing.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "document.json#/product_tree", "document.json#/vulnerabilities");
        using var large = await server.ImportAsync(token, new byte[66 * 1024 * 1024], "application/zip");
        large.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await using var db = server.Db();
        (await db.AdvisoryRevisions.AnyAsync(Stop)).ShouldBeFalse();
        (await db.AuditEntries.AnyAsync(e => e.Action == "advisory.imported", Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_those_who_keep_the_whole_catalogue_import()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await server.EnrollmentTokenAsync("North");
        foreach (var token in (string[])[await server.ApiTokenAsync(AccessRole.Viewer), await server.ApiTokenAsync(AccessRole.Auditor), await server.ApiTokenAsync(AccessRole.SecurityManager, "North")])
        {
            using var answer = await server.ImportAsync(token, CsafText.Document().Bytes());
            await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        }
    }

    private static byte[] Sum(byte[] document) => Encoding.ASCII.GetBytes($"{Convert.ToHexStringLower(SHA512.HashData(document))}  name.json");
}
