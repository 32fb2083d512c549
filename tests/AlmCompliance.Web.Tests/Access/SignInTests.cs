using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Access;

public sealed class SignInTests
{
    private const string Anna = "anna@plant.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Five_wrong_passwords_lock_the_account_for_the_right_one_too(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await Person.AddAsync(server, Anna, AccessRole.Viewer);
        (await TryAsync(server, Person.Password)).ShouldNotBeNull();
        for (var i = 0; i < 4; i++)
        {
            (await TryAsync(server, $"wrong {i}")).ShouldBeNull();
        }

        (await TryAsync(server, Person.Password)).ShouldNotBeNull("four are forgiven");
        for (var i = 0; i < 5; i++)
        {
            (await TryAsync(server, $"wrong {i}")).ShouldBeNull();
        }

        (await TryAsync(server, Person.Password)).ShouldBeNull();
        (await LockOutsAsync(server)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task Five_wrong_passwords_at_once_lock_it_just_as_well(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await Person.AddAsync(server, Anna, AccessRole.Viewer);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => TryAsync(server, $"wrong {i}")));

        (await TryAsync(server, Person.Password)).ShouldBeNull();
        (await LockOutsAsync(server)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task Guesses_sent_side_by_side_cannot_outrun_the_lockout(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await Person.AddAsync(server, Anna, AccessRole.Viewer);

        var tries = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => TryAsync(server, $"wrong {i}")));

        tries.ShouldAllBe(t => t == null);
        (await LockOutsAsync(server)).ShouldBe(1);
        await using var db = server.Db();
        (await db.Users.SingleAsync(u => u.Email == Anna, Stop)).AccessFailedCount.ShouldBe(0, "guesses after the lockout are not even counted");
    }

    [Theory, OnBoth]
    public async Task An_unknown_person_is_told_the_same_as_one_with_a_wrong_password(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await Person.AddAsync(server, Anna, AccessRole.Viewer);
        using var person = Person.At(server);
        using var wrong = await person.SignInAsync(Anna, "a wrong password");
        using var unknown = await person.SignInAsync("nobody@plant.example", "a wrong password");

        (wrong.StatusCode, unknown.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        var said = await SaidAsync(wrong);
        said.ShouldNotBeEmpty();
        (await SaidAsync(unknown)).ShouldBe(said);
    }

    [Theory, OnBoth]
    public async Task A_sign_in_is_a_cookie_that_scripts_cannot_read_and_signing_out_ends_it(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await Person.AddAsync(server, Anna, AccessRole.Viewer);
        using var person = Person.At(server);
        using var signedIn = await person.SignInAsync(Anna, Person.Password, "/sign-in?ReturnUrl=%2Fhosts");
        signedIn.Headers.Location!.ToString().ShouldEndWith("/hosts");
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("alm.sign-in=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        using var hosts = await person.GetAsync("/api/v1/hosts");
        hosts.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var forged = await person.SendAsync("/sign-out", []);
        forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var still = await person.GetAsync("/api/v1/hosts");
        still.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    public async Task A_sign_in_leads_nowhere_else_than_here(string target)
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await Person.AddAsync(server, Anna, AccessRole.Viewer);
        using var person = Person.At(server);

        using var signedIn = await person.SignInAsync(Anna, Person.Password, $"/sign-in?ReturnUrl={Uri.EscapeDataString(target)}");

        signedIn.StatusCode.ShouldBe(HttpStatusCode.Found);
        new Uri(server.Address, signedIn.Headers.Location!).ShouldBe(server.Address);
    }

    [Theory, OnBoth]
    public async Task A_form_without_its_token_signs_nobody_in(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await Person.AddAsync(server, Anna, AccessRole.Viewer);
        using var person = Person.At(server);

        using var answer = await person.SendAsync("/sign-in", new() { ["_handler"] = "sign-in", ["Form.Email"] = Anna, ["Form.Password"] = Person.Password });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        person.Cookies.GetAllCookies().ShouldNotContain(c => c.Name == "alm.sign-in");
    }

    [Theory, OnBoth]
    public async Task Whoever_was_changed_is_signed_out_within_a_minute(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var id = await Person.AddAsync(server, Anna, AccessRole.Administrator);
        using var person = Person.At(server);
        using var signedIn = await person.SignInAsync(Anna, Person.Password);
        await using (var db = server.Db())
        {
            await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.SecurityStamp, "another"), Stop);
        }

        server.Clock.Advance(TimeSpan.FromSeconds(61));

        using var answer = await person.GetAsync("/api/v1/hosts");
        await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
    }

    private static async Task<object?> TryAsync(AlmTestServer server, string password) => await server.Get<SignIn>().RunAsync(Actor.Nobody, IPAddress.Parse("10.20.4.41"), Anna, password, Stop);

    private static async Task<int> LockOutsAsync(AlmTestServer server)
    {
        await using var db = server.Db();
        return await db.AuditEntries.CountAsync(e => e.Action == "user.locked-out", Stop);
    }

    private static async Task<string> SaidAsync(HttpResponseMessage page)
    {
        var text = await page.Content.ReadAsStringAsync(Stop);
        var alert = text.IndexOf("role=\"alert\"", StringComparison.Ordinal);
        return alert < 0 ? "" : text[alert..text.IndexOf("</p>", alert, StringComparison.Ordinal)];
    }
}
