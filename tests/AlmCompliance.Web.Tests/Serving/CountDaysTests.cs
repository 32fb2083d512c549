using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Compliance;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Serving;

public sealed class CountDaysTests
{
    private const string Note = "57252401";
    private static readonly Actor _job = Actor.System("test");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Days_that_were_missed_are_counted_as_they_ended_each_in_the_zone_of_that_day(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync(zone: "Line 1");
        await agent.AcceptAsync(agent.Report());
        server.Clock.Advance(TimeSpan.FromDays(9));
        await agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3"));
        server.Clock.Advance(TimeSpan.FromDays(1));

        (await server.Get<CountDays>().RunAsync(_job, Stop)).ShouldBeGreaterThan(10);

        var zone = (await agent.HostAsync()).ZoneId!.Value;
        await using var db = server.Db();
        var days = await db.DailyCounts.AsNoTracking().Where(c => c.AdvisoryId == Note).OrderBy(c => c.Day).ToListAsync(Stop);
        days.Select(d => d.Day).ShouldBe(Enumerable.Range(22, 9).Select(d => new DateOnly(2026, 11, d)).Append(new DateOnly(2026, 12, 1)));
        days.ShouldAllBe(d => d.ZoneId == zone && d.Hosts == 1);

        // Seven days after its report nobody knows; then it reports anew.
        days.Select(d => (d.Status, d.IsExposed)).ShouldBe(
        [
            .. Enumerable.Repeat((ComplianceStatus.NonCompliant, true), 7), .. Enumerable.Repeat((ComplianceStatus.Unknown, true), 2), (ComplianceStatus.Compliant, false),
        ]);
        (await db.JobSchedules.AsNoTracking().SingleAsync(s => s.Name == CountDays.Name, Stop)).LastError.ShouldBeNull();
    }

    [Fact]
    public async Task A_day_is_counted_only_some_minutes_after_it_ended()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());
        var midnight = new DateTimeOffset(server.Clock.Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
        server.Clock.Advance(midnight.AddMinutes(4) - server.Clock.Now);

        (await server.Get<CountDays>().RunAsync(_job, Stop)).ShouldBe(0);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await server.Get<CountDays>().RunAsync(_job, Stop)).ShouldBeGreaterThan(0);
        (await server.Get<CountDays>().RunAsync(_job, Stop)).ShouldBe(0);
    }

    [Theory, OnBoth]
    public async Task A_decommissioned_host_keeps_its_history_and_leaves_the_counts(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var gone = await server.AgentAsync("ES-GONE");
        await gone.AcceptAsync(gone.Report());
        var stays = await server.AgentAsync("ES-STAYS");
        await stays.AcceptAsync(stays.Report());
        server.Clock.Advance(TimeSpan.FromDays(1));
        await server.Lane.RunAsync(
            async (db, ct) =>
            {
                await db.Hosts.Where(h => h.Id == gone.HostId).ExecuteUpdateAsync(s => s.SetProperty(h => h.DecommissionedAt, server.Clock.Now), ct);
                await db.Statuses.Where(s => s.HostId == gone.HostId).ForEachAsync(s => StatusSpans.Leave(db, s, server.Clock.Now), ct);
                await db.SaveChangesAsync(ct);
            },
            Stop);
        server.Clock.Advance(TimeSpan.FromDays(1));

        await server.Get<CountDays>().RunAsync(_job, Stop);
        (await server.Get<RecomputeCompliance>().FleetAsync(_job, Stop)).Hosts.ShouldBe(1);

        await using var db = server.Db();
        (await db.DailyCounts.Where(c => c.AdvisoryId == Note).OrderBy(c => c.Day).Select(c => c.Hosts).ToListAsync(Stop)).ShouldBe([2, 1]);
        (await db.Statuses.AnyAsync(s => s.HostId == gone.HostId, Stop)).ShouldBeFalse("a run over the fleet does not bring it back");
        var compliance = server.Get<ComplianceQueries>();
        (await compliance.SummaryAsync(_job, ProductNote57252401.Id.Value, server.Clock.Now.AddDays(-1.5), [], Stop)).Hosts.ShouldBe(2);
        (await compliance.SummaryAsync(_job, ProductNote57252401.Id.Value, null, [], Stop)).Hosts.ShouldBe(1);
        var then = (await compliance.HostAsync(_job, gone.HostId, server.Clock.Now.AddDays(-1.5), Stop)).ShouldNotBeNull();
        then.Statuses.Single(s => s.AdvisoryId == Note).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }
}
