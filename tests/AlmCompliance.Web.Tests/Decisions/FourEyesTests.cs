using System.Net;
using System.Net.Http.Json;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Administration;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Decisions;

/// <summary>One person with two accounts is still one person.</summary>
public sealed class FourEyesTests
{
    private const string NewPassword = "another good password";

    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task Who_made_anothers_password_link_and_that_other_do_not_decide_on_each_others_requests(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.ReportingAsync("ES-041");
        var alice = await MadeAsync(server, "alice@plant.example", AccessRole.Administrator);
        var second = await MadeAsync(server, "second@plant.example", AccessRole.Administrator);
        var ghost = await LinkedAsync(server, alice, "ghost@plant.example");
        var asked = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent), alice);
        var reverse = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent), ghost);
        var secret = (await server.Get<CreateApiToken>().RunAsync(alice, "script", AccessRole.SecurityManager, null, null, Stop)).Value!;
        await using var db = server.Db();
        var hash = Web.Access.Secrets.Hash(secret);
        var token = await db.ApiTokens.SingleAsync(t => t.TokenHash == hash, Stop);
        var byToken = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent), new Actor(ActorKind.ApiToken, token.Id.ToString(), token.Name, token.Role, null));

        // A password of the ghost's own changes nothing: whoever had the link knows the one before.
        (await server.Get<SetPassword>().OwnAsync(ghost, NewPassword, "yet another good password", Stop)).Succeeded.ShouldBeTrue();
        await DeniedAsync(() => server.ApproveAsync(asked, ghost), "Act.Denied.Link");
        await DeniedAsync(() => server.Get<RejectDecision>().RunAsync(ghost, asked, "no", Stop), "Act.Denied.Link");
        await DeniedAsync(() => server.ApproveAsync(byToken, ghost), "Act.Denied.Link");
        await DeniedAsync(() => server.ApproveAsync(reverse, alice), "Act.Denied.Link");
        (await server.ApproveAsync(byToken, second)).Succeeded.ShouldBeTrue();

        // By a link of another administrator the ghost becomes somebody.
        var code = (await server.Get<MakePasswordLink>().RunAsync(second, Guid.Parse(ghost.Id), Stop)).Value!;
        await DeniedAsync(() => server.ApproveAsync(asked, ghost), "Act.Denied.Link");
        (await server.Get<SetPassword>().ByCodeAsync(Actor.Nobody, IPAddress.Parse("10.1.2.3"), code, NewPassword, Stop)).Succeeded.ShouldBeTrue();
        (await server.ApproveAsync(asked, ghost)).Succeeded.ShouldBeTrue();
        (await server.ApproveAsync(reverse, alice)).Succeeded.ShouldBeTrue();
        var set = await db.AuditEntries.Where(e => e.Action == "user.password-set" && e.SubjectId == ghost.Id).OrderBy(e => e.Sequence).Select(e => e.After).ToListAsync(Stop);
        set.Count.ShouldBe(2);
        set[0].ShouldContain(alice.Id);
        set[1].ShouldContain("10.1.2.3");
        set[1].ShouldContain(second.Id);
    }

    [Fact]
    public async Task A_requester_who_was_removed_and_added_again_is_still_the_requester()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var alice = await MadeAsync(server, "alice@plant.example", AccessRole.Administrator);
        var bob = await MadeAsync(server, "bob@plant.example", AccessRole.SecurityManager);
        var asked = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent), bob);
        (await server.Get<RemovePerson>().RunAsync(alice, Guid.Parse(bob.Id), Stop)).Succeeded.ShouldBeTrue();

        var again = await LinkedAsync(server, alice, "Bob@plant.example");

        await DeniedAsync(() => server.ApproveAsync(asked, again), "Act.Denied.Requester");
        (await server.DecisionAsync(asked)).State.ShouldBe(DecisionState.Requested);
    }

    [Fact]
    public async Task The_refusal_says_what_to_do()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var alice = await MadeAsync(server, "alice@plant.example", AccessRole.Administrator);
        await LinkedAsync(server, alice, "ghost@plant.example");
        var asked = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent), alice);
        using var ghost = Person.At(server);
        using var signedIn = await ghost.SignInAsync("ghost@plant.example", NewPassword);

        using var refused = await ghost.Http.PostAsJsonAsync($"/api/v1/decisions/{asked}/approve", new { note = "" }, Stop);

        (await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden))["detail"]!.GetValue<string>().ShouldContain("Ask another administrator for a new link");
    }

    private static async Task<Actor> MadeAsync(AlmTestServer server, string email, AccessRole role) =>
        new(ActorKind.Person, (await Person.AddAsync(server, email, role)).ToString(), email, role, null);

    /// <summary>A security manager who set the password by a link of this administrator.</summary>
    private static async Task<Actor> LinkedAsync(AlmTestServer server, Actor administrator, string email)
    {
        var added = (await server.Get<AddPerson>().RunAsync(administrator, email, new PersonAccess(AccessRole.SecurityManager, null), Stop)).Value!;
        (await server.Get<SetPassword>().ByCodeAsync(Actor.Nobody, IPAddress.Loopback, added.Code, NewPassword, Stop)).Succeeded.ShouldBeTrue();
        return new Actor(ActorKind.Person, added.Id.ToString(), email, AccessRole.SecurityManager, null);
    }

    private static async Task DeniedAsync(Func<Task> act, string key) => (await Should.ThrowAsync<AccessDeniedException>(act)).Key.ShouldBe(key);
}
