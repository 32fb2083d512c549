using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace AlmCompliance.Web.Tests.Access;

/// <summary>What nobody opened is closed.</summary>
public sealed class EndpointTests
{
    /// <summary>Who may come in without showing who they are. A new line here is a decision.</summary>
    private static readonly string[] _open =
    [
        "POST /api/v1/agents", "GET /healthz/live", "GET /healthz/ready", "POST /sign-out", "GET /sign-in", "POST /sign-in", "GET /set-up", "POST /set-up", "GET /set-password", "POST /set-password",

        // Files of the package that shows the API's document; the page that uses them is closed.
        "GET /api-docs/scalar.js", "GET /api-docs/scalar.aspnetcore.js", "GET /api-docs/favicon.svg",
    ];

    private static readonly string[] _forPrograms = ["/api/", "/healthz", "/metrics", "/openapi"];

    /// <summary>About one thing that this test has none of: an empty answer is not asked of them, and 404 tells that they were let in.</summary>
    private static readonly string[] _ofOneThing =
    [
        "/api/v1/decisions/{reference}", "/api/v1/decisions/{reference}/file", "/api/v1/agent-builds/{name}",
        "/api/v1/audit-reports/{report}", "/api/v1/audit-reports/{report}/changes", "/api/v1/audit-reports/{report}/files/{file}",
    ];

    /// <summary>Reads that are not for every role, and the least role that they are for.</summary>
    private static readonly Dictionary<string, AccessRole> _leastRole = new(StringComparer.Ordinal)
    {
        ["/api/v1/audit-entries"] = AccessRole.Auditor,
        ["/api/v1/audit-entries/head"] = AccessRole.Auditor,
        ["/api/v1/exports/audit-entries.csv"] = AccessRole.Auditor,
        ["/api/v1/people"] = AccessRole.Administrator,
        ["/api/v1/api-tokens"] = AccessRole.Administrator,
        ["/api/v1/retention"] = AccessRole.Administrator,
        ["/api/v1/retention/preview"] = AccessRole.Administrator,
    };

    /// <summary>Open to this machine only.</summary>
    private static readonly string[] _openToLoopback = ["GET /metrics", "GET /openapi/{documentName}.json"];

    [Fact]
    public async Task Every_endpoint_but_those_listed_is_closed_to_nobody()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var entrances = ServerEndpoints.All(server);
        entrances.Count(e => e.Path.StartsWith("/api/", StringComparison.Ordinal)).ShouldBeGreaterThan(7);

