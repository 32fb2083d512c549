using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Tests.Ingest;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Access;

/// <summary>An address may fail so often; who has a right to be served is served all the same.</summary>
public sealed class FailureLimitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Wrong_keys_exhaust_their_real_address_only_and_valid_keys_still_pass(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var token = await server.ApiTokenAsync();
        var attacker = server.ClientFrom("127.0.0.2");
        var refused = 0;
        for (var i = 0; i < 70; i++)
        {
            using var answer = await GetAsync(attacker, $"almk_{i}", $"10.0.0.{i}");
            refused += answer.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
        }

        refused.ShouldBeInRange(10, 11);
        using var more = await GetAsync(attacker, "almk_unknown", "127.0.0.9");
        await more.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
        more.Headers.RetryAfter.ShouldNotBeNull();
        using var neighbour = await GetAsync(server.ClientFrom("127.0.0.3"), "almk_unknown", "127.0.0.2");
        await neighbour.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        using var valid = await GetAsync(attacker, token);
        valid.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var report = new HttpRequestMessage(HttpMethod.Post, "/api/v1/inventory-reports") { Content = new StringContent(agent.Report().ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
        report.Headers.Authorization = new("Bearer", agent.Key);
        using var reported = await attacker.SendAsync(report, Stop);
        reported.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory, OnBoth]
    public async Task Failed_enrolments_exhaust_their_real_address_only_and_a_valid_token_still_enrols(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync();
        var attacker = server.ClientFrom("127.0.0.2");
        var refused = 0;
        for (var i = 0; i < 40; i++)
        {
            using var answer = await EnrollAsync(attacker, $"alme_{i}", $"10.0.0.{i}");
            refused += answer.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
        }

        refused.ShouldBe(10);
        using var more = await EnrollAsync(attacker, "alme_unknown", "127.0.0.9");
        await more.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
        more.Headers.RetryAfter.ShouldNotBeNull();
        using var neighbour = await EnrollAsync(server.ClientFrom("127.0.0.3"), "alme_unknown", "127.0.0.2");
        await neighbour.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        using var valid = await EnrollAsync(attacker, token, "127.0.0.2");
        valid.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory, OnBoth]
    public async Task A_whole_plant_may_enrol_from_one_address(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync(maxUses: 500);

        var created = 0;
        await Parallel.ForAsync(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (i, _) =>
        {
            using var answer = await server.EnrollAsync(Enrollment.Request(token, hostName: $"ES-{i}"));
            Interlocked.Add(ref created, answer.StatusCode == HttpStatusCode.Created ? 1 : 0);
        });

        created.ShouldBe(500);
    }

    [Theory, OnBoth]
    public async Task Wrong_passwords_exhaust_their_real_address_only_even_where_each_is_for_another_person(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await Person.AddAsync(server, "anna@plant.example", AccessRole.Viewer);
        using var attacker = Person.At(server, "127.0.0.2");
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await attacker.SignInAsync($"person-{i}@plant.example", "a wrong password", forwardedFor: $"10.0.0.{i}");
            wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var more = await attacker.SignInAsync("anna@plant.example", Person.Password, forwardedFor: "127.0.0.9");
        using var anna = Person.At(server, "127.0.0.3");
        using var signedIn = await anna.SignInAsync("anna@plant.example", Person.Password, forwardedFor: "127.0.0.2");

        more.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        more.Headers.RetryAfter.ShouldNotBeNull();
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string bearer, string? forwardedFor = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/hosts");
        request.Headers.Authorization = new("Bearer", bearer);
        Forge(request, forwardedFor);
        return client.SendAsync(request, Stop);
    }

    private static Task<HttpResponseMessage> EnrollAsync(HttpClient client, string token, string forwardedFor)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/agents")
        {
            Content = System.Net.Http.Json.JsonContent.Create(Enrollment.Request(token), options: System.Text.Json.JsonSerializerOptions.Web),
        };
        Forge(request, forwardedFor);
        return client.SendAsync(request, Stop);
    }

    private static void Forge(HttpRequestMessage request, string? forwardedFor)
    {
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
            request.Headers.Add("X-Real-IP", forwardedFor);
            request.Headers.Add("Forwarded", $"for={forwardedFor}");
        }
    }
}
