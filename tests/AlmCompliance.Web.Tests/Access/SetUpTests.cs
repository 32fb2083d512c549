using System.Net;
using System.Text;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Access;

public sealed class SetUpTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_server_without_users_offers_people_its_set_up_and_programs_what_is_theirs(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider, withUsers: false);
        foreach (var path in (string[])["/", "/hosts", $"/hosts/{Guid.NewGuid()}", "/agents", "/sign-in", "/nothing", "/api-docs"])
        {
            using var answer = await server.Client.GetAsync(path, Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.Found, path);
            answer.Headers.Location!.ToString().ShouldBe("/set-up", path);
        }

        using var page = await server.Client.GetAsync("/set-up", Stop);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        using var read = await server.Client.GetAsync("/api/v1/hosts", await server.ApiTokenAsync());
        read.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var closed = await server.Client.GetAsync("/api/v1/hosts", Stop);
        await closed.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        using var health = await server.Client.GetAsync("/healthz/ready", Stop);
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnBoth]
    public async Task Its_code_makes_one_administrator_who_can_sign_in(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider, withUsers: false);
        var code = await CodeAsync(server);
        using var person = Person.At(server);

        using var made = await person.SetUpAsync(code, "first@plant.example");

        made.StatusCode.ShouldBe(HttpStatusCode.Found);
        using var signedIn = await person.SignInAsync("first@plant.example", Person.Password);
        signedIn.StatusCode.ShouldBe(HttpStatusCode.Found);
        using var again = await person.GetAsync("/set-up");
        again.StatusCode.ShouldBe(HttpStatusCode.Found);
        (await server.Get<SetUp>().RunAsync(Actor.Nobody, code, "second@plant.example", Person.Password, Stop)).Errors.ShouldBe([SetUp.WrongCode]);
        (await server.Get<SetUp>().NewCodeAsync(AlmTestServer.Administrator, Stop)).ShouldBeNull();
        await using var db = server.Db();
        var user = await db.Users.SingleAsync(Stop);
        (user.Email, user.Role).ShouldBe(("first@plant.example", AccessRole.Administrator));
    }

    [Theory, OnBoth]
    public async Task Sent_several_times_at_once_it_still_makes_one(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider, withUsers: false);
        var code = await CodeAsync(server);

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => server.Get<SetUp>().RunAsync(Actor.Nobody, code, $"person-{i}@plant.example", Person.Password, Stop)));

        made.Count(o => o.Succeeded).ShouldBe(1);
        await using var db = server.Db();
        (await db.Users.CountAsync(Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task A_weak_password_leaves_the_code_good_and_a_newer_code_ends_it(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider, withUsers: false);
        var first = await CodeAsync(server);
        var setUp = server.Get<SetUp>();
        var weak = await setUp.RunAsync(Actor.Nobody, first, "first@plant.example", "short", Stop);
        weak.Errors.ShouldNotBeEmpty();
        weak.Errors.ShouldNotContain(SetUp.WrongCode);

        var second = await CodeAsync(server);

        (await setUp.RunAsync(Actor.Nobody, first, "first@plant.example", Person.Password, Stop)).Errors.ShouldBe([SetUp.WrongCode]);
        (await setUp.RunAsync(Actor.Nobody, second, "first@plant.example", Person.Password, Stop)).Succeeded.ShouldBeTrue();
    }

    [Theory, OnBoth]
    public async Task A_wrong_code_counts_against_its_real_address(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider, withUsers: false);
        var code = await CodeAsync(server);
        using var attacker = Person.At(server, "127.0.0.2");
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await attacker.SetUpAsync($"alms_{i}", "evil@plant.example", forwardedFor: $"10.0.0.{i}");
            wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var more = await attacker.SetUpAsync(code, "evil@plant.example", forwardedFor: "127.0.0.9");

        more.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        await using var db = server.Db();
        (await db.Users.AnyAsync(Stop)).ShouldBeFalse();
        using var person = Person.At(server, "127.0.0.3");
        using var made = await person.SetUpAsync(code, "first@plant.example");
        made.StatusCode.ShouldBe(HttpStatusCode.Found);
    }

    [Theory, OnBoth]
    public async Task What_a_person_types_is_shown_again_encoded(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider, withUsers: false);
        using var person = Person.At(server);

        using var answer = await person.SetUpAsync("\"><script>alm</script>", "\"><script>alm</script>@plant.example");

        var page = await answer.Content.ReadAsStringAsync(Stop);
        page.ShouldNotContain("<script>alm");
        Encoding.UTF8.GetByteCount(page).ShouldBeGreaterThan(500);
    }

    private static async Task<string> CodeAsync(AlmTestServer server) => (await server.Get<SetUp>().NewCodeAsync(AlmTestServer.Administrator, Stop))!;
}
