using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
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

        refused.ShouldBe(10);
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
        await GuessAsync(attacker, 50);

        using var more = await attacker.SignInAsync("anna@plant.example", Person.Password, forwardedFor: "127.0.0.9");
        using var anna = Person.At(server, "127.0.0.3");
        using var signedIn = await anna.SignInAsync("anna@plant.example", Person.Password, forwardedFor: "127.0.0.2");

        more.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        more.Headers.RetryAfter.ShouldNotBeNull();
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Theory, OnBoth]
    public async Task Whoever_has_signed_in_from_an_address_before_is_not_kept_out_by_those_who_guess_behind_it_nor_is_anybody_for_long(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await Person.AddAsync(server, "anna@plant.example", AccessRole.Viewer);
        await Person.AddAsync(server, "new@plant.example", AccessRole.Viewer);
        using var anna = Person.At(server, "127.0.0.2");
        using var first = await anna.SignInAsync("anna@plant.example", Person.Password);
        using var attacker = Person.At(server, "127.0.0.2");
        await GuessAsync(attacker, 50);

        using var again = Person.At(server, "127.0.0.2");
        using var annaAgain = await again.SignInAsync("ANNA@plant.example", Person.Password);
        using var newcomer = Person.At(server, "127.0.0.2");
        using var refused = await newcomer.SignInAsync("new@plant.example", Person.Password);
        server.Clock.Advance(refused.Headers.RetryAfter!.Delta!.Value);
        using var welcome = await newcomer.SignInAsync("new@plant.example", Person.Password);

        annaAgain.StatusCode.ShouldBe(HttpStatusCode.Found);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.Delta.Value.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        welcome.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Guesses_sent_side_by_side_cannot_overshoot_and_right_passwords_count_for_nothing()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await Person.AddAsync(server, "anna@plant.example", AccessRole.Viewer);
        var peer = IPAddress.Parse("127.0.0.2");
        var limit = server.Get<FailureLimits>().SignIns;
        for (var i = 0; i < 60; i++)
        {
            limit.TryBegin(peer, $"person {i}").ShouldNotBeNull().Succeeded();
        }

        using var attacker = Person.At(server, "127.0.0.2");
        using var form = await attacker.SignInAsync("person@plant.example", "a wrong password");
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => attacker.SignInAsync($"person-{i}@plant.example", "a wrong password")));

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(49);
        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(11);
    }

    [Fact]
    public void A_clock_that_is_set_back_keeps_nobody_out_for_longer()
    {
        var clock = new TestClock();
        var limit = new FailureLimit<int>(2, TimeSpan.FromSeconds(6), clock);
        limit.TryCount(1).ShouldBeTrue();
        limit.TryCount(1).ShouldBeTrue();

        clock.Advance(TimeSpan.FromDays(-1));
        limit.TryCount(1).ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(12));

        limit.TryCount(1).ShouldBeTrue();
    }

    private static async Task GuessAsync(Person attacker, int guesses)
    {
        using var form = await attacker.GetAsync("/sign-in");
        await Parallel.ForAsync(0, guesses, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Stop }, async (i, _) =>
        {
            using var wrong = await attacker.SignInAsync($"person-{i}@plant.example", "a wrong password", forwardedFor: $"10.0.0.{i}");
            wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        });
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
