using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Access;

public sealed partial class SecurityHeaderTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_answer_carries_the_headers_and_a_nonce_of_its_own()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync();
        using var person = await Person.SignedInAsync(server, AccessRole.Administrator);
        var nonces = new HashSet<string>(StringComparer.Ordinal);

        async Task CheckAsync(Task<HttpResponseMessage> sent, HttpStatusCode status, string what)
        {
            using var answer = await sent;
            answer.StatusCode.ShouldBe(status, what);
            nonces.Add(NonceOf(answer, what)).ShouldBeTrue(what);
        }

        var body = Encoding.UTF8.GetBytes(agent.Report().ToJsonString());
        await CheckAsync(person.GetAsync("/"), HttpStatusCode.OK, "page");
        await CheckAsync(person.GetAsync("/hosts"), HttpStatusCode.OK, "page with a grid");
        await CheckAsync(person.GetAsync("/agents"), HttpStatusCode.OK, "page of agents");
        await CheckAsync(person.GetAsync("/sign-in"), HttpStatusCode.Found, "redirect of a page");
        await CheckAsync(person.GetAsync("/api-docs/"), HttpStatusCode.OK, "page of the API");
        await CheckAsync(person.GetAsync("/api/v1/hosts"), HttpStatusCode.OK, "JSON");
        await CheckAsync(person.GetAsync("/api/v1/exports/hosts.csv"), HttpStatusCode.OK, "CSV");
        await CheckAsync(person.GetAsync($"/api/v1/hosts/{Guid.NewGuid()}"), HttpStatusCode.NotFound, "404 of the API");
        await CheckAsync(person.GetAsync("/nothing/here"), HttpStatusCode.NotFound, "404 of a page");
        await CheckAsync(server.Client.GetAsync("/sign-in", Stop), HttpStatusCode.OK, "plain page");
        await CheckAsync(server.Client.GetAsync("/hosts", Stop), HttpStatusCode.Found, "redirect to the sign-in");
        await CheckAsync(server.Client.GetAsync("/api/v1/hosts", Stop), HttpStatusCode.Unauthorized, "401");
        await CheckAsync(server.Client.GetAsync("/api/v1/hosts", agent.Key), HttpStatusCode.Forbidden, "403");
        await CheckAsync(server.Client.DeleteAsync("/api/v1/inventory-reports", Stop), HttpStatusCode.MethodNotAllowed, "405");
        await CheckAsync(server.Client.SendAsync(new HttpRequestMessage(new HttpMethod("MADEUP"), "/"), Stop), HttpStatusCode.NotImplemented, "501");
        await CheckAsync(server.Client.GetAsync("/css/tokens.css", Stop), await ExistsAsync(server, "/css/tokens.css"), "file");
        await CheckAsync(server.Client.GetAsync("/healthz/live", Stop), HttpStatusCode.OK, "health");
        await CheckAsync(server.Client.GetAsync("/metrics", Stop), HttpStatusCode.OK, "metrics");
        await CheckAsync(server.Client.GetAsync("/openapi/v1.json", Stop), HttpStatusCode.OK, "OpenAPI");
        await CheckAsync(agent.PostAsync(body), HttpStatusCode.Accepted, "202");
        await CheckAsync(agent.PostAsync("{}"), HttpStatusCode.BadRequest, "400");
        await CheckAsync(agent.PostAsync(body, contentType: "text/plain"), HttpStatusCode.UnsupportedMediaType, "415 of routing");
        await CheckAsync(agent.PostAsync(body, "br"), HttpStatusCode.UnsupportedMediaType, "415 of an exception");
        await CheckAsync(agent.PostAsync(Ingest.Gzip.Pack(new byte[2 * 1024 * 1024]), "gzip"), HttpStatusCode.RequestEntityTooLarge, "413");
        ((IDisposable)server.Lane).Dispose();
        await CheckAsync(agent.PostAsync(agent.Report()), HttpStatusCode.ServiceUnavailable, "503 of a closing server");
    }

    [Fact]
    public async Task The_scripts_of_a_page_carry_its_nonce_and_none_stands_in_an_attribute()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        using var person = await Person.SignedInAsync(server, AccessRole.Administrator);
        foreach (var path in (string[])["/", "/hosts", "/agents", "/api-docs/"])
        {
            using var answer = await person.GetAsync(path);
            var nonce = NonceOf(answer, path);
            var page = await answer.Content.ReadAsStringAsync(Stop);

            foreach (Match script in InlineScript().Matches(page))
            {
                WebUtility.HtmlDecode(script.Value).ShouldContain($"nonce=\"{nonce}\"", Case.Sensitive, path);
            }

            InlineHandler().IsMatch(page).ShouldBeFalse(path);
        }
    }

    private static async Task<HttpStatusCode> ExistsAsync(AlmTestServer server, string path)
    {
        var file = ServerEndpoints.All(server).Where(e => e.IsFile).Select(e => e.Path).FirstOrDefault(p => p == path);
        file.ShouldNotBeNull("the product's style sheet has another name now");
        using var answer = await server.Client.GetAsync(path, Stop);
        (await answer.Content.ReadAsByteArrayAsync(Stop)).Length.ShouldBeGreaterThan(100);
        return HttpStatusCode.OK;
    }

    private static string NonceOf(HttpResponseMessage answer, string what)
    {
        var policy = answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem(what);
        var match = Policy().Match(policy);
        match.Success.ShouldBeTrue($"{what}: {policy}");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], what);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"], what);
        answer.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["same-origin"], what);
        answer.Headers.Contains("Permissions-Policy").ShouldBeTrue(what);
        answer.Headers.Contains("Server").ShouldBeFalse(what);
        return match.Groups["nonce"].Value;
    }

    [GeneratedRegex("^script-src 'self' 'nonce-(?<nonce>[A-Za-z0-9+/=]{22,})'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Policy();

    [GeneratedRegex("<script(?![^>]*\\bsrc=)[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineScript();

    [GeneratedRegex("<[a-z][^>]*\\son[a-z]+=", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineHandler();
}
