using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace AlmCompliance.Web.Tests.Serving;

public sealed class RecomputeTests
{
    private const string Note = "57252401";
    private const int Hosts = 210;
    private const int Slice = JudgedWriter.Slice;
    private static readonly Actor _job = Actor.System("test");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_run_that_dies_half_way_leaves_every_earlier_verdict_in_place_and_the_next_one_completes(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await FillAsync(server);
        server.Clock.Advance(TimeSpan.FromDays(8));
        var before = await StatusesAsync(server);
        var dying = Job(server, new WatchedLane(server.Lane, after: slice =>
        {
            if (slice == 2)
            {
                throw new IOException("the disk is gone");
            }
        }));

        await Should.ThrowAsync<IOException>(() => dying.ExpiredAsync(_job, Stop));

        await OneSliceIsDoneAsync(server, before, nameof(IOException));
        (await server.Get<RecomputeCompliance>().ExpiredAsync(_job, Stop)).ShouldBe(new Recomputed(Hosts - Slice, Hosts - Slice));
        (await StatusesAsync(server)).Values.ShouldAllBe(s => s.Status == ComplianceStatus.Unknown && s.LastKnown == ComplianceStatus.NonCompliant);
        await using var db = server.Db();
        var run = await db.JobSchedules.SingleAsync(s => s.Name == "expired", Stop);
        (run.LastError, run.LastChanged).ShouldBe((null, Hosts - Slice));
    }

    [Theory, OnBoth]
    public async Task A_run_that_is_cancelled_half_way_does_the_same(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await FillAsync(server);
        server.Clock.Advance(TimeSpan.FromDays(8));
        var before = await StatusesAsync(server);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var cancelled = Job(server, new WatchedLane(server.Lane, before: slice => slice == 2 ? cancel.CancelAsync() : Task.CompletedTask));

        await Should.ThrowAsync<OperationCanceledException>(() => cancelled.FleetAsync(_job, cancel.Token));

        await OneSliceIsDoneAsync(server, before, "Canceled");
        (await server.Get<RecomputeCompliance>().FleetAsync(_job, Stop)).ShouldBe(new Recomputed(Hosts, Hosts - Slice));
        (await StatusesAsync(server)).Values.ShouldAllBe(s => s.Status == ComplianceStatus.Unknown);
    }

    [Theory, OnBoth]
    public async Task The_nightly_run_puts_right_what_the_rules_do_not_say(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        await TamperAsync(server);

        (await server.Get<RecomputeCompliance>().FleetAsync(_job, Stop)).ShouldBe(new Recomputed(1, 1));

        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        (await server.Get<RecomputeCompliance>().FleetAsync(_job, Stop)).ShouldBe(new Recomputed(1, 0));
    }

    [Theory]
    [InlineData(Provider.Sqlite, "{")]
    [InlineData(Provider.Sqlite, "null")]
    [InlineData(Provider.Sqlite, "[]")]
    [InlineData(Provider.Postgres, "{\"alm\":{\"installed\":\"perhaps\"}}")]
    public async Task A_stored_report_that_cannot_be_read_makes_its_host_unknown_and_harms_no_other(Provider provider, string content)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var green = await server.AgentAsync("ES-GREEN");
        await green.AcceptAsync(green.Report().WithVersion("V6.2 Upd3"));
        var red = await server.AgentAsync("ES-RED");
        await red.AcceptAsync(red.Report());
        var other = await server.AgentAsync("ES-OTHER");
        await other.AcceptAsync(other.Report());
        await using var db = server.Db();
        await db.Snapshots.Where(s => s.HostId == green.HostId || s.HostId == red.HostId).ExecuteUpdateAsync(s => s.SetProperty(n => n.Content, content), Stop);
        await db.CompactFacts.Where(f => f.HostId == green.HostId).ExecuteDeleteAsync(Stop);
        await db.CompactFacts.Where(f => f.HostId == red.HostId).ExecuteUpdateAsync(f => f.SetProperty(x => x.Bytes, new byte[] { 1, 2 }), Stop);
        var open = await db.Findings.Where(f => f.HostId == red.HostId && f.ClosedAt == null).Select(f => f.Rule).ToListAsync(Stop);
        await TamperAsync(server);
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        var run = await server.Get<RecomputeCompliance>().FleetAsync(_job, Stop);