        foreach (var entrance in entrances.Where(e => !e.IsFile))
        {
            using var request = new HttpRequestMessage(new HttpMethod(entrance.Method), entrance.Path);
            request.Content = entrance.Method is "GET" or "HEAD" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await server.Client.SendAsync(request, AlmTestServer.Stop);
            if (_open.Contains(entrance.ToString()) || _openToLoopback.Contains(entrance.ToString()))
            {
                // The set-up page leads to the sign-in where there are users.
                (answer.Headers.Location?.ToString() ?? "").ShouldNotContain("ReturnUrl", Case.Insensitive, entrance.ToString());
                continue;
            }

            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.Found, entrance.ToString());
                answer.Headers.Location!.PathAndQuery.ShouldStartWith("/sign-in?ReturnUrl=", Case.Sensitive, entrance.ToString());
                _forPrograms.ShouldNotContain(p => entrance.Path.StartsWith(p, StringComparison.OrdinalIgnoreCase), entrance.ToString());
            }
        }
    }

    [Fact]
    public async Task Only_the_listed_endpoints_and_the_products_files_are_marked_as_open()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);

        var entrances = ServerEndpoints.All(server);
        var marked = entrances.Where(e => e.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null).ToList();

        marked.Where(e => !e.IsFile).Select(e => e.ToString()).Distinct().Order().ShouldBe(_open.Order());
        marked.Where(e => e.IsFile).ShouldAllBe(e => e.Method == "GET" || e.Method == "HEAD");
        entrances.Where(e => e.IsFile).ShouldNotBeEmpty();
        entrances.Where(e => e.IsFile).ShouldAllBe(e => e.Route.Contains('.', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/API/v1/Hosts")]
    [InlineData("/healthz/nothing")]
    [InlineData("/api/v1/hosts/..%2F..%2Fetc%2Fpasswd")]
    [InlineData("/api/v2/hosts")]
    public async Task A_path_for_programs_never_redirects(string path)
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);

        using var answer = await server.Client.GetAsync(new Uri(server.Address, path), AlmTestServer.Stop);

        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.NotFound);
        answer.Headers.Location.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_open_to_this_machine_is_closed_to_others()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var policies = server.Get<IAuthorizationPolicyProvider>();
        var authorization = server.Get<IAuthorizationService>();
        var policy = (await policies.GetPolicyAsync(IdentityHosting.OperationsPolicy))!;

        async Task<bool> MayAsync(string peer, Actor actor, string host = "localhost:5080", string? header = null)
        {
            var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(peer) } };
            context.Request.Host = new HostString(host);
            if (header is not null)
            {
                context.Request.Headers[header] = "127.0.0.1";
            }

            var identity = new System.Security.Claims.ClaimsIdentity(AlmClaims.Of(actor), actor.Kind == ActorKind.Nobody ? null : "test");
            identity.AddClaim(new(System.Security.Claims.ClaimTypes.NameIdentifier, "1"));
            return (await authorization.AuthorizeAsync(new(identity), context, policy)).Succeeded;
        }

        (await MayAsync("127.0.0.1", Actor.Nobody)).ShouldBeTrue();
        (await MayAsync("::1", Actor.Nobody, "[::1]:5080")).ShouldBeTrue();
        (await MayAsync("127.0.0.1", Actor.Nobody, "plant.example")).ShouldBeFalse("a page of another name may resolve to this machine");
        foreach (var header in (string[])["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "x-forwarded-host", "X-Forwarded-Proto"])
        {
            (await MayAsync("127.0.0.1", Actor.Nobody, header: header)).ShouldBeFalse($"a proxy on this machine speaks for others: {header}");
        }

        (await MayAsync("10.20.4.41", Actor.Nobody)).ShouldBeFalse();
        (await MayAsync("10.20.4.41", Actor.Nobody, header: "X-Forwarded-For")).ShouldBeFalse();
        (await MayAsync("::ffff:10.20.4.41", Actor.Nobody)).ShouldBeFalse();
        (await MayAsync("10.20.4.41", Actor.Agent(Guid.NewGuid()))).ShouldBeFalse();
        (await MayAsync("10.20.4.41", new Actor(ActorKind.ApiToken, "1", "monitoring", AccessRole.Viewer, null))).ShouldBeTrue();
    }

    [Theory, OnBoth]
    public async Task Health_is_told_to_anyone(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        foreach (var path in (string[])["/healthz/live", "/healthz/ready", "/metrics", "/openapi/v1.json"])
        {
            using var answer = await server.Client.GetAsync(path, AlmTestServer.Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            (await answer.Content.ReadAsStringAsync(AlmTestServer.Stop)).ShouldNotBeEmpty(path);
        }
    }

    [Fact]
    public async Task A_wrong_method_and_an_unknown_path_are_told_as_such()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync();
        foreach (var bearer in (string[])[(await server.AgentAsync()).Key, token, "almk_unknown"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/inventory-reports");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            using var answer = await server.Client.SendAsync(request, AlmTestServer.Stop);
            await answer.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed);
            answer.Content.Headers.Allow.ShouldContain("POST");
        }

        foreach (var path in (string[])["/api/v1/nothing", "/api/v1/hosts/42", "/api/nothing"])
        {
            using var answer = await server.Client.GetAsync(path, token);
            await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        }
    }

    [Theory, OnBoth]
    public async Task Each_kind_of_caller_gets_what_is_theirs(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync("ES-041", "Cell 1");
        var zone = (await agent.HostAsync()).ZoneId!.Value;
        var reads = ServerEndpoints.All(server, name => name switch { "id" => agent.HostId.ToString(), "zoneId" => zone.ToString(), "advisory" => "57252401", _ => "v1" })
            .Where(e => e.Method == "GET" && e.Path.StartsWith("/api/v1/", StringComparison.Ordinal) && !e.Route.Contains("{revision", StringComparison.Ordinal))
            .Select(e => e.Route.EndsWith("/search", StringComparison.Ordinal) ? e with { Path = $"{e.Path}?q=ES" } : e).ToList();
        reads.Count.ShouldBeGreaterThan(6);
        foreach (var read in reads)
        {
            using var byAgent = await server.Client.GetAsync(read.Path, agent.Key);
            await byAgent.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
            using var byNobody = await server.Client.GetAsync(read.Path, AlmTestServer.Stop);
            await byNobody.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        }

        foreach (var role in (AccessRole[])[AccessRole.Viewer, AccessRole.Auditor, AccessRole.SecurityManager, AccessRole.Administrator])
        {
            var token = await server.ApiTokenAsync(role);
            using var person = await Person.SignedInAsync(server, role);
            foreach (var read in reads)
            {
                using var byToken = await server.Client.GetAsync(read.Path, token);
                byToken.StatusCode.ShouldBe(LetIn(read, role), $"{role} {read}");
                using var byPerson = await person.GetAsync(read.Path);
                byPerson.StatusCode.ShouldBe(LetIn(read, role), $"{role} {read}");
            }

            using var report = new HttpRequestMessage(HttpMethod.Post, "/api/v1/inventory-reports") { Content = new StringContent(agent.Report().ToJsonString(), Encoding.UTF8, "application/json") };
            using var reported = await person.Http.SendAsync(report, AlmTestServer.Stop);
            await reported.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        }
    }

    private static HttpStatusCode LetIn(Entrance read, AccessRole role) => role < _leastRole.GetValueOrDefault(read.Route, AccessRole.Viewer) ? HttpStatusCode.Forbidden : _ofOneThing.Contains(read.Route) ? HttpStatusCode.NotFound : HttpStatusCode.OK;

    [Theory]
    [InlineData("Origin", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.Accepted)]
    [InlineData("Accept", "application/json", HttpStatusCode.Accepted)]
    public async Task A_page_of_another_origin_changes_nothing_by_a_persons_cookie(string header, string value, HttpStatusCode expected)
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/compliance/recompute");
        request.Headers.TryAddWithoutValidation(header, value);
        using var byToken = new HttpRequestMessage(HttpMethod.Post, "/api/v1/compliance/recompute");
        byToken.Headers.TryAddWithoutValidation(header, value);
        byToken.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await server.ApiTokenAsync(AccessRole.SecurityManager));

        using var answer = await person.Http.SendAsync(request, AlmTestServer.Stop);
        using var toProgram = await server.Client.SendAsync(byToken, AlmTestServer.Stop);

        answer.StatusCode.ShouldBe(expected);
        toProgram.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory]
    [InlineData("Basic", "YTpi")]
    [InlineData("Bearer", "")]
    [InlineData("Negotiate", "x")]
    public async Task Another_kind_of_credentials_is_none(string scheme, string parameter)
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/hosts");
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, parameter);

        using var answer = await server.Client.SendAsync(request, AlmTestServer.Stop);

        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
    }
}
