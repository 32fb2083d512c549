using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Features.Probes;
using AlmCompliance.Web.Live;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Zones;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>
/// Each job is killed before its first statement, then, run again, before its second, and so on, until it comes through. After each
/// death every host stands either as it stood or as it should, and in the end all is as one run would have left it.
/// </summary>
public sealed class KilledJobTests
{
    private const string Note = "57252401";
    private const int Most = 200;
    private static readonly Actor _job = Actor.System("test");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task The_nightly_run_may_be_killed_at_any_statement(Provider provider) =>
        await VerdictsAsync(provider, (job, ct) => job.FleetAsync(_job, ct));

    [Theory, OnBoth]
    public async Task The_run_that_writes_down_what_time_has_ended_may_be_killed_at_any_statement(Provider provider) =>
        await VerdictsAsync(provider, (job, ct) => job.ExpiredAsync(_job, ct));

    [Theory, OnBoth]
    public async Task The_counting_of_days_may_be_killed_at_any_statement(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        server.Clock.Advance(TimeSpan.FromDays(2));
        await agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3"));
        server.Clock.Advance(TimeSpan.FromDays(1));
        var plant = server.Get<PlantKnowledge>();
        var advisories = plant.Current.Catalogue.Advisories.Count;

        var deaths = await KillAsync(
            server,
            provider,
            killed => new CountDays(killed, killed, plant, server.Clock).RunAsync(_job, Stop),
            async () =>
            {
                await using var db = server.Db();
                var days = await db.DailyCounts.GroupBy(c => new { c.AdvisoryId, c.Day }).Select(g => g.Sum(c => c.Hosts)).ToListAsync(Stop);
                days.ShouldAllBe(hosts => hosts == 1, "a day is counted whole or not at all");
            });

        deaths.ShouldBeGreaterThan(20);
        await using var db = server.Db();
        (await db.DailyCounts.Where(c => c.AdvisoryId == Note).OrderBy(c => c.Day).Select(c => c.Status).ToListAsync(Stop))
            .ShouldBe([ComplianceStatus.NonCompliant, ComplianceStatus.NonCompliant, ComplianceStatus.Compliant]);
        (await db.DailyCounts.CountAsync(Stop)).ShouldBe(3 * advisories);
        (await server.Get<CountDays>().RunAsync(_job, Stop)).ShouldBe(0);
    }

