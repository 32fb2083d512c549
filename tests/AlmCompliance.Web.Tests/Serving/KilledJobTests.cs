using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Live;
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
