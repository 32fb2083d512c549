using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Administration;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AlmCompliance.Web.Tests.Administration;

/// <summary>Who gives whom which rights; and what somebody tries who wants more than theirs.</summary>
public sealed class PeopleTests
{
    private static readonly string[] _north = ["North"];
    private static readonly string[] _east = ["East"];

    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task A_person_is_added_with_zones_and_sets_their_own_password_once(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.EnrollmentTokenAsync("North");
        var administrator = await ActorAsync(server, AccessRole.Administrator);

        var added = await server.Get<AddPerson>().RunAsync(administrator, "anna@plant.example", new PersonAccess(AccessRole.Auditor, ["north"]), Stop);
        var code = added.Value!.Code;
        using var anna = Person.At(server);
        using var before = await anna.SignInAsync("anna@plant.example", Person.Password);
        using var set = await SetAsync(anna, code, Person.Password);
        using var after = await anna.SignInAsync("anna@plant.example", Person.Password);
        using var again = await SetAsync(Person.At(server), code, "another good password");

        before.StatusCode.ShouldBe(HttpStatusCode.OK, "without a password nobody signs in");
        set.StatusCode.ShouldBe(HttpStatusCode.Found);
        after.StatusCode.ShouldBe(HttpStatusCode.Found);
        again.StatusCode.ShouldBe(HttpStatusCode.OK, "a link works once");
        var listed = (await server.Get<PeopleQueries>().ListAsync(administrator, Stop)).Single(p => p.Email == "anna@plant.example");
        (listed.Role, listed.AllZones, listed.HasPassword, listed.LinkUntil).ShouldBe((AccessRole.Auditor, false, true, null));
        listed.Zones.ShouldBe(["North"]);
        await using var db = server.Db();
        var acts = await db.AuditEntries.Where(e => e.SubjectId == added.Value.Id.ToString() && e.Action != "user.sign-in-failed").OrderBy(e => e.Sequence).ToListAsync(Stop);
        acts.Select(a => a.Action).ShouldBe(["user.added", "user.password-set", "user.signed-in"]);
        acts.ShouldAllBe(a => !a.After.Contains(code, StringComparison.Ordinal) && !a.After.Contains("almp_", StringComparison.Ordinal));
        (await db.PasswordCodes.CountAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task A_link_ends_by_time_by_a_newer_one_and_with_a_lock()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var administrator = await ActorAsync(server, AccessRole.Administrator);
        var id = await Person.AddAsync(server, "bert@plant.example", AccessRole.Viewer);
        var links = server.Get<MakePasswordLink>();
        var old = (await links.RunAsync(administrator, id, Stop)).Value!;
        var newer = (await links.RunAsync(administrator, id, Stop)).Value!;
        var set = server.Get<SetPassword>();

        (await set.ByCodeAsync(Actor.Nobody, IPAddress.Loopback, old, "another good password", Stop)).Errors.ShouldBe([SetPassword.WrongCode]);
        (await set.ByCodeAsync(Actor.Nobody, IPAddress.Loopback, newer, "short", Stop)).Succeeded.ShouldBeFalse();
        server.Clock.Advance(PasswordCodes.Life);
        (await set.ByCodeAsync(Actor.Nobody, IPAddress.Loopback, newer, "another good password", Stop)).Errors.ShouldBe([SetPassword.WrongCode]);
        var last = (await links.RunAsync(administrator, id, Stop)).Value!;
        (await server.Get<LockPerson>().RunAsync(administrator, id, true, Stop)).Succeeded.ShouldBeTrue();
        (await set.ByCodeAsync(Actor.Nobody, IPAddress.Loopback, last, "another good password", Stop)).Errors.ShouldBe([SetPassword.WrongCode]);
        (await links.RunAsync(administrator, id, Stop)).Obstacle!.Key.ShouldBe("Locked");
    }

    [Theory, OnBoth]
    public async Task The_last_administrator_is_neither_demoted_nor_locked_nor_removed(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var last = await ActorAsync(server, AccessRole.Administrator);
        var id = Guid.Parse(last.Id);
        var console = AlmTestServer.Administrator;
        var viewer = new PersonAccess(AccessRole.Viewer, null);

        (await server.Get<GrantAccess>().RunAsync(console, id, viewer, Stop)).Obstacle!.Key.ShouldBe("LastAdministrator");
        (await server.Get<LockPerson>().RunAsync(console, id, true, Stop)).Obstacle!.Key.ShouldBe("LastAdministrator");
        (await server.Get<RemovePerson>().RunAsync(console, id, Stop)).Obstacle!.Key.ShouldBe("LastAdministrator");

        var other = await ActorAsync(server, AccessRole.Administrator);
        (await server.Get<LockPerson>().RunAsync(last, Guid.Parse(other.Id), true, Stop)).Succeeded.ShouldBeTrue();
        (await server.Get<GrantAccess>().RunAsync(console, id, viewer, Stop)).Obstacle!.Key.ShouldBe("LastAdministrator", "one who is locked administers nothing");
        (await server.Get<LockPerson>().RunAsync(last, Guid.Parse(other.Id), false, Stop)).Succeeded.ShouldBeTrue();
        (await server.Get<GrantAccess>().RunAsync(other, id, viewer, Stop)).Succeeded.ShouldBeTrue();
        await using var db = server.Db();
        (await db.Users.SingleAsync(u => u.Id == id, Stop)).Role.ShouldBe(AccessRole.Viewer);
    }

    [Fact]
    public async Task Nobody_raises_themselves_and_no_scope_is_widened_from_within()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await server.EnrollmentTokenAsync("North");
        var administrator = await ActorAsync(server, AccessRole.Administrator);
        var self = Guid.Parse(administrator.Id);
        var all = new PersonAccess(AccessRole.Administrator, null);
        var grant = server.Get<GrantAccess>();

        (await grant.RunAsync(administrator, self, all, Stop)).Obstacle!.Key.ShouldBe("Self");
        (await server.Get<LockPerson>().RunAsync(administrator, self, false, Stop)).Obstacle!.Key.ShouldBe("Self");
        (await server.Get<RemovePerson>().RunAsync(administrator, self, Stop)).Obstacle!.Key.ShouldBe("Self");
        (await server.Get<MakePasswordLink>().RunAsync(administrator, self, Stop)).Obstacle!.Key.ShouldBe("OwnLink");
        (await grant.RunAsync(administrator, Guid.NewGuid(), all, Stop)).IsNotFound.ShouldBeTrue();
        var viewer = await Person.AddAsync(server, "viewer@plant.example", AccessRole.Viewer, "North");
        (await grant.RunAsync(administrator, viewer, new PersonAccess(AccessRole.Administrator, ["North"]), Stop)).Obstacle!.Key.ShouldBe("AdministratorZones");
        (await grant.RunAsync(administrator, viewer, new PersonAccess(AccessRole.Viewer, ["nowhere"]), Stop)).Obstacle!.Key.ShouldBe("UnknownZone");
        (await grant.RunAsync(administrator, viewer, new PersonAccess(AccessRole.Viewer, []), Stop)).Obstacle!.Key.ShouldBe("Zones");
        (await grant.RunAsync(administrator, viewer, new PersonAccess((AccessRole)9, null), Stop)).Obstacle!.Key.ShouldBe("Role");

        // Administrators of some zones only: the command line of before could make them.
        var scoped = administrator with { Zones = [Guid.NewGuid()] };
        await Should.ThrowAsync<AccessDeniedException>(() => grant.RunAsync(scoped, viewer, all, Stop));
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<AddPerson>().RunAsync(scoped, "x@plant.example", all, Stop));
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<CreateApiToken>().RunAsync(scoped, "x", AccessRole.Administrator, null, null, Stop));
        var program = new Actor(ActorKind.ApiToken, Guid.NewGuid().ToString(), "backup", AccessRole.Administrator, null);
        await Should.ThrowAsync<AccessDeniedException>(() => grant.RunAsync(program, viewer, all, Stop));
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<CreateApiToken>().RunAsync(program, "x", AccessRole.Administrator, null, null, Stop));
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<MakePasswordLink>().RunAsync(program, viewer, Stop));
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<LockPerson>().RunAsync(program, viewer, true, Stop));
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<LockPerson>().RunAsync(program, viewer, false, Stop));
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<RemovePerson>().RunAsync(program, viewer, Stop));
        await using var db = server.Db();
        (await db.Users.SingleAsync(u => u.Id == viewer, Stop)).Role.ShouldBe(AccessRole.Viewer);
        (await db.UserZones.CountAsync(z => z.UserId == viewer, Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task What_is_taken_from_a_person_ends_their_sessions_and_their_open_circuits_act_no_more(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var administrator = await ActorAsync(server, AccessRole.Administrator);
        var former = await ActorAsync(server, AccessRole.Administrator);
        using var browser = Person.At(server);
        using var signedIn = await browser.SignInAsync(former.Name, Person.Password);
        using var seen = await browser.GetAsync("/api/v1/people");
        seen.StatusCode.ShouldBe(HttpStatusCode.OK);

        (await server.Get<GrantAccess>().RunAsync(administrator, Guid.Parse(former.Id), new PersonAccess(AccessRole.Viewer, null), Stop)).Succeeded.ShouldBeTrue();

        // A circuit that has not heard of it yet.
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<AddPerson>().RunAsync(former, "friend@plant.example", new PersonAccess(AccessRole.Administrator, null), Stop));
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<CreateApiToken>().RunAsync(former, "x", AccessRole.Administrator, null, null, Stop));
        server.Clock.Advance(TimeSpan.FromSeconds(61));
        using var after = await browser.GetAsync("/api/v1/people");
        after.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        using var returned = await browser.SignInAsync(former.Name, Person.Password);
        (await server.Get<LockPerson>().RunAsync(administrator, Guid.Parse(former.Id), true, Stop)).Succeeded.ShouldBeTrue();
        server.Clock.Advance(TimeSpan.FromSeconds(61));
        using var locked = await browser.GetAsync("/api/v1/hosts");
        locked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        server.Clock.Advance(TimeSpan.FromDays(400));
        using var refused = await Person.At(server).SignInAsync(former.Name, Person.Password);
        refused.StatusCode.ShouldBe(HttpStatusCode.OK, "a lock that a person set does not end by itself");
    }

    [Fact]
    public async Task A_person_changes_their_own_password_and_other_sessions_end()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await Person.AddAsync(server, "carla@plant.example", AccessRole.Viewer);
        using var here = Person.At(server);
        using var elsewhere = Person.At(server);
        using var first = await here.SignInAsync("carla@plant.example", Person.Password);
        using var second = await elsewhere.SignInAsync("carla@plant.example", Person.Password);

        using var wrong = await here.SubmitAsync("/password", new() { ["Form.Old"] = "not my password", ["Form.Password"] = "an even better password", ["Form.Repeat"] = "an even better password" });
        using var changed = await here.SubmitAsync("/password", new() { ["Form.Old"] = Person.Password, ["Form.Password"] = "an even better password", ["Form.Repeat"] = "an even better password" });

        wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.StatusCode.ShouldBe(HttpStatusCode.Found);
        server.Clock.Advance(TimeSpan.FromSeconds(61));
        using var goesOn = await here.GetAsync("/api/v1/hosts");
        using var ended = await elsewhere.GetAsync("/api/v1/hosts");
        goesOn.StatusCode.ShouldBe(HttpStatusCode.OK);
        ended.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var old = await Person.At(server).SignInAsync("carla@plant.example", Person.Password);
        old.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_password_is_another_one_and_attempts_are_few()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        using var person = await Person.SignedInAsync(server, AccessRole.Viewer);
        using var other = await Person.SignedInAsync(server, AccessRole.Viewer);
        Task<HttpResponseMessage> SameAsync(Person who) =>
            who.SubmitAsync("/password", new() { ["Form.Old"] = Person.Password, ["Form.Password"] = Person.Password, ["Form.Repeat"] = Person.Password });

        for (var attempt = 0; attempt < 10; attempt++)
        {
            using var same = await SameAsync(person);
            same.StatusCode.ShouldBe(HttpStatusCode.OK);
            (await same.Content.ReadAsStringAsync(Stop)).ShouldContain("The new password is the old one.");
        }

        using var tooMany = await SameAsync(person);
        using var elsewhere = await SameAsync(other);

        tooMany.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        tooMany.Headers.RetryAfter.ShouldNotBeNull();
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.OK, "each person has attempts of their own");
        server.Clock.Advance(TimeSpan.FromSeconds(6));
        using var later = await SameAsync(person);
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnBoth]
    public async Task What_was_hashed_outside_the_write_lane_counts_only_while_the_account_is_as_it_was(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var id = await Person.AddAsync(server, "dora@plant.example", AccessRole.Viewer);
        var dora = new Actor(ActorKind.Person, id.ToString(), "dora@plant.example", AccessRole.Viewer, null);
        var lane = new WatchedLane(server.Lane, before: async _ =>
        {
            await using var db = server.Db();
            await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.SecurityStamp, "another"), Stop);
        });
        var set = ActivatorUtilities.CreateInstance<SetPassword>(server.Services, ActivatorUtilities.CreateInstance<IdentityInLane>(server.Services, lane));

        (await set.OwnAsync(dora, Person.Password, "an even better password", Stop)).Errors.ShouldBe([SetPassword.Changed]);
        (await server.Get<SetPassword>().OwnAsync(dora, Person.Password, Person.Password, Stop)).Errors.ShouldBe([SetPassword.SamePassword]);
        (await server.Get<SetPassword>().OwnAsync(dora, "not my password", "an even better password", Stop)).Errors.ShouldBe([SetPassword.WrongPassword]);
        (await server.Get<SetPassword>().OwnAsync(dora, Person.Password, "an even better password", Stop)).Succeeded.ShouldBeTrue();
        await using var after = server.Db();
        (await after.AuditEntries.CountAsync(e => e.Action == "user.password-changed", Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task Tokens_may_no_more_than_who_made_them_and_end_with_their_account(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.EnrollmentTokenAsync("North");
        await server.EnrollmentTokenAsync("South");
        var administrator = await ActorAsync(server, AccessRole.Administrator);
        var maker = await ActorAsync(server, AccessRole.Administrator);
        var leaver = await ActorAsync(server, AccessRole.Administrator);
        async Task<string> MadeAsync(Actor by, AccessRole role, string? zone) => (await server.Get<CreateApiToken>().RunAsync(by, $"{role} {zone}", role, zone, null, Stop)).Value!;
        async Task<bool> WorksAsync(string token)
        {
            using var answer = await server.Client.GetAsync("/api/v1/hosts", token);
            return answer.IsSuccessStatusCode;
        }

        var (all, narrow, elsewhere, high) = (
            await MadeAsync(maker, AccessRole.Viewer, null), await MadeAsync(maker, AccessRole.SecurityManager, "North"),
            await MadeAsync(maker, AccessRole.Viewer, "South"), await MadeAsync(maker, AccessRole.Administrator, "North"));
        var (left, others) = (await MadeAsync(leaver, AccessRole.Viewer, "North"), await MadeAsync(administrator, AccessRole.Administrator, null));

        (await server.Get<GrantAccess>().RunAsync(administrator, Guid.Parse(maker.Id), new PersonAccess(AccessRole.SecurityManager, ["North"]), Stop)).Succeeded.ShouldBeTrue();
        ((await WorksAsync(all)), await WorksAsync(narrow), await WorksAsync(elsewhere), await WorksAsync(high)).ShouldBe((false, true, false, false));
        (await server.Get<LockPerson>().RunAsync(administrator, Guid.Parse(maker.Id), true, Stop)).Succeeded.ShouldBeTrue();
        (await WorksAsync(narrow)).ShouldBeFalse();
        (await server.Get<LockPerson>().RunAsync(administrator, Guid.Parse(maker.Id), false, Stop)).Succeeded.ShouldBeTrue();
        (await WorksAsync(narrow)).ShouldBeFalse("what ended stays so");
        (await server.Get<RemovePerson>().RunAsync(administrator, Guid.Parse(leaver.Id), Stop)).Succeeded.ShouldBeTrue();
        ((await WorksAsync(left)), await WorksAsync(others)).ShouldBe((false, true));

        await using var db = server.Db();
        (await db.AuditEntries.Where(e => e.Action == "api-token.revoked").Select(e => e.ActorName).ToListAsync(Stop)).ShouldBe(Enumerable.Repeat(administrator.Name, 5));
    }

    [Fact]
    public async Task The_api_adds_changes_locks_and_tells_a_link_once()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await server.EnrollmentTokenAsync("North");
        using var administrator = await Person.SignedInAsync(server, AccessRole.Administrator);
        using var manager = await Person.SignedInAsync(server, AccessRole.SecurityManager);

        using var byManager = await administrator.Http.PostAsJsonAsync("/api/v1/people", new { email = "x" }, Stop);
        await byManager.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        using var refused = await manager.Http.PostAsJsonAsync("/api/v1/people", new { email = "d@plant.example", role = "Viewer", allZones = true }, Stop);
        await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        using var made = await administrator.Http.PostAsJsonAsync("/api/v1/people", new { email = "d@plant.example", role = "viewer", zones = _north }, Stop);
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var answer = await made.JsonAsync();
        var path = answer["setPasswordPath"]!.GetValue<string>();
        path.ShouldStartWith("/set-password#almp_");
        var id = answer["id"]!.GetValue<Guid>();
        using var taken = await administrator.Http.PostAsJsonAsync("/api/v1/people", new { email = "D@plant.example", role = "Viewer", allZones = true }, Stop);
        (await taken.ShouldBeProblemAsync(HttpStatusCode.BadRequest))["errors"]!["email"].ShouldNotBeNull();
        using var noZone = await administrator.Http.PutAsJsonAsync($"/api/v1/people/{id}/access", new { role = "Viewer", zones = _east }, Stop);
        (await noZone.ShouldBeProblemAsync(HttpStatusCode.BadRequest))["errors"]!["zones"].ShouldNotBeNull();
        foreach (var body in (object[])[new { role = "Auditor" }, new { role = "Auditor", allZones = false }, new { role = "Auditor", zones = _north, allZones = true }])
        {
            using var unsaid = await administrator.Http.PutAsJsonAsync($"/api/v1/people/{id}/access", body, Stop);
            await unsaid.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "zones");
        }

        using var granted = await administrator.Http.PutAsJsonAsync($"/api/v1/people/{id}/access", new { role = "Auditor", allZones = true }, Stop);
        granted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var locked = await administrator.Http.PostAsync(new Uri($"/api/v1/people/{id}/lock", UriKind.Relative), null, Stop);
        locked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var nobody = await administrator.Http.PostAsync(new Uri($"/api/v1/people/{Guid.NewGuid()}/lock", UriKind.Relative), null, Stop);
        await nobody.ShouldBeProblemAsync(HttpStatusCode.NotFound);

        using var list = await administrator.GetAsync("/api/v1/people");
        var text = await list.Content.ReadAsStringAsync(Stop);
        text.ShouldContain("d@plant.example");
        text.ShouldNotContain("almp_");
        text.ShouldNotContain("passwordHash", Case.Insensitive);
        JsonNode.Parse(text)!["items"]!.AsArray().Single(p => p!["email"]!.GetValue<string>() == "d@plant.example")!["locked"]!.GetValue<bool>().ShouldBeTrue();
        using var removed = await administrator.Http.DeleteAsync(new Uri($"/api/v1/people/{id}", UriKind.Relative), Stop);
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await using var db = server.Db();
        (await db.AuditEntries.Select(e => e.Before + e.After).ToListAsync(Stop)).ShouldAllBe(t => !t.Contains("almp_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_tokens_secret_is_told_once_and_stands_nowhere()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        using var administrator = await Person.SignedInAsync(server, AccessRole.Administrator);
        var program = await server.ApiTokenAsync(AccessRole.Administrator);

        using var wrong = await administrator.Http.PostAsJsonAsync("/api/v1/api-tokens", new { name = "", role = "Boss", days = 0 }, Stop);
        var errors = (await wrong.ShouldBeProblemAsync(HttpStatusCode.BadRequest))["errors"]!.AsObject();
        errors.Select(e => e.Key).Order().ShouldBe(["days", "name", "role", "zone"]);
        using var made = await administrator.Http.PostAsJsonAsync("/api/v1/api-tokens", new { name = "historian", role = "Viewer", allZones = true, days = 30 }, Stop);
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        made.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var secret = (await made.JsonAsync())["secret"]!.GetValue<string>();
        using var used = await server.Client.GetAsync("/api/v1/hosts", secret);
        used.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var list = await server.Client.GetAsync("/api/v1/api-tokens", program);
        var text = await list.Content.ReadAsStringAsync(Stop);
        text.ShouldContain("historian");
        text.ShouldNotContain(secret);
        var id = JsonNode.Parse(text)!["items"]!.AsArray().Single(t => t!["name"]!.GetValue<string>() == "historian")!["id"]!.GetValue<Guid>();
        await using var db = server.Db();
        (await db.AuditEntries.Select(e => e.Before + e.After).ToListAsync(Stop)).ShouldAllBe(t => !t.Contains(secret, StringComparison.Ordinal));

        using var revoked = await administrator.Http.DeleteAsync(new Uri($"/api/v1/api-tokens/{id}", UriKind.Relative), Stop);
        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var again = await administrator.Http.DeleteAsync(new Uri($"/api/v1/api-tokens/{id}", UriKind.Relative), Stop);
        await again.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        using var late = await server.Client.GetAsync("/api/v1/hosts", secret);
        late.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static Task<HttpResponseMessage> SetAsync(Person person, string code, string password) =>
        person.SubmitAsync("/set-password", new() { ["Form.Code"] = code, ["Form.Password"] = password, ["Form.Repeat"] = password });

    private static async Task<Actor> ActorAsync(AlmTestServer server, AccessRole role)
    {
        var email = $"{role}-{Guid.NewGuid():N}@plant.example";
        return new Actor(ActorKind.Person, (await Person.AddAsync(server, email, role)).ToString(), email, role, null);
    }
}
