using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Ingest;

public sealed class ReportAcceptanceTests
{
    private const string Note = "57252401";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_report_is_stored_and_judged_before_its_answer(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var report = agent.Report();

        using var answer = await agent.PostAsync(report);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var said = await answer.JsonAsync();
        ((string)said["reportId"]!, (string)said["hostId"]!, (bool)said["accepted"]!).ShouldBe(((string)report["reportId"]!, agent.HostId.ToString(), true));
        said["probeTargets"]!.AsArray().ShouldBeEmpty();
        var status = await agent.StatusAsync();
        (status.Status, status.Since).ShouldBe((ComplianceStatus.NonCompliant, server.Clock.Now));
        var host = await agent.HostAsync();
        (host.VersionCanonical, host.Domain, host.OsName, host.Addresses).ShouldBe(("5.1.1.2", "PLANT2", "Windows 7 Professional", "10.20.4.41/24 fe80::1/64"));
        (host.EvidenceAt, host.LastContactAt).ShouldBe((server.Clock.Now, server.Clock.Now));
        (await OpenRulesAsync(server)).ShouldBe([RuleId.ALM0001, RuleId.ALM0002, RuleId.ALM0003, RuleId.ALM0004]);
    }

    [Theory, OnBoth]
    public async Task ALM0001_a_patched_report_closes_it_and_keeps_what_was(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        var reported = server.Clock.Now;
        server.Clock.Advance(TimeSpan.FromHours(4));

        await agent.AcceptAsync(agent.Report().WithVersion("V5.1 SP1 Upd3"));

        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant);
        (await OpenRulesAsync(server)).ShouldBe([RuleId.ALM0002]);
        await using var db = server.Db();
        var closed = await db.Findings.SingleAsync(f => f.Rule == RuleId.ALM0001 && f.AdvisoryId == Note && f.ClosedAt != null, Stop);
        (closed.OpenedAt, closed.ClosedAt).ShouldBe((reported, server.Clock.Now));
        var period = await db.StatusPeriods.SingleAsync(p => p.AdvisoryId == Note && p.Status == ComplianceStatus.NonCompliant, Stop);
        (period.From, period.To).ShouldBe((reported, server.Clock.Now));
    }

    [Theory, OnBoth]
    public async Task One_of_the_last_sixteen_reports_again_gets_the_same_answer_and_writes_nothing(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var first = agent.Report();
        using var answer = await agent.PostAsync(first);
        var said = await answer.Content.ReadAsStringAsync(Stop);
        for (var i = 0; i < 15; i++)
        {
            server.Clock.Advance(TimeSpan.FromMinutes(1));
            await agent.AcceptAsync(agent.Report());
        }

        var before = await TableContents.ReadAsync(server);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var repeated = await agent.PostAsync(first);

        repeated.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await repeated.Content.ReadAsStringAsync(Stop)).ShouldBe(said);
        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    [Theory, OnBoth]
    public async Task The_same_report_many_times_at_once_is_stored_once(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var report = agent.Report();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => agent.PostAsync(report.ToJsonString())));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Accepted);
        await using var db = server.Db();
        (await db.Snapshots.CountAsync(Stop)).ShouldBe(1);
        (await OpenRulesAsync(server)).ShouldBe([RuleId.ALM0001, RuleId.ALM0002, RuleId.ALM0003, RuleId.ALM0004]);
    }

    [Theory, OnBoth]
    public async Task Different_reports_of_one_host_at_once_never_fail(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => agent.PostAsync(agent.Report().WithVersion($"V5.{i % 4}"))));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Accepted || a.StatusCode == HttpStatusCode.ServiceUnavailable);
        answers.ShouldContain(a => a.StatusCode == HttpStatusCode.Accepted);
        foreach (var refused in answers.Where(a => a.StatusCode == HttpStatusCode.ServiceUnavailable))
        {
            await refused.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
            refused.Headers.RetryAfter.ShouldNotBeNull();
        }
    }

    [Theory, OnBoth]
    public async Task Unchanged_content_prolongs_its_snapshot_and_a_gap_in_the_evidence_splits_it(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var start = server.Clock.Now;
        await agent.AcceptAsync(agent.Report());
        server.Clock.Advance(TimeSpan.FromDays(6));
        var report = agent.Report();
        report["probes"] = new JsonArray();
        await agent.AcceptAsync(report);
        await using var db = server.Db();
        var snapshot = await db.Snapshots.AsNoTracking().SingleAsync(Stop);
        (snapshot.ConfirmedFrom, (await agent.HostAsync()).ConfirmedTo(snapshot)).ShouldBe((start, start.AddDays(6)), "ids, times and probes are no change");

        server.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        await agent.AcceptAsync(agent.Report());

        var snapshots = await db.Snapshots.AsNoTracking().OrderBy(s => s.ConfirmedFrom).ToListAsync(Stop);
        snapshots.Select(s => (s.ConfirmedFrom, s.ConfirmedTo)).ShouldBe([(start, start.AddDays(6)), (server.Clock.Now, server.Clock.Now)]);
        snapshots[0].ContentDigest.ShouldBe(snapshots[1].ContentDigest);
        (await agent.HostAsync()).CurrentSnapshotId.ShouldBe(snapshots[1].Id);
        var unknown = await db.StatusPeriods.SingleAsync(p => p.AdvisoryId == Note && p.Status == ComplianceStatus.Unknown && p.LastKnown == ComplianceStatus.NonCompliant, Stop);
        (unknown.From, unknown.To).ShouldBe((start.AddDays(13), server.Clock.Now), "the gap is history too, though no job ran in it");
    }

    [Theory, OnBoth]
    public async Task Unchanged_content_lets_every_verdict_hold_as_long_as_its_new_evidence(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        var before = await VerdictsAsync(server);
        before.Statuses.Count(s => s.HoldsUntil is not null).ShouldBeGreaterThan(5);

        server.Clock.Advance(TimeSpan.FromDays(6));
        await agent.AcceptAsync(agent.Report());

        var after = await VerdictsAsync(server);
        after.Statuses.ShouldBe(before.Statuses.Select(s => s with { HoldsUntil = s.HoldsUntil?.AddDays(6) }));
        after.Findings.ShouldBe(before.Findings.Select(f => f.Rule == RuleId.ALM0006 && f.ClosedAt is null ? f with { OpenedAt = f.OpenedAt.AddDays(6), DueAt = f.DueAt.AddDays(6) } : f));

        // Judged as if nothing had been known of the verdicts before.
        await using var db = server.Db();
        await db.Hosts.ExecuteUpdateAsync(h => h.SetProperty(x => x.VerdictDigest, Array.Empty<byte>()), Stop);
        await server.Get<RecomputeCompliance>().FleetAsync(Actor.System("test"), Stop);
        var afresh = await VerdictsAsync(server);
        afresh.Statuses.ShouldBe(after.Statuses);
        afresh.Findings.ShouldBe(after.Findings);
        (await db.StatusPeriods.AnyAsync(Stop)).ShouldBeFalse();
    }

    [Theory, OnBoth]
    public async Task Changed_content_is_a_new_snapshot(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        server.Clock.Advance(TimeSpan.FromHours(1));
        var report = agent.Report();
        report["alm"]!["restartPending"] = true;

        await agent.AcceptAsync(report);

        await using var db = server.Db();
        (await db.Snapshots.CountAsync(Stop)).ShouldBe(2);
    }

    [Theory, OnBoth]
    public async Task Older_evidence_goes_to_the_history_and_changes_no_verdict(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        var evidence = server.Clock.Now;
        var status = await agent.StatusAsync();
        var open = await OpenRulesAsync(server);
        server.Clock.Advance(TimeSpan.FromHours(1));

        await agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3").CollectedAt(server.Clock.Now.AddHours(-2), server.Clock.Now));

        var host = await agent.HostAsync();
        (host.EvidenceAt, host.LastContactAt, host.VersionCanonical).ShouldBe((evidence, server.Clock.Now, "5.1.1.2"));
        (await agent.StatusAsync()).ShouldBeEquivalentTo(status);
        await using var db = server.Db();
        var late = await db.Snapshots.SingleAsync(s => s.Id != host.CurrentSnapshotId, Stop);
        late.ConfirmedFrom.ShouldBe(evidence.AddHours(-1));
        (await OpenRulesAsync(server)).ShouldBe(open);
    }

    [Theory, OnBoth]
    public async Task A_wrong_clock_of_the_host_does_no_harm(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        foreach (var its in (DateTimeOffset[])[server.Clock.Now.AddYears(-20), server.Clock.Now.AddYears(30)])
        {
            var agent = await server.AgentAsync();

            await agent.AcceptAsync(agent.Report().CollectedAt(its.AddMinutes(-3), its));

            var host = await agent.HostAsync();
            (host.EvidenceAt, host.LastContactAt).ShouldBe((server.Clock.Now.AddMinutes(-3), server.Clock.Now));
            host.EvidenceExpiresAt.ShouldBe(server.Clock.Now.AddMinutes(-3).AddDays(7));
            (await agent.StatusAsync()).HoldsUntil.ShouldBe(server.Clock.Now.AddMinutes(-3).AddDays(7));
        }
    }

    [Theory, OnBoth]
    public async Task Evidence_that_was_too_old_when_it_came_is_no_verdict(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();

        await agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3").CollectedAt(server.Clock.Now.AddDays(-8), server.Clock.Now));

        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown);
        (await OpenRulesAsync(server)).ShouldContain(RuleId.ALM0006);
    }

    [Theory, OnBoth]
    public async Task A_report_of_another_machine_than_the_keys_own_is_a_conflict_and_writes_nothing(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var other = await server.AgentAsync("ES-042");
        var before = await TableContents.ReadAsync(server);

        using var answer = await (agent with { MachineId = other.MachineId }).PostAsync(other.Report());

        await answer.ShouldBeProblemAsync(HttpStatusCode.Conflict);
        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    [Theory, OnBoth]
    public async Task A_report_may_come_packed(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();

        using var answer = await agent.PostAsync(Gzip.Pack(Encoding.UTF8.GetBytes(agent.Report().ToJsonString())), "gzip");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Theory, OnBoth]
    public async Task Members_and_values_that_are_not_known_are_ignored_and_the_least_report_is_enough(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var report = agent.Report();
        report["later"] = new JsonObject { ["member"] = 1 };
        report["alm"]!["service"]!["state"] = "paused";
        report["alm"]!["versions"]![0]!["source"] = "somewhere.else";
        await agent.AcceptAsync(report);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var least = new JsonObject
        {
            ["schema"] = "almcompliance.inventory/1",
            ["reportId"] = Guid.NewGuid().ToString(),
            ["collectedAt"] = TestReport.Time(server.Clock.Now),
            ["sentAt"] = TestReport.Time(server.Clock.Now),
            ["host"] = new JsonObject { ["machineId"] = agent.MachineId, ["name"] = agent.HostName },
            ["alm"] = new JsonObject { ["installed"] = true },
        };

        await agent.AcceptAsync(least);

        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown);
    }

    private static async Task<(StatusRow[] Statuses, FindingRow[] Findings)> VerdictsAsync(AlmTestServer server)
    {
        await using var db = server.Db();
        return (
            await db.Statuses.OrderBy(s => s.AdvisoryId).Select(s => new StatusRow(s.AdvisoryId, s.Status, s.Since, s.HoldsUntil)).ToArrayAsync(Stop),
            await db.Findings.OrderBy(f => f.Rule).ThenBy(f => f.AdvisoryId).ThenBy(f => f.OpenedAt).Select(f => new FindingRow(f.Rule, f.AdvisoryId, f.OpenedAt, f.ClosedAt, f.DueAt)).ToArrayAsync(Stop));
    }

    private static async Task<List<RuleId>> OpenRulesAsync(AlmTestServer server)
    {
        await using var db = server.Db();
        return await db.Findings
            .Where(f => f.ClosedAt == null && f.OpenedAt <= server.Clock.Now && (f.AdvisoryId == Note || f.AdvisoryId == ""))
            .Select(f => f.Rule).Order().ToListAsync(Stop);
    }

    private sealed record StatusRow(string Advisory, ComplianceStatus Status, DateTimeOffset Since, DateTimeOffset? HoldsUntil);

    private sealed record FindingRow(RuleId Rule, string Advisory, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, DateTimeOffset DueAt);
}
