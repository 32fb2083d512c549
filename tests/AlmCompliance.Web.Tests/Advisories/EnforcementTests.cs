using System.Net;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary>From a waiting document to verdicts: preview, a person's act, and what people read into ranges.</summary>
public sealed class EnforcementTests
{
    private const string Known = "SSA-103653";

    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task A_revision_flips_a_line_and_the_next_one_flips_it_back(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        var agent = await HostAsync(server, "V6.0 SP12 Upd3");
        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.Compliant);
        var first = await server.ImportedAsync(token, Lines("1", "vers:all/*"));
        var second = await server.ImportedAsync(token, Lines("2", "<V6.0_SP12_Upd3"));

        var preview = await PreviewAsync(server, token, first);
        var count = preview["counts"]!.AsArray().ShouldHaveSingleItem()!;
        (count["advisoryId"]!.GetValue<string>(), count["from"]!.GetValue<string>(), count["to"]!.GetValue<string>(), count["hosts"]!.GetValue<int>())
            .ShouldBe((Known, "Compliant", "NonCompliant", 1));
        preview["items"]![0]!["hostName"]!.GetValue<string>().ShouldBe("ES-041");
        preview["contradictions"]![0]!["from"]!.GetValue<string>().ShouldBe("6.0.12.3");
        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.Compliant, "a preview changes nothing");

        await EnforcedAsync(person, first, Seen(preview));
        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.NonCompliant);
        await agent.AcceptAsync(agent.Report().WithVersion("V6.0 SP12 Upd3"));
        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.NonCompliant, "a report is judged by it as well");

        await EnforcedAsync(person, second, Seen(await PreviewAsync(server, token, second)));
        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.Compliant);
        await using var db = server.Db();
        (await db.AdvisoryRevisions.OrderBy(r => r.Version).Select(r => r.State).ToListAsync(Stop)).ShouldBe([RevisionState.Superseded, RevisionState.InForce]);
        var act = await db.AuditEntries.OrderBy(e => e.Sequence).LastAsync(e => e.Action == "advisory.put-in-force", Stop);
        act.Before.ShouldContain("\"version\":\"1\"");
        act.After.ShouldContain("\"version\":\"2\"");

        using var compared = await server.Client.GetAsync($"/api/v1/advisories/revisions/{first}/comparison?with={second}", token);
        (await compared.JsonAsync())["differences"]!.AsArray().ShouldContain(d => d!["before"]!.GetValue<string>() == "vers:all/*");
    }

    [Fact]
    public async Task Only_a_person_who_has_seen_what_would_change_puts_a_revision_in_force()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.Administrator);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        var revision = await server.ImportedAsync(token, CsafText.Document());
        var seen = Seen(await PreviewAsync(server, token, revision));

        using var byToken = await server.SendAsync(token, $"/api/v1/advisories/revisions/{revision}/in-force", ImportApi.Json(new { seen }));
        await byToken.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        using var unseen = await EnforceAsync(person, revision, null);
        await unseen.ShouldBeProblemAsync(HttpStatusCode.Conflict);

        var other = await server.ImportedAsync(token, CsafText.Document("TEST-24-002"));
        await EnforcedAsync(person, other, Seen(await PreviewAsync(server, token, other)));
        using var outdated = await EnforceAsync(person, revision, seen);
        await outdated.ShouldBeProblemAsync(HttpStatusCode.Conflict);
        using var gone = await EnforceAsync(person, Guid.NewGuid(), seen);
        await gone.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_new_advisory_enters_the_catalogue_when_it_takes_effect_and_judges_every_host()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        var agent = await HostAsync(server, "V5.3");
        var revision = await server.ImportedAsync(token, CsafText.Document());
        server.Clock.Advance(TimeSpan.FromHours(1));

        await EnforcedAsync(person, revision, Seen(await PreviewAsync(server, token, revision)));

        (await StatusAsync(server, agent, "TEST-24-001")).ShouldBe(ComplianceStatus.NonCompliant);
        await using var db = server.Db();
        (await db.CatalogueEntries.SingleAsync(Stop)).EnteredAt.ShouldBe(server.Clock.Now);
        using var answer = await server.Client.GetAsync("/api/v1/advisories/TEST-24-001", token);
        var advisory = await answer.JsonAsync();
        advisory["nonePlanned"]!.AsArray().Select(l => l!.GetValue<string>()).ShouldBe(["V5"]);
        advisory["cves"]![0]!["sufficientMeasures"]!.AsArray().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("Automation  License Manager V6", "vers:all/*", ComplianceStatus.NonCompliant)]
    [InlineData("Automation Licence Manager V6", "vers:all/*", ComplianceStatus.NonCompliant)]
    [InlineData("ALM V6", "vers:all/*", ComplianceStatus.Unknown)]
    [InlineData("Automation License Manager V6.2", "<5.3", ComplianceStatus.Unknown)]
    [InlineData("Automation License Manager V6.2", "<V6.2", ComplianceStatus.Unknown)]
    [InlineData("Automation License Manager V6", "<1.0", ComplianceStatus.Unknown)]
    [InlineData("Automation License Manager V6.2", ">=V9.0", ComplianceStatus.Unknown)]
    public async Task What_a_document_calls_affected_clears_nobody_however_it_is_named(string name, string range, ComplianceStatus expected)
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        var agent = await HostAsync(server, "V6.2 Upd3");
        var document = Spoken("TEST-ALIAS", "1", CsafText.Product("Automation License Manager", "<5.3", "P1"), CsafText.Product(name, range, "P2"));
        var revision = await server.ImportedAsync(token, document);

        await EnforcedAsync(person, revision, Seen(await PreviewAsync(server, token, revision)));

        (await StatusAsync(server, agent, "TEST-24-001")).ShouldBe(expected);
    }

    [Fact]
    public async Task A_family_that_names_the_product_is_remembered_by_the_names_below_it()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        var agent = await HostAsync(server, "V6.2 Upd3");
        var family = new JsonObject { ["category"] = "product_family", ["name"] = "Automation License Manager", ["branches"] = new JsonArray(CsafText.Product("V6", "vers:all/*", "P2")) };
        var document = Spoken("TEST-ALIAS", "1", CsafText.Product("Automation License Manager", "<5.3", "P1"), family);
        var revision = await server.ImportedAsync(token, document);

        await EnforcedAsync(person, revision, Seen(await PreviewAsync(server, token, revision)));

        (await StatusAsync(server, agent, "TEST-24-001")).ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Theory, OnBoth]
    public async Task A_revision_that_comes_back_does_not_bring_back_what_was_decided_on_it(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        var agent = await HostAsync(server, "V5.3");
        var first = await server.ImportedAsync(token, CsafText.Document());
        var second = await server.ImportedAsync(token, CsafText.Document(version: "2"));
        await EnforcedAsync(person, first, Seen(await PreviewAsync(server, token, first)));
        var reference = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent) with { Advisory = "TEST-24-001" });
        (await server.ApproveAsync(reference)).Succeeded.ShouldBeTrue();
        (await StatusAsync(server, agent, "TEST-24-001")).ShouldBe(ComplianceStatus.Waived);

        foreach (var revision in (Guid[])[second, first])
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await EnforcedAsync(person, revision, Seen(await PreviewAsync(server, token, revision)));
            (await StatusAsync(server, agent, "TEST-24-001")).ShouldBe(ComplianceStatus.NonCompliant);
        }

        var decision = await server.DecisionAsync(reference);
        (decision.State, decision.EndReason).ShouldBe((DecisionState.Lapsed, EndReasons.RevisionChanged));
        await using var db = server.Db();
        (await db.AuditEntries.SingleAsync(e => e.Action == "decision.lapsed", Stop)).SubjectId.ShouldBe(reference);
    }

    [Fact]
    public async Task The_products_note_stands_whatever_a_document_says_and_the_contradiction_is_shown()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        var agent = await HostAsync(server, "V5.1 SP1 Upd2");
        var document = Spoken("57252401", "1", CsafText.Product("Automation License Manager", ">=4.0|<5.1+SP1+Upd2", "P1"));
        document["vulnerabilities"]![0]!["cve"] = "CVE-2011-4529";
        var revision = await server.ImportedAsync(token, document);

        var preview = await PreviewAsync(server, token, revision);
        await EnforcedAsync(person, revision, Seen(preview));

        preview["changedHosts"]!.GetValue<int>().ShouldBe(0);
        (await StatusAsync(server, agent, "57252401")).ShouldBe(ComplianceStatus.NonCompliant);
        using var answer = await server.Client.GetAsync("/api/v1/advisories/57252401", token);
        var shown = (await answer.JsonAsync())["contradictions"]!.AsArray().Single(c => c!["documentId"]!.GetValue<string>() == "TEST-24-001")!;
        (shown["from"]!.GetValue<string>(), shown["below"]!.GetValue<string>(), shown["catalogueDecides"]!.GetValue<bool>()).ShouldBe(("5.1.1.2", "5.1.1.3", true));
    }

    [Fact]
    public async Task A_range_that_nobody_can_read_clears_nobody_until_two_people_agree_on_it()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.Administrator);
        using var one = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        using var two = await Person.SignedInAsync(server, AccessRole.Administrator);
        var agent = await HostAsync(server, "V6.2 Upd3");
        var revision = await server.ImportedAsync(token, Spoken("TEST-0", "1", CsafText.Product("Automation License Manager V6.2", "before the third update", "P1")));
        await EnforcedAsync(one, revision, Seen(await PreviewAsync(server, token, revision)));
        (await StatusAsync(server, agent, "TEST-24-001")).ShouldBe(ComplianceStatus.Unknown);
        const string place = "/product_tree/branches/0/branches/0/branches/0/product";
        var readings = $"/api/v1/advisories/revisions/{revision}/readings";

        using var byToken = await server.SendAsync(token, readings, ImportApi.Json(new { pointer = place, readAs = "<V6.2 Upd3", reason = "The text says so." }));
        await byToken.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        foreach (var wrong in (object[])[new { pointer = place, readAs = "the third", reason = "x" }, new { pointer = place, readAs = "<V6.2 Upd3" }, new { pointer = "/elsewhere", readAs = "<V6.2 Upd3", reason = "x" }])
        {
            using var refused = await PostAsync(one, readings, wrong);
            await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict);
        }

        using var read = await PostAsync(one, readings, new { pointer = place, readAs = "<V6.2 Upd3", reason = "The text says so." });
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        var confirmation = $"/api/v1/advisories/readings/{(await read.JsonAsync())["readingId"]!.GetValue<string>()}/confirmation";
        using var alone = await PostAsync(one, confirmation, new { });
        await alone.ShouldBeProblemAsync(HttpStatusCode.Conflict);
        (await StatusAsync(server, agent, "TEST-24-001")).ShouldBe(ComplianceStatus.Unknown, "one person's word clears nobody");
        using var confirmed = await PostAsync(two, confirmation, new { });
        confirmed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await StatusAsync(server, agent, "TEST-24-001")).ShouldBe(ComplianceStatus.Compliant);

        using var again = await PostAsync(two, readings, new { pointer = place, readAs = "vers:all/*", reason = "On second thought." });
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(server, agent, "TEST-24-001")).ShouldBe(ComplianceStatus.Unknown, "a new reading waits for another person again");
        await using var db = server.Db();
        (await db.AuditEntries.CountAsync(e => e.Action == "advisory.range-read" || e.Action == "advisory.reading-confirmed", Stop)).ShouldBe(3);

        // Another revision of the document is another text: nothing that people read into the first one holds for it.
        var next = await server.ImportedAsync(token, Spoken("TEST-0", "2", CsafText.Product("Automation License Manager V6.2", "before the third update", "P1")));
        (await PreviewAsync(server, token, next))["unreadRanges"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Affected_wins_until_two_people_have_resolved_it_and_again_with_the_documents_next_revision()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        var agent = await HostAsync(server, "V6.0 SP12 Upd3");
        var first = await server.ImportedAsync(token, Lines("1", "vers:all/*"));
        await EnforcedAsync(person, first, Seen(await PreviewAsync(server, token, first)));
        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.NonCompliant);

        using var asked = await server.SendAsync(token, "/api/v1/decisions", ImportApi.Json(new
        {
            kind = "ContradictionResolution",
            advisoryId = Known,
            otherDocument = "TEST-24-001",
            otherIsRight = false,
            reason = "The vendor names V6.0 SP12 Upd3 as fixed.",
            owner = "M. Keller",
            validUntil = server.Clock.Now.AddDays(90),
        }));
        asked.StatusCode.ShouldBe(HttpStatusCode.Created, await asked.Content.ReadAsStringAsync(Stop));
        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.NonCompliant, "one word settles nothing");
        using var approved = await PostAsync(person, $"{asked.Headers.Location}/approve", new { note = "Agreed." });
        approved.StatusCode.ShouldBe(HttpStatusCode.OK, await approved.Content.ReadAsStringAsync(Stop));
        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.Compliant);

        var next = await server.ImportedAsync(token, Lines("2", "vers:all/*"));
        var preview = await PreviewAsync(server, token, next);
        preview["changedHosts"]!.GetValue<int>().ShouldBe(1, "the resolution is bound to the revision that it was made on");
        await EnforcedAsync(person, next, Seen(preview));
        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public async Task A_preview_lists_the_first_hosts_in_pages()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        for (var i = 0; i < 5; i++)
        {
            await HostAsync(server, "V5.3", $"ES-{i}");
        }

        var revision = await server.ImportedAsync(token, CsafText.Document());

        var page = await PreviewAsync(server, token, revision, "?page=2&pageSize=2");
        page["items"]!.AsArray().Select(i => i!["hostName"]!.GetValue<string>()).ShouldBe(["ES-2", "ES-3"]);
        (page["total"]!.GetValue<int>(), page["hosts"]!.GetValue<int>(), page["changedHosts"]!.GetValue<int>()).ShouldBe((5, 5, 5));
        page["items"]![0]!["from"].ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task A_host_whose_stored_report_cannot_be_read_is_unknown_in_a_preview_and_ends_it_for_no_other(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var spoiled = await HostAsync(server, "V5.3", "ES-1");
        await HostAsync(server, "V5.3", "ES-2");
        await using (var db = server.Db())
        {
            await db.Snapshots.Where(s => s.HostId == spoiled.HostId).ExecuteUpdateAsync(s => s.SetProperty(n => n.Content, "[]"), Stop);
        }

        var preview = await PreviewAsync(server, token, await server.ImportedAsync(token, CsafText.Document()));

        preview["hosts"]!.GetValue<int>().ShouldBe(2);
        preview["items"]!.AsArray().Select(i => (i!["hostName"]!.GetValue<string>(), i["to"]!.GetValue<string>())).ShouldBe([("ES-1", "Unknown"), ("ES-2", "NonCompliant")]);
    }

    [Fact]
    public async Task A_server_that_died_before_hosts_were_judged_by_a_revision_judges_them_after_its_start()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var agent = await HostAsync(server, "V6.0 SP12 Upd3");
        await using var db = server.Db();
        var revision = await server.ImportedAsync(token, Lines("1", "vers:all/*"));
        await db.AdvisoryRevisions.Where(r => r.Id == revision).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.State, RevisionState.InForce).SetProperty(r => r.EnforcedAt, server.Clock.Now), Stop);
        await server.Get<PlantKnowledge>().RefreshAsync(Stop);
        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.Compliant);
        server.Clock.Advance(TimeSpan.FromMinutes(1));

        await new CatchUpAfterStartJob(server.Get<Redraw>(), server.Get<RecomputeCompliance>()).Execute(null!, Stop);

        (await StatusAsync(server, agent, Known)).ShouldBe(ComplianceStatus.NonCompliant);
    }

    private static JsonObject Lines(string version, string v60) => Spoken(
        Known, version, CsafText.Product("Automation License Manager V5", "vers:all/*", "P1"), CsafText.Product("Automation License Manager V6.0", v60, "P2"));

    private static JsonObject Spoken(string alias, string version, params JsonObject[] products)
    {
        var document = CsafText.Document(version: version);
        document["document"]!["tracking"]!["aliases"] = new JsonArray(alias);
        document["product_tree"]!["branches"]![0]!["branches"] = new JsonArray([.. products]);
        document["vulnerabilities"]![0]!["product_status"]!["known_affected"] = new JsonArray([.. products.Select((_, i) => JsonValue.Create($"P{i + 1}"))]);
        document["vulnerabilities"]![0]!["remediations"] = new JsonArray();
        return document;
    }

    private static async Task<TestAgent> HostAsync(AlmTestServer server, string version, string name = "ES-041")
    {
        var agent = await server.AgentAsync(name);
        await agent.AcceptAsync(agent.Report().WithVersion(version));
        return agent;
    }

    private static async Task<ComplianceStatus> StatusAsync(AlmTestServer server, TestAgent agent, string advisory)
    {
        await using var db = server.Db();
        return await db.Statuses.Where(s => s.HostId == agent.HostId && s.AdvisoryId == advisory).Select(s => s.Status).SingleAsync(Stop);
    }

    private static async Task<JsonObject> PreviewAsync(AlmTestServer server, string token, Guid revision, string query = "")
    {
        using var answer = await server.Client.GetAsync($"/api/v1/advisories/revisions/{revision}/preview{query}", token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.JsonAsync();
    }

    private static string Seen(JsonObject preview) => preview["seen"]!.GetValue<string>();

    private static Task<HttpResponseMessage> EnforceAsync(Person person, Guid revision, string? seen) => PostAsync(person, $"/api/v1/advisories/revisions/{revision}/in-force", new { seen });

    private static async Task EnforcedAsync(Person person, Guid revision, string seen)
    {
        using var answer = await EnforceAsync(person, revision, seen);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
    }

    private static Task<HttpResponseMessage> PostAsync(Person person, string path, object body) => person.Http.PostAsync(new Uri(path, UriKind.Relative), ImportApi.Json(body), Stop);
}
