using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Decisions;

/// <summary>Decisions over HTTP.</summary>
public sealed class DecisionApiTests
{
    private static readonly byte[] _picture = "<script>alert(1)</script>"u8.ToArray();

    [Theory, OnBoth]
    public async Task A_program_asks_and_a_person_approves(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.ReportingAsync("ES-041");
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);

        using var asked = await PostAsync(server, "", token, Body(server, agent));

        asked.StatusCode.ShouldBe(HttpStatusCode.Created, await asked.Content.ReadAsStringAsync(Deciding.Stop));
        asked.Headers.Location!.ToString().ShouldBe("/api/v1/decisions/D-0001");
        foreach (var act in (string[])["approve", "reject"])
        {
            using var refused = await PostAsync(server, $"/D-0001/{act}", token, new JsonObject { ["note"] = "fine" });
            await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        }

        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        using var approved = await person.Http.PostAsJsonAsync("/api/v1/decisions/D-0001/approve", new JsonObject { ["note"] = "fine" }, Deciding.Stop);
        approved.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var again = await person.Http.PostAsJsonAsync("/api/v1/decisions/D-0001/approve", new JsonObject(), Deciding.Stop);
        await again.ShouldBeProblemAsync(HttpStatusCode.Conflict);
        using var one = await server.Client.GetAsync("/api/v1/decisions/D-0001", token);
        var decision = await one.JsonAsync();
        decision["state"]!.GetValue<string>().ShouldBe("Approved");
        decision["hosts"]!.AsArray().ShouldHaveSingleItem()!["version"]!.GetValue<string>().ShouldBe("5.1.1.0");
        using var list = await server.Client.GetAsync($"/api/v1/decisions?kind=Attestation&state=Approved&host={agent.HostId}", token);
        (await list.JsonAsync())["total"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task Words_and_file_about_hosts_of_two_zones_are_not_for_those_who_see_one(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var request = Deciding.Request(server, DecisionKind.Attestation, await server.ReportingAsync("ES-041", "Line 1"), await server.ReportingAsync("ES-042", "Line 2"));
        var reference = await server.AskAsync(request);
        foreach (var (zone, sees) in ((string?, bool)[])[("Line 1", false), (null, true)])
        {
            var token = await server.ApiTokenAsync(AccessRole.Viewer, zone);

            using var one = await server.Client.GetAsync($"/api/v1/decisions/{reference}", token);
            using var list = await server.Client.GetAsync("/api/v1/decisions", token);
            using var file = await server.Client.GetAsync($"/api/v1/decisions/{reference}/file", token);

            var decision = await one.JsonAsync();
            decision["hosts"]!.AsArray().Count.ShouldBe(sees ? 2 : 1);
            decision["files"]!.AsArray().Count.ShouldBe(sees ? 1 : 0);
            decision["reason"]!.GetValue<string>().ShouldBe(sees ? request.Reason : "");
            (await list.JsonAsync())["items"]![0]!["reason"]!.GetValue<string>().ShouldBe(sees ? request.Reason : "");
            file.StatusCode.ShouldBe(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_file_is_kept_with_its_digest_and_never_opened_by_a_browser()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041", "Line 1");
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        using var asked = await PostAsync(server, "", token, Body(server, agent));

        using var answer = await server.Client.GetAsync("/api/v1/decisions/D-0001/file", token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsByteArrayAsync(Deciding.Stop)).ShouldBe(_picture);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        await using var db = server.Db();
        (await db.StoredFiles.SingleAsync(Deciding.Stop)).Digest.ShouldBe(SHA256.HashData(_picture));
        await server.EnrollmentTokenAsync("Line 2");
        using var elsewhere = await server.Client.GetAsync("/api/v1/decisions/D-0001/file", await server.ApiTokenAsync(AccessRole.SecurityManager, "Line 2"));
        await elsewhere.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_told_by_field()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);

        async Task RefusedAsync(string field, JsonNode? value, params string[] paths)
        {
            var body = Body(server, agent);
            body[field] = value;
            using var answer = await PostAsync(server, "", token, body);
            await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, paths);
        }

        await RefusedAsync("kind", "Pardon", "kind");
        await RefusedAsync("validUntil", "soon", "validUntil");
        await RefusedAsync("validUntil", "2030-01-01T00:00:00Z", "validUntil");
        await RefusedAsync("owner", "", "owner");
        await RefusedAsync("hosts", new JsonArray("nowhere"), "hosts");
        await RefusedAsync("file", new JsonObject { ["name"] = "a.txt", ["content"] = "%" }, "file.content");
        using var viewer = await PostAsync(server, "", await server.ApiTokenAsync(), Body(server, agent));
        await viewer.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        using var none = await server.Client.GetAsync("/api/v1/decisions/D-0009", token);
        await none.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        using var wrong = await server.Client.GetAsync("/api/v1/decisions?kind=7", token);
        await wrong.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "kind");
    }

    [Fact]
    public async Task ALM0009_the_catalogue_is_due_for_review_until_two_people_recorded_one()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await server.ReportingAsync("ES-041");
        var reader = Deciding.Person("V. Reader", AccessRole.Viewer);

        (await server.Get<CatalogueQueries>().NoticeAsync(reader, Deciding.Stop)).IsOpen.ShouldBeFalse();
        server.Clock.Advance(TimeSpan.FromDays(36));
        (await server.Get<CatalogueQueries>().NoticeAsync(reader, Deciding.Stop)).IsOpen.ShouldBeTrue();
        var reference = await server.AskAsync(Deciding.Request(server, DecisionKind.CatalogueReview));
        (await server.Get<CatalogueQueries>().NoticeAsync(reader, Deciding.Stop)).IsOpen.ShouldBeTrue();
        await server.ApproveAsync(reference);
        (await server.Get<CatalogueQueries>().NoticeAsync(reader, Deciding.Stop)).IsOpen.ShouldBeFalse();
        server.Clock.Advance(TimeSpan.FromDays(30));
        (await server.Get<CatalogueQueries>().NoticeAsync(reader, Deciding.Stop)).IsOpen.ShouldBeTrue();
    }

    private static JsonObject Body(AlmTestServer server, TestAgent agent) => new()
    {
        ["kind"] = "Attestation",
        ["measure"] = "Port",
        ["boundary"] = "Outside",
        ["hosts"] = new JsonArray(agent.HostName),
        ["reason"] = "The firewall drops it.",
        ["owner"] = "J. Brandt",
        ["validUntil"] = TestReport.Time(server.Clock.Now.AddDays(30)),
        ["file"] = new JsonObject { ["name"] = "rules.html", ["mediaType"] = "text/html", ["content"] = Convert.ToBase64String(_picture) },
    };

    private static Task<HttpResponseMessage> PostAsync(AlmTestServer server, string path, string bearer, JsonObject body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/decisions{path}") { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return server.Client.SendAsync(request, Deciding.Stop);
    }
}
