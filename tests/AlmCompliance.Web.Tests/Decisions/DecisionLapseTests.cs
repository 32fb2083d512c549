using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Decisions;

/// <summary>What a decision covers, and that it covers it no moment longer than it holds.</summary>
public sealed class DecisionLapseTests
{
    private static readonly Actor _job = Actor.System("test");

    [Theory, OnBoth]
    public async Task A_waiver_covers_its_host_and_ends_on_time_without_any_job(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.ReportingAsync("ES-041");
        var request = Deciding.Request(server, DecisionKind.Waiver, agent) with { ValidUntil = server.Clock.Now.AddDays(2) };
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        var reference = await server.AskAsync(request);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);

        await server.ApproveAsync(reference);

        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Waived);
        (await SeenAsync(server, agent)).ShouldBe(ComplianceStatus.Waived);
        server.Clock.Advance(TimeSpan.FromDays(2));
        (await SeenAsync(server, agent)).ShouldBe(ComplianceStatus.Unknown);
        await agent.AcceptAsync(agent.Report().WithVersion("V5.1 SP1"));
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        (await server.Get<DecisionQueries>().GetAsync(Deciding.Asking, reference, Deciding.Stop))!.State.ShouldBe(DecisionState.Lapsed);
    }

    [Fact]
    public async Task The_job_marks_what_ran_out_and_judges_its_hosts_anew()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var reference = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent) with { ValidUntil = server.Clock.Now.AddDays(2) });
        var waiting = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent) with { ValidUntil = server.Clock.Now.AddDays(1) });
        await server.ApproveAsync(reference);
        server.Clock.Advance(TimeSpan.FromDays(2));

        (await server.Get<LapseDecisions>().RunAsync(_job, Deciding.Stop)).ShouldBe(new Lapsed(2, 0));

        var decision = await server.DecisionAsync(reference);
        (decision.State, decision.EndReason, decision.EndedAt).ShouldBe((DecisionState.Lapsed, EndReasons.Expired, decision.ValidUntil));
        (await server.DecisionAsync(waiting)).State.ShouldBe(DecisionState.Lapsed);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        (await server.Get<LapseDecisions>().RunAsync(_job, Deciding.Stop)).ShouldBe(new Lapsed(0, 0));
        await using var db = server.Db();
        (await db.AuditEntries.CountAsync(e => e.Action == "decision.lapsed", Deciding.Stop)).ShouldBe(2);
    }

    [Theory, OnBoth]
    public async Task A_run_that_dies_leaves_each_decision_marked_or_not_and_the_next_one_goes_on(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.ReportingAsync("ES-041");
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await server.DecideAsync(DecisionKind.Waiver, agent);
        }

        server.Clock.Advance(TimeSpan.FromDays(31));
        var dying = new LapseDecisions(
            new WatchedLane(server.Lane, after: work => _ = work == 2 ? throw new IOException("the disk is gone") : work),
            server.Get<IDbContextFactory<AlmDbContext>>(), server.Get<PlantKnowledge>(), server.Get<DecisionEffects>(), server.Clock);

        await Should.ThrowAsync<IOException>(() => dying.RunAsync(_job, Deciding.Stop));

        (await CountAsync(server, DecisionState.Lapsed)).ShouldBe(1);
        (await server.Get<LapseDecisions>().RunAsync(_job, Deciding.Stop)).ShouldBe(new Lapsed(2, 0));
        (await CountAsync(server, DecisionState.Lapsed)).ShouldBe(3);
        await using var db = server.Db();
        (await db.AuditEntries.CountAsync(e => e.Action == "decision.lapsed", Deciding.Stop)).ShouldBe(3);
    }

    [Fact]
    public async Task Another_version_ends_a_decision_for_that_host_at_once_and_for_good()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var changing = await server.ReportingAsync("ES-041");
        var staying = await server.ReportingAsync("ES-042");
        var reference = await server.DecideAsync(DecisionKind.Waiver, changing, staying);
        (await changing.StatusAsync()).Status.ShouldBe(ComplianceStatus.Waived);
        server.Clock.Advance(TimeSpan.FromMinutes(1));

        await changing.AcceptAsync(changing.Report().WithVersion("V5.1 SP1 Upd1"));

        (await changing.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        (await server.Get<LapseDecisions>().RunAsync(_job, Deciding.Stop)).ShouldBe(new Lapsed(0, 0));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await changing.AcceptAsync(changing.Report().WithVersion("V5.1 SP1"));
        (await changing.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        (await staying.StatusAsync()).Status.ShouldBe(ComplianceStatus.Waived);
        var detail = (await server.Get<DecisionQueries>().GetAsync(Deciding.Asking, reference, Deciding.Stop))!;
        detail.State.ShouldBe(DecisionState.Approved);
        detail.Hosts.Single(h => h.Id == changing.HostId).LapseReason.ShouldBe(EndReasons.VersionChanged);
    }

    [Theory, OnBoth]
    public async Task A_version_that_comes_back_before_any_job_ran_is_not_covered_again(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.ReportingAsync("ES-041");
        var reference = await server.DecideAsync(DecisionKind.Waiver, agent);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Waived);

        foreach (var version in (string[])["V5.1 SP1 Upd1", "V5.1 SP1"])
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await agent.AcceptAsync(agent.Report().WithVersion(version));
            (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        }

        await using (var db = server.Db())
        {
            (await db.AuditEntries.SingleAsync(e => e.Action == "decision.hosts-lapsed", Deciding.Stop)).SubjectId.ShouldBe(reference);
        }

        (await server.Get<LapseDecisions>().RunAsync(_job, Deciding.Stop)).ShouldBe(new Lapsed(1, 0));
        var decision = await server.DecisionAsync(reference);
        (decision.State, decision.EndReason).ShouldBe((DecisionState.Lapsed, EndReasons.VersionChanged));
        (await server.Get<LapseDecisions>().RunAsync(_job, Deciding.Stop)).ShouldBe(new Lapsed(0, 0));
    }

    [Fact]
    public async Task A_version_that_nobody_knows_in_between_ends_no_decision()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        await server.DecideAsync(DecisionKind.Waiver, agent);

        foreach (var version in (string[])["?", "V5.1 SP1"])
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await agent.AcceptAsync(agent.Report().WithVersion(version));
        }

        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Waived);
    }

    [Fact]
    public async Task Another_revision_of_the_advisory_ends_a_decision_and_keeps_it_from_being_approved()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var reference = await server.DecideAsync(DecisionKind.Waiver, agent);
        var waiting = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, agent));
        await using (var db = server.Db())
        {
            await db.Decisions.ExecuteUpdateAsync(s => s.SetProperty(d => d.AdvisoryRevision, "an earlier one"), Deciding.Stop);
        }

        (await server.ApproveAsync(waiting)).Refusals.ShouldHaveSingleItem().Key.ShouldBe("RevisionChanged");
        await agent.AcceptAsync(agent.Report().WithVersion("V5.1 SP1"));
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        (await server.Get<LapseDecisions>().RunAsync(_job, Deciding.Stop)).Decisions.ShouldBe(1);
        (await server.DecisionAsync(reference)).EndReason.ShouldBe(EndReasons.RevisionChanged);
    }

    [Fact]
    public async Task A_host_that_leaves_the_list_is_covered_no_longer()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var leaving = await server.ReportingAsync("ES-042");
        var reference = await server.DecideAsync(DecisionKind.Waiver, agent, leaving);

        await server.DecideAsync(DecisionKind.Decommission, leaving);

        (await server.Get<LapseDecisions>().RunAsync(_job, Deciding.Stop)).ShouldBe(new Lapsed(0, 1));
        await using var db = server.Db();
        (await db.DecisionHosts.SingleAsync(h => h.HostId == leaving.HostId && h.LapsedAt != null, Deciding.Stop)).LapseReason.ShouldBe(EndReasons.HostListChanged);
        (await server.DecisionAsync(reference)).State.ShouldBe(DecisionState.Approved);
        (await server.DecisionAsync("D-0002")).State.ShouldBe(DecisionState.Approved);
    }

    [Fact]
    public async Task Ending_a_decision_early_takes_its_cover_away_even_if_the_server_dies_before_it_judges_anew()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var reference = await server.DecideAsync(DecisionKind.Waiver, agent);
        await using (var db = server.Db())
        {
            await DecisionEffects.DistrustAsync(db, await server.DecisionAsync(reference), server.Clock.Now, Deciding.Stop);
        }

        (await SeenAsync(server, agent)).ShouldBe(ComplianceStatus.Unknown);
        (await server.Get<EndDecision>().RunAsync(Deciding.Asking, reference, "The update came early.", Deciding.Stop)).Succeeded.ShouldBeTrue();
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        (await server.Get<EndDecision>().RunAsync(Deciding.Asking, reference, "Once more.", Deciding.Stop)).Refusals.ShouldHaveSingleItem().Key.ShouldBe("NotEndable");
    }

    [Fact]
    public async Task ALM0008_an_expired_declaration_is_told_on_until_it_is_ended_or_replaced()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041", version: "V6.2 Upd3");
        (await OpenAsync(server, agent)).ShouldContain(RuleId.ALM0002);
        var reference = await server.DecideAsync(DecisionKind.LicenceServerDeclaration, agent);
        (await OpenAsync(server, agent)).ShouldBeEmpty();

        server.Clock.Advance(TimeSpan.FromDays(31));
        await server.Get<LapseDecisions>().RunAsync(_job, Deciding.Stop);
        await agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3"));

        (await OpenAsync(server, agent)).ShouldBe([RuleId.ALM0002, RuleId.ALM0008], ignoreOrder: true);
        await server.DecideAsync(DecisionKind.LicenceServerDeclaration, agent);
        (await OpenAsync(server, agent)).ShouldBeEmpty();
        (await server.DecisionAsync(reference)).State.ShouldBe(DecisionState.Ended);
        await server.Get<EndDecision>().RunAsync(Deciding.Asking, "D-0002", "It serves nobody any more.", Deciding.Stop);
        (await OpenAsync(server, agent)).ShouldBe([RuleId.ALM0002]);
    }

    private static async Task<ComplianceStatus> SeenAsync(AlmTestServer server, TestAgent agent)
    {
        await using var db = server.Db();
        return (await db.CurrentStatuses(server.Clock.Now).SingleAsync(s => s.HostId == agent.HostId && s.AdvisoryId == Deciding.Note, Deciding.Stop)).Status;
    }

    private static async Task<RuleId[]> OpenAsync(AlmTestServer server, TestAgent agent)
    {
        await using var db = server.Db();
        return await db.FindingsOpen(server.Clock.Now).Where(f => f.HostId == agent.HostId && (f.AdvisoryId == "" || f.AdvisoryId == Deciding.Note))
            .Select(f => f.Rule).Distinct().ToArrayAsync(Deciding.Stop);
    }

    private static async Task<int> CountAsync(AlmTestServer server, DecisionState state)
    {
        await using var db = server.Db();
        return await db.Decisions.CountAsync(d => d.State == state, Deciding.Stop);
    }
}
