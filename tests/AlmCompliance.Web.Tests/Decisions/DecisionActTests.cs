using AlmCompliance.Data.Access;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Decisions;

/// <summary>Who may ask, who may say yes, and what is written down of it.</summary>
public sealed class DecisionActTests
{
    [Theory, OnBoth]
    public async Task A_request_is_numbered_without_a_gap_and_its_acts_stand_in_the_trail(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.ReportingAsync("ES-041");
        var waiver = Deciding.Request(server, DecisionKind.Waiver, agent);

        (await server.Get<RequestDecision>().RunAsync(Deciding.Asking, waiver with { Owner = "" }, Deciding.Stop)).Refusals.ShouldHaveSingleItem().Field.ShouldBe("owner");
        var references = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => server.AskAsync(waiver)));
        (await server.ApproveAsync("D-0003")).Reference.ShouldBe("D-0003");

        references.Order(StringComparer.Ordinal).ShouldBe(["D-0001", "D-0002", "D-0003", "D-0004"]);
        await using var db = server.Db();
        var acts = await db.AuditEntries.Where(e => e.SubjectKind == "decision" && e.SubjectId == "D-0003").OrderBy(e => e.Sequence).ToListAsync(Deciding.Stop);
        acts.Select(a => (a.Action, a.ActorName)).ShouldBe([("decision.requested", "M. Keller"), ("decision.approved", "R. Vogt")]);
        acts[1].Before.ShouldContain("Requested");
        acts[1].After.ShouldContain("Approved");
        acts[1].After.ShouldContain(agent.HostId.ToString());
        (await db.DecisionHosts.SingleAsync(h => h.DecisionId == db.Decisions.Single(d => d.Number == 3).Id, Deciding.Stop)).Version.ShouldBe("5.1.1.0");
    }

    [Fact]
    public async Task The_requester_is_never_the_approver_not_even_by_a_token_of_their_own()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var reference = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent));
        var user = new AlmUser { Id = Guid.CreateVersion7(), UserName = "a.roth@plant.example", NormalizedUserName = "A.ROTH@PLANT.EXAMPLE", Role = AccessRole.Administrator };
        await using (var people = server.Db())
        {
            people.Users.Add(user);
            await people.SaveChangesAsync(Deciding.Stop);
        }

        var administrator = new Actor(ActorKind.Person, user.Id.ToString(), "A. Roth", AccessRole.Administrator, null);
        var secret = (await server.Get<CreateApiToken>().RunAsync(administrator, "script", AccessRole.SecurityManager, null, null, Deciding.Stop)).Value!;
        await using var db = server.Db();
        var token = await db.ApiTokens.SingleAsync(t => t.TokenHash == Web.Access.Secrets.Hash(secret), Deciding.Stop);
        var program = new Actor(ActorKind.ApiToken, token.Id.ToString(), token.Name, token.Role, null);
        var byProgram = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent), program);

        await Should.ThrowAsync<AccessDeniedException>(() => server.ApproveAsync(reference, Deciding.Asking));
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<RejectDecision>().RunAsync(Deciding.Asking, reference, "no", Deciding.Stop));
        await Should.ThrowAsync<AccessDeniedException>(() => server.ApproveAsync(byProgram, administrator));
        await Should.ThrowAsync<AccessDeniedException>(() => server.ApproveAsync(reference, program));
        await Should.ThrowAsync<AccessDeniedException>(() => server.ApproveAsync(reference, Actor.System("job")));
        (await server.ApproveAsync(byProgram)).Succeeded.ShouldBeTrue();
        (await server.DecisionAsync(reference)).State.ShouldBe(DecisionState.Requested);
    }

    [Theory, OnBoth]
    public async Task Of_two_approvers_at_once_one_acts(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var reference = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, await server.ReportingAsync("ES-041")));

        var outcomes = await Task.WhenAll(
            Task.Run(() => server.ApproveAsync(reference), Deciding.Stop),
            Task.Run(() => server.ApproveAsync(reference, Deciding.Person("A. Roth")), Deciding.Stop),
            Task.Run(() => server.Get<RejectDecision>().RunAsync(Deciding.Person("L. Beck"), reference, "Not without a plan.", Deciding.Stop), Deciding.Stop));

        outcomes.Count(o => o.Succeeded).ShouldBe(1);
        outcomes.SelectMany(o => o.Refusals).ShouldAllBe(r => r.Key == "NotWaiting");
        (await server.DecisionAsync(reference)).Revision.ShouldBe(1);
        await using var db = server.Db();
        (await db.AuditEntries.CountAsync(e => e.SubjectId == reference, Deciding.Stop)).ShouldBe(2);
    }

    [Fact]
    public async Task A_scope_must_cover_every_host_of_a_decision()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var here = await server.ReportingAsync("ES-041", "Line 1");
        var there = await server.ReportingAsync("ES-042", "Line 2");
        await using var db = server.Db();
        var line1 = await db.Zones.Where(z => z.Name == "Line 1").Select(z => z.Id).SingleAsync(Deciding.Stop);
        var narrow = Deciding.Person("A. Roth", AccessRole.SecurityManager, line1);
        var both = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, here, there));
        var far = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, there));
        var review = await server.AskAsync(Deciding.Request(server, DecisionKind.CatalogueReview));
        var own = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, here));

        await Should.ThrowAsync<AccessDeniedException>(() => server.ApproveAsync(both, narrow));
        await Should.ThrowAsync<AccessDeniedException>(() => server.ApproveAsync(review, narrow));
        (await server.ApproveAsync(far, narrow)).IsNotFound.ShouldBeTrue();
        (await server.ApproveAsync(own, narrow)).Succeeded.ShouldBeTrue();
        (await server.Get<RequestDecision>().RunAsync(narrow, Deciding.Request(server, DecisionKind.Waiver, there), Deciding.Stop)).Refusals.ShouldHaveSingleItem().Key.ShouldBe("HostUnknown");
        var seen = await server.Get<DecisionQueries>().GetAsync(narrow, both, Deciding.Stop);
        seen!.Hosts.ShouldHaveSingleItem().Name.ShouldBe("ES-041");
        seen.HostsOutOfSight.ShouldBe(1);
        (await server.Get<DecisionQueries>().GetAsync(narrow, far, Deciding.Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task Readers_and_auditors_decide_nothing()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var request = Deciding.Request(server, DecisionKind.Waiver, await server.ReportingAsync("ES-041"));
        var reference = await server.AskAsync(request);
        foreach (var reader in (Actor[])[Deciding.Person("V", AccessRole.Viewer), Deciding.Person("A", AccessRole.Auditor), Actor.Nobody])
        {
            await Should.ThrowAsync<AccessDeniedException>(() => server.Get<RequestDecision>().RunAsync(reader, request, Deciding.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => server.ApproveAsync(reference, reader));
            await Should.ThrowAsync<AccessDeniedException>(() => server.Get<EndDecision>().RunAsync(reader, reference, "why not", Deciding.Stop));
        }
    }

    [Fact]
    public async Task Each_kind_has_its_longest_span_and_a_site_may_set_another()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite, settings: ("Decisions:LongestSpan:Waiver", "10"));
        var agent = await server.ReportingAsync("ES-041");
        foreach (var (kind, days) in ((DecisionKind, int)[])[(DecisionKind.UpdateDeferral, 180), (DecisionKind.Waiver, 10), (DecisionKind.Attestation, 180), (DecisionKind.LicenceServerDeclaration, 365)])
        {
            var request = Deciding.Request(server, kind, agent);
            var tooLong = await server.Get<RequestDecision>().RunAsync(Deciding.Asking, request with { ValidUntil = server.Clock.Now.AddDays(days).AddMinutes(1) }, Deciding.Stop);
            var refusal = tooLong.Refusals.ShouldHaveSingleItem();
            (refusal.Field, refusal.Key).ShouldBe(("validUntil", "TooLong"));
            await server.AskAsync(request with { ValidUntil = server.Clock.Now.AddDays(days) });
        }

        var past = await server.Get<RequestDecision>().RunAsync(Deciding.Asking, Deciding.Request(server, DecisionKind.Waiver, agent) with { ValidUntil = server.Clock.Now }, Deciding.Stop);
        past.Refusals.ShouldHaveSingleItem().Key.ShouldBe("Past");
    }

    [Fact]
    public async Task A_request_says_which_field_is_at_fault()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var silent = await server.AgentAsync("ES-042");
        var twin = await server.ReportingAsync("ES-042");

        async Task RefusedAsync(DecisionRequest request, string field, string key)
        {
            var refusal = (await server.Get<RequestDecision>().RunAsync(Deciding.Asking, request, Deciding.Stop)).Refusals.ShouldHaveSingleItem();
            (refusal.Field, refusal.Key).ShouldBe((field, key));
        }

        await RefusedAsync(Deciding.Request(server, DecisionKind.Attestation, agent) with { File = null }, "file", "FileNeeded");
        await RefusedAsync(Deciding.Request(server, DecisionKind.Attestation, agent) with { File = new DecisionFile("a", "", new byte[5 * 1024 * 1024 + 1]) }, "file", "FileSize");
        await RefusedAsync(Deciding.Request(server, DecisionKind.LicenceServerDeclaration, agent, twin), "hosts", "HostsOne");
        await RefusedAsync(Deciding.Request(server, DecisionKind.Waiver), "hosts", "HostsCount");
        await RefusedAsync(Deciding.Request(server, DecisionKind.Waiver, agent) with { Advisory = "SSA-000000" }, "advisory", "AdvisoryUnknown");
        await RefusedAsync(Deciding.Request(server, DecisionKind.Waiver, silent), "hosts", "VersionUnknown");
        await RefusedAsync(Deciding.Request(server, DecisionKind.Waiver, agent) with { Hosts = ["es-042"] }, "hosts", "HostAmbiguous");
        await RefusedAsync(Deciding.Request(server, DecisionKind.Waiver, agent) with { Reason = "  " }, "reason", "Reason");
    }

    [Fact]
    public async Task An_extension_is_a_decision_of_its_own_and_ends_the_old_one_once_approved()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var old = await server.DecideAsync(DecisionKind.Attestation, agent);
        server.Clock.Advance(TimeSpan.FromDays(5));
        await agent.AcceptAsync(agent.Report().WithVersion("V5.1 SP1"));
        var extension = new DecisionExtension("Looked at again.", "J. Brandt", server.Clock.Now.AddDays(100));

        var asked = await server.Get<ExtendDecision>().RunAsync(Deciding.Asking, old, extension, Deciding.Stop);
        (await server.Get<ExtendDecision>().RunAsync(Deciding.Asking, old, extension, Deciding.Stop)).Refusals.ShouldHaveSingleItem().Key.ShouldBe("ExtensionWaits");
        await Should.ThrowAsync<AccessDeniedException>(() => server.ApproveAsync(asked.Reference!, Deciding.Asking));
        (await server.DecisionAsync(old)).State.ShouldBe(DecisionState.Approved);
        (await server.ApproveAsync(asked.Reference!)).Succeeded.ShouldBeTrue();

        (await server.DecisionAsync(old)).EndReason.ShouldBe("Replaced D-0002");
        var detail = (await server.Get<DecisionQueries>().GetAsync(Deciding.Asking, "D-0002", Deciding.Stop))!;
        (detail.Extends, detail.State).ShouldBe((old, DecisionState.Approved));
        detail.Files.ShouldHaveSingleItem().Name.ShouldBe("firewall.txt");
    }
}