        (run.Hosts, run.Unreadable).ShouldBe((3, 2));
        foreach (var host in (TestAgent[])[green, red])
        {
            var status = await host.StatusAsync();
            (status.Status, status.LastKnown, status.Reason).ShouldBe((ComplianceStatus.Unknown, ComplianceStatus.Compliant, StatusReason.VersionCollectorFailed));
            (await host.HostAsync()).VersionCanonical.ShouldBeNull();
        }

        (await other.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        (await db.Findings.Where(f => f.HostId == red.HostId && f.ClosedAt == null).Select(f => f.Rule).ToListAsync(Stop)).ShouldBe(open.Append(Domain.Rules.RuleId.ALM0005), ignoreOrder: true);
        (await db.JobSchedules.AsNoTracking().SingleAsync(Stop)).LastError.ShouldNotBeNull().ShouldContain("2");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await green.AcceptAsync(green.Report().WithVersion("V6.2 Upd3"));
        (await green.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant);
    }

    [Theory]
    [InlineData(Provider.Sqlite, "")]
    [InlineData(Provider.Sqlite, "01")]
    [InlineData(Provider.Sqlite, "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData(Provider.Postgres, "01")]
    public async Task Facts_in_short_form_that_are_spoiled_or_absent_are_made_again_from_the_snapshot(Provider provider, string bytes)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var spoiled = await server.AgentAsync("ES-1");
        await spoiled.AcceptAsync(spoiled.Report().WithVersion("V6.2 Upd3"));
        var absent = await server.AgentAsync("ES-2");
        await absent.AcceptAsync(absent.Report());
        await using var db = server.Db();
        var before = await db.CompactFacts.AsNoTracking().ToDictionaryAsync(f => f.HostId, f => Convert.ToHexString(f.Bytes), Stop);
        before.Count.ShouldBe(2, "each report leaves them");
        await db.CompactFacts.Where(f => f.HostId == spoiled.HostId).ExecuteUpdateAsync(f => f.SetProperty(x => x.Bytes, Convert.FromHexString(bytes)), Stop);
        await db.CompactFacts.Where(f => f.HostId == absent.HostId).ExecuteDeleteAsync(Stop);

        (await server.Get<RecomputeCompliance>().FleetAsync(_job, Stop)).ShouldBe(new Recomputed(2, 0));

        (await spoiled.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant);
        (await db.CompactFacts.AsNoTracking().ToDictionaryAsync(f => f.HostId, f => Convert.ToHexString(f.Bytes), Stop)).ShouldBe(before, ignoreOrder: true);
    }

    [Theory, OnBoth]
    public async Task A_text_that_is_cut_beside_a_character_of_two_units_changes_nothing_at_the_next_run(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report().WithVersion(new string('x', 299) + "\U0001F3ED"));

        (await agent.StatusAsync()).Arguments[0].ShouldBe(new string('x', 299));
        (await server.Get<RecomputeCompliance>().FleetAsync(_job, Stop)).ShouldBe(new Recomputed(1, 0));
    }

    [Theory, OnBoth]
    public async Task A_moment_between_two_microseconds_changes_nothing_at_the_next_run(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        server.Clock.Advance(TimeSpan.FromTicks(7));
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        await TamperAsync(server);
        server.Clock.Advance(TimeSpan.FromTicks(11));

        (await server.Get<RecomputeCompliance>().FleetAsync(_job, Stop)).ShouldBe(new Recomputed(1, 1));
        server.Clock.Advance(TimeSpan.FromTicks(11));
        (await server.Get<RecomputeCompliance>().FleetAsync(_job, Stop)).ShouldBe(new Recomputed(1, 0));
    }