    [Theory, OnBoth]
    public async Task The_lapse_of_decisions_may_be_killed_at_any_statement(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agents = new[] { await server.ReportingAsync("ES-1"), await server.ReportingAsync("ES-2") };
        foreach (var covered in (TestAgent[][])[agents, agents[..1]])
        {
            var request = Deciding.Request(server, DecisionKind.Waiver, covered) with { ValidUntil = server.Clock.Now.AddDays(2) };
            (await server.ApproveAsync(await server.AskAsync(request))).Succeeded.ShouldBeTrue();
        }

        (await agents[1].StatusAsync()).Status.ShouldBe(ComplianceStatus.Waived);
        server.Clock.Advance(TimeSpan.FromDays(2));
        var plant = server.Get<PlantKnowledge>();

        var deaths = await KillAsync(
            server,
            provider,
            killed => new LapseDecisions(killed, killed, plant, new DecisionEffects(killed, plant, ReassessBy(server, killed), server.Get<ChangeFeed>()), server.Clock).RunAsync(_job, Stop),
            async () =>
            {
                await using var db = server.Db();
                (await db.Statuses.CountAsync(s => s.Status == ComplianceStatus.Waived && (s.HoldsUntil == null || s.HoldsUntil > server.Clock.Now), Stop))
                    .ShouldBe(0, "what covered a host has run out, whatever is written down");
                (await db.Decisions.CountAsync(d => d.State == DecisionState.Lapsed, Stop))
                    .ShouldBe(await db.AuditEntries.CountAsync(e => e.Action == "decision.lapsed", Stop), "a decision is marked with its entry in the trail, or not at all");
            });

        deaths.ShouldBeGreaterThan(12);
        await using var after = server.Db();
        (await after.Decisions.CountAsync(d => d.State == DecisionState.Lapsed && d.EndReason == EndReasons.Expired, Stop)).ShouldBe(2);
        (await after.AuditEntries.CountAsync(e => e.Action == "decision.lapsed", Stop)).ShouldBe(2);
        (await server.Get<LapseDecisions>().RunAsync(_job, Stop)).ShouldBe(new Lapsed(0, 0));

        // A real server that died starts again, and catches up with what followed the commits.
        await new CatchUpAfterStartJob(server.Get<Redraw>(), server.Get<RecomputeCompliance>()).Execute(null!, Stop);
        foreach (var agent in agents)
        {
            (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        }
    }

    [Theory, OnBoth]
    public async Task The_redrawing_of_the_plant_may_be_killed_at_any_statement(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var server = plant.Server;
        var agents = new[] { await plant.AgentAsync("ES-1", "10.3.0.7"), await plant.AgentAsync("ES-2", "10.3.0.8"), await plant.AgentAsync("ES-3", "10.2.0.7") };
        var key = AddressKey.Of(IPNetwork.Parse("10.3.0.0/24"));
        await using (var db = server.Db())
        {
            db.ZoneRanges.Add(new ZoneRange { ZoneId = plant.Cell, SiteKey = "", Text = "10.3.0.0/24", First = key.First, Last = key.Last, PrefixLength = 24, CreatedAt = server.Clock.Now, CreatedBy = "M. Keller" });
            await db.SaveChangesAsync(Stop);
        }

        await server.Get<PlantKnowledge>().RefreshAsync(Stop);
        Redraw By(KilledAtStatement killed) =>
            new(killed, killed, server.Get<PlantKnowledge>(), ReassessBy(server, killed), server.Get<ProbeEcho>(), server.Get<ChangeFeed>(), server.Clock);

        var deaths = await KillAsync(
            server,
            provider,
            killed => By(killed).FleetAsync(Stop),
            async () =>
            {
                foreach (var agent in agents[..2])
                {
                    var host = await agent.HostAsync();
                    (host.ZoneId, host.ZoneBasis).ShouldBeOneOf((null, ZoneBasis.None), (plant.Cell, ZoneBasis.Address));
                }
            });

        deaths.ShouldBeGreaterThan(6);
        foreach (var agent in agents)
        {
            var host = await agent.HostAsync();
            (host.ZoneId, host.ZoneBasis).ShouldBe((plant.Cell, ZoneBasis.Address));
        }

        var works = 0;
        var calm = new WatchedLane(server.Lane, before: _ => { works++; return Task.CompletedTask; });
        await new Redraw(calm, server.Get<IDbContextFactory<AlmDbContext>>(), server.Get<PlantKnowledge>(), server.Get<Reassess>(), server.Get<ProbeEcho>(), server.Get<ChangeFeed>(), server.Clock).PlacesAsync(Stop);
        works.ShouldBe(0, "who stands where the drawing says is not written again");
    }

    [Theory, OnBoth]
    public async Task The_planning_of_probes_may_be_killed_at_any_statement(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        var server = plant.Server;

        var deaths = await KillAsync(
            server,
            provider,
            killed => new PlanProbes(killed, killed, server.Get<PlantKnowledge>(), server.Clock).RunAsync(DrawnPlant.Admin, Stop),
            async () => (await plant.TasksAsync()).Count.ShouldBeOneOf(0, 2));

        deaths.ShouldBeGreaterThan(6);
        var tasks = await plant.TasksAsync();
        tasks.Select(t => t.NotBefore).Distinct().Count().ShouldBe(1, "a try without its control at the same moment proves nothing");
        tasks.Count.ShouldBe(2);
        (await plant.PlanAsync()).ShouldBe(0);
    }

    private static Reassess ReassessBy(AlmTestServer server, KilledAtStatement killed) => new(killed, server.Get<JudgeHosts>(), server.Get<ChangeFeed>(), server.Clock);

    private static async Task VerdictsAsync(Provider provider, Func<RecomputeCompliance, CancellationToken, Task<Recomputed>> run)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agents = new[] { await server.AgentAsync("ES-1"), await server.AgentAsync("ES-2"), await server.AgentAsync("ES-3") };
        await agents[0].AcceptAsync(agents[0].Report());
        await agents[1].AcceptAsync(agents[1].Report().WithVersion("V6.2 Upd3"));
        await agents[2].AcceptAsync(agents[2].Report());
        await using (var db = server.Db())
        {
            // One of them is to be read from its snapshot, and its facts in short form are to be made anew.
            await db.CompactFacts.Where(f => f.HostId == agents[2].HostId).ExecuteDeleteAsync(Stop);
        }

        var statuses = server.Get<PlantKnowledge>().Current.Catalogue.Advisories.Count;
        var doubtful = new Dictionary<Guid, int>();
        foreach (var agent in agents)
        {
            await using var db = server.Db();
            doubtful[agent.HostId] = await db.Statuses.CountAsync(s => s.HostId == agent.HostId && s.Status == ComplianceStatus.Unknown, Stop);
            doubtful[agent.HostId].ShouldBeLessThan(statuses);
        }

        server.Clock.Advance(TimeSpan.FromDays(8));

        var deaths = await KillAsync(
            server,
            provider,
            killed => run(new RecomputeCompliance(killed, killed, server.Get<JudgeHosts>(), server.Get<PlantKnowledge>(), server.Get<ChangeFeed>(), server.Clock), Stop),
            async () =>
            {
                await using var db = server.Db();
                foreach (var agent in agents)
                {
                    var unknown = await db.Statuses.CountAsync(s => s.HostId == agent.HostId && s.Status == ComplianceStatus.Unknown, Stop);
                    var ended = await db.StatusPeriods.CountAsync(p => p.HostId == agent.HostId && p.Status != ComplianceStatus.Unknown, Stop);
                    var before = doubtful[agent.HostId];
                    (unknown, ended).ShouldBeOneOf((before, 0), (statuses, statuses - before));
                    (await db.CompactFacts.CountAsync(f => f.HostId == agent.HostId, Stop)).ShouldBe(agent == agents[2] && ended == 0 ? 0 : 1);
                }
            });

        deaths.ShouldBeGreaterThan(6);
        await using var after = server.Db();
        (await after.Statuses.CountAsync(s => s.Status == ComplianceStatus.Unknown, Stop)).ShouldBe(3 * statuses);
        (await after.Findings.GroupBy(f => new { f.HostId, f.Rule, f.AdvisoryId, f.OpenedAt }).CountAsync(g => g.Count() > 1, Stop)).ShouldBe(0);
        foreach (var agent in agents)
        {
            var note = await agent.StatusAsync();
            (note.LastKnown, note.Since).ShouldBe((agent == agents[1] ? ComplianceStatus.Compliant : ComplianceStatus.NonCompliant, server.Clock.Now.AddDays(-1)));
        }

        (await run(server.Get<RecomputeCompliance>(), Stop)).Changed.ShouldBe(0);
    }

    /// <summary>How often it died before it came through.</summary>
    private static async Task<int> KillAsync(AlmTestServer server, Provider provider, Func<KilledAtStatement, Task> run, Func<Task> check)
    {
        for (var statement = 1; statement < Most; statement++)
        {
            var killed = new KilledAtStatement(server, provider, statement);
            try
            {
                await run(killed);
                killed.Killed.ShouldBeFalse();
                return statement - 1;
            }
            catch (Exception exception) when (exception is IOException || exception.InnerException is IOException)
            {
                await check();
            }
        }

        throw new InvalidOperationException("It never came through.");
    }
}
