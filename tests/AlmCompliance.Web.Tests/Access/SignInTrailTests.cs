using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Tests.Ingest;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AlmCompliance.Web.Tests.Access;

/// <summary>What of coming and going the audit trail tells.</summary>
public sealed class SignInTrailTests
{
    private const string Anna = "anna@plant.example";
    private static readonly IPAddress _peer = IPAddress.Parse("10.20.4.41");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_lockout_is_done_by_someone_at_an_address_to_an_account(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var anna = await Person.AddAsync(server, Anna, AccessRole.Viewer);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => TryAsync(server, _peer, Anna, $"wrong {i}")));

        var lockout = (await TrailAsync(server, "user.locked-out")).ShouldHaveSingleItem();
        (lockout.ActorKind, lockout.ActorId, lockout.ActorName).ShouldBe(("Nobody", "10.20.4.41", "someone at 10.20.4.41"));
        (lockout.SubjectKind, lockout.SubjectId).ShouldBe(("user", anna.ToString()));
    }

    [Theory, OnBoth]
    public async Task A_lockout_ends_no_session_of_its_victim(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await Person.AddAsync(server, Anna, AccessRole.Viewer);
        using var person = Person.At(server);
        using var signedIn = await person.SignInAsync(Anna, Person.Password);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(i => TryAsync(server, _peer, Anna, $"wrong {i}")));
        server.Clock.Advance(TimeSpan.FromSeconds(61));

        using var answer = await person.GetAsync("/api/v1/hosts");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, OnBoth]
    public async Task Failed_sign_ins_are_told_without_flooding_the_trail_or_keeping_what_was_typed(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var anna = await Person.AddAsync(server, Anna, AccessRole.Viewer);

        await TryAsync(server, _peer, Anna, "wrong");
        await Task.WhenAll(Enumerable.Range(0, 25).Select(i => TryAsync(server, _peer, "my secret typed into the wrong box", $"wrong {i}")));

        var told = await TrailAsync(server, "user.sign-in-failed");
        told.ShouldAllBe(e => e.ActorName == "someone at 10.20.4.41");
        told.Select(e => (e.SubjectId, e.After)).ShouldBe([(anna.ToString(), """{"failures":1}"""), ("", """{"failures":1}"""), ("", """{"failures":10}""")]);
    }

    [Fact]
    public void However_many_guess_from_however_many_addresses_a_window_tells_a_bounded_number()
    {
        var clock = new TestClock();
        var failures = new FailedSignIns(clock);

        var told = Enumerable.Range(0, 100_000).Count(i => failures.Count(new IPAddress(i), null) is not null);

        told.ShouldBe(FailedSignIns.MostPairs + 5);
        failures.Count(_peer, null).ShouldBeNull();
        clock.Advance(FailedSignIns.Window);
        failures.Count(_peer, null).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task An_unknown_person_costs_as_much_as_a_known_one(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await Person.AddAsync(server, Anna, AccessRole.Viewer);
        var works = 0;
        var lane = new WatchedLane(server.Lane, before: _ => Task.FromResult(++works));
        var signIn = ActivatorUtilities.CreateInstance<SignIn>(server.Services, new IdentityInLane(lane, server.Get<IServiceScopeFactory>()));

        foreach (var email in (string[])[Anna, "nobody@plant.example"])
        {
            works = 0;
            var started = TimeProvider.System.GetTimestamp();
            (await signIn.RunAsync(Actor.Nobody, _peer, email, "wrong", Stop)).ShouldBeNull();
            TimeProvider.System.GetElapsedTime(started).ShouldBeGreaterThan(SignIn.RefusalTakes - TimeSpan.FromMilliseconds(20));
            works.ShouldBe(1, email);
        }
    }

    [Theory, OnBoth]
    public async Task Signing_out_a_new_set_up_code_and_a_waiting_machine_are_told(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider, withUsers: false);
        var code = await server.Get<SetUp>().NewCodeAsync(AlmTestServer.Administrator, Stop);
        using var person = Person.At(server);
        using var made = await person.SetUpAsync(code!, Anna);
        using var signedIn = await person.SignInAsync(Anna, Person.Password);
        using var signedOut = await person.SubmitAsync("/hosts", [], sendTo: "/sign-out");
        signedOut.StatusCode.ShouldBe(HttpStatusCode.Found);
        var token = await server.EnrollmentTokenAsync();
        var agent = await TestAgent.EnrollAsync(server, token, "ES-041");
        using var waiting = await server.EnrollAsync(Enrollment.Request(token, agent.MachineId));

        var codes = await TrailAsync(server, "set-up-code.printed");
        codes.Count.ShouldBe(2);
        codes.ShouldAllBe(e => !e.After.Contains(code!));
        (await TrailAsync(server, "user.signed-out")).ShouldHaveSingleItem().ActorName.ShouldBe(Anna);
        var asked = (await TrailAsync(server, "enrollment.asked")).ShouldHaveSingleItem();
        asked.ActorKind.ShouldBe("EnrollmentToken");
        asked.After.ShouldContain(agent.HostId.ToString());
        await using var db = server.Db();
        (await TrailCheck.RunAsync(db, [], Stop)).Break.ShouldBeNull();
    }

    private static Task<AlmUser?> TryAsync(AlmTestServer server, IPAddress peer, string email, string password) =>
        server.Get<SignIn>().RunAsync(Actor.Nobody, peer, email, password, Stop);

    private static async Task<List<AuditEntry>> TrailAsync(AlmTestServer server, string action)
    {
        await using var db = server.Db();
        return await db.AuditEntries.AsNoTracking().Where(e => e.Action == action).OrderBy(e => e.Sequence).ToListAsync(Stop);
    }
}