    [Theory, OnBoth]
    public async Task A_report_that_comes_between_two_slices_keeps_its_verdict(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await FillAsync(server);
        var agent = await server.AgentAsync("ES-LATE");
        await agent.AcceptAsync(agent.Report());
        await TamperAsync(server);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var job = Job(server, new WatchedLane(server.Lane, before: slice => slice == 2 ? agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3")) : Task.CompletedTask));

        await job.FleetAsync(_job, Stop);

        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant);
        (await agent.HostAsync()).VersionCanonical.ShouldBe("6.2.0.3");
    }

    /// <summary>SQLite cannot come into this: its lane is one thread.</summary>
    [Fact]
    public async Task A_report_that_comes_inside_a_slice_keeps_its_verdict_on_PostgreSQL()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Postgres);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        await TamperAsync(server);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var reported = false;
        var job = Job(server, new WatchedLane(server.Lane, inside: (_, db) => db.SavingChanges += (_, _) =>
        {
            if (!reported)
            {
                reported = true;
                agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3")).GetAwaiter().GetResult();
            }
        }));

        await job.FleetAsync(_job, Stop);

        reported.ShouldBeTrue();
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant);
        (await agent.HostAsync()).VersionCanonical.ShouldBe("6.2.0.3");
        await using var db = server.Db();
        (await db.Findings.CountAsync(f => f.Rule == Domain.Rules.RuleId.ALM0001 && f.ClosedAt == null, Stop)).ShouldBe(0);
    }

    [Theory, OnBoth]
    public async Task The_run_of_the_whole_fleet_can_be_asked_for(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        await TamperAsync(server);
        var scheduler = await server.Get<ISchedulerFactory>().GetScheduler(Stop);

        await scheduler.TriggerJob(RecomputeFleetJob.Key, Stop);

        while ((await agent.StatusAsync()).Status != ComplianceStatus.NonCompliant)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }

    private static RecomputeCompliance Job(AlmTestServer server, IWriteLane lane) =>
        new(lane, server.Get<IDbContextFactory<AlmDbContext>>(), server.Get<JudgeHosts>(), server.Get<PlantKnowledge>(), server.Get<ChangeFeed>(), server.Clock);

    private static async Task FillAsync(AlmTestServer server)
    {
        var token = await server.EnrollmentTokenAsync();
        await Parallel.ForAsync(0, Hosts, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (i, _) =>
        {
            var agent = await TestAgent.EnrollAsync(server, token, $"ES-{i}");
            await agent.AcceptAsync(agent.Report());
        });
    }

    private static async Task<Dictionary<Guid, HostStatus>> StatusesAsync(AlmTestServer server)
    {
        await using var db = server.Db();
        return await db.Statuses.AsNoTracking().Where(s => s.AdvisoryId == Note).ToDictionaryAsync(s => s.HostId, Stop);
    }

    private static async Task OneSliceIsDoneAsync(AlmTestServer server, Dictionary<Guid, HostStatus> before, string error)
    {
        var after = await StatusesAsync(server);
        after.Values.Count(s => s.Status == ComplianceStatus.Unknown).ShouldBe(Slice);
        foreach (var untouched in after.Values.Where(s => s.Status != ComplianceStatus.Unknown))
        {
            untouched.ShouldBeEquivalentTo(before[untouched.HostId]);
        }

        await using var db = server.Db();
        (await db.JobSchedules.AsNoTracking().SingleAsync(Stop)).LastError.ShouldNotBeNull().ShouldContain(error);
    }

    /// <summary>Makes every verdict a false one, of which nothing says that it is still what the rules say.</summary>
    private static async Task TamperAsync(AlmTestServer server)
    {
        await using var db = server.Db();
        await db.Statuses.ExecuteUpdateAsync(s => s.SetProperty(x => x.Status, ComplianceStatus.Compliant), Stop);
        await db.Hosts.ExecuteUpdateAsync(h => h.SetProperty(x => x.VerdictDigest, Array.Empty<byte>()), Stop);
    }
}
