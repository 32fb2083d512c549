using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.Administration;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AlmCompliance.Web.Tests.Administration;

/// <summary>What a site forgets, and what it never does.</summary>
public sealed class RetentionTests
{
    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task Only_former_reports_go_on_which_nothing_rests(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var administrator = AlmTestServer.Administrator;
        var agent = await server.AgentAsync("ES-041", "North");
        var silent = await server.AgentAsync("ES-042", "North");
        await silent.AcceptAsync(silent.Report());
        foreach (var domain in (string[])["A", "B", "C", "D"])
        {
            var report = agent.Report();
            report["host"]!["domain"] = domain;
            await agent.AcceptAsync(report);
            server.Clock.Advance(TimeSpan.FromDays(100));
        }

        await using var db = server.Db();
        var all = await db.Snapshots.AsNoTracking().Where(s => s.HostId == agent.HostId).OrderBy(s => s.ConfirmedTo).Select(s => s.Id).ToListAsync(Stop);
        all.Count.ShouldBe(4);
        (await db.Findings.AnyAsync(f => f.ClosedAt == null && f.SnapshotId == all[0], Stop)).ShouldBeTrue("the first report opened what is open still");
        var trail = await db.AuditEntries.CountAsync(Stop);
        var forget = server.Get<ForgetReports>();

        (await forget.RunAsync(administrator, Stop)).ShouldBe(0, "nobody has set anything");
        (await server.Get<SetRetention>().RunAsync(administrator, SetRetention.FewestDays - 1, Stop)).ShouldBeFalse();
        (await server.Get<SetRetention>().RunAsync(administrator, 150, Stop)).ShouldBeTrue();
        var preview = await server.Get<RetentionQueries>().PreviewAsync(administrator, 150, Stop);
        (preview.Snapshots, preview.Hosts).ShouldBe((2, 1));
        (await forget.RunAsync(administrator, Stop)).ShouldBe(2);

        // The second and the third went; the newest of a host stays, however old.
        (await db.Snapshots.Where(s => s.HostId == agent.HostId).OrderBy(s => s.ConfirmedTo).Select(s => s.Id).ToListAsync(Stop)).ShouldBe([all[0], all[3]]);
        (await db.Snapshots.CountAsync(s => s.HostId == silent.HostId, Stop)).ShouldBe(1);
        var acts = await db.AuditEntries.OrderBy(e => e.Sequence).Skip(trail).ToListAsync(Stop);
        acts.Select(a => a.Action).ShouldBe(["retention.set", "reports.forgotten"]);
        acts[1].After.ShouldContain("\"reports\":2");
        (await forget.RunAsync(administrator, Stop)).ShouldBe(0);
        (await server.Get<SetRetention>().RunAsync(administrator, null, Stop)).ShouldBeTrue();
        (await server.Get<RetentionQueries>().GetAsync(administrator, Stop))!.Days.ShouldBeNull();
    }

    [Fact]
    public async Task What_somebody_attested_stays_while_the_decision_holds()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync("ES-041", "North");
        await agent.AcceptAsync(agent.Report());
        var reference = await server.DecideAsync(Data.Decisions.DecisionKind.UpdateDeferral, agent);
        await using var db = server.Db();
        var attested = await db.Snapshots.AsNoTracking().SingleAsync(s => s.HostId == agent.HostId, Stop);
        await db.Findings.Where(f => f.HostId == agent.HostId).ExecuteUpdateAsync(s => s.SetProperty(f => f.SnapshotId, (Guid?)null), Stop);
        await db.DecisionHosts.ExecuteUpdateAsync(s => s.SetProperty(d => d.ContentDigest, attested.ContentDigest), Stop);
        server.Clock.Advance(TimeSpan.FromDays(10));
        var newer = agent.Report();
        newer["host"]!["domain"] = "OTHER";
        await agent.AcceptAsync(newer);
        server.Clock.Advance(TimeSpan.FromDays(200));
        await server.Get<SetRetention>().RunAsync(AlmTestServer.Administrator, 90, Stop);

        (await server.Get<ForgetReports>().RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(0);
        var number = int.Parse(reference[2..], System.Globalization.CultureInfo.InvariantCulture);
        await db.Decisions.Where(d => d.Number == number).ExecuteUpdateAsync(s => s.SetProperty(d => d.State, Data.Decisions.DecisionState.Ended), Stop);
        (await server.Get<ForgetReports>().RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(1);
    }

    [Fact]
    public async Task A_closed_finding_says_that_the_report_which_opened_it_is_kept_no_more()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        server.Clock.Advance(TimeSpan.FromDays(1));
        await agent.AcceptAsync(agent.Report().WithVersion("V5.1 SP1 Upd3"));
        server.Clock.Advance(TimeSpan.FromDays(120));
        await using var db = server.Db();
        var finding = await db.Findings.AsNoTracking().SingleAsync(f => f.HostId == agent.HostId && f.Rule == RuleId.ALM0001 && f.ClosedAt != null && f.AdvisoryId == Deciding.Note, Stop);

        // Others that the report opened may be open still, and then it would stay.
        await db.Findings.Where(f => f.ClosedAt == null).ExecuteUpdateAsync(s => s.SetProperty(f => f.SnapshotId, (Guid?)null), Stop);
        var queries = server.Get<FindingQueries>();
        (await queries.GetAsync(AlmTestServer.Administrator, finding.Id, Stop))!.OpenedBy.ShouldNotBeNull();

        await server.Get<SetRetention>().RunAsync(AlmTestServer.Administrator, 90, Stop);
        (await server.Get<ForgetReports>().RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(1);

        var detail = (await queries.GetAsync(AlmTestServer.Administrator, finding.Id, Stop))!;
        (detail.OpenedBy, detail.IsOpeningForgotten).ShouldBe((null, true));
        using var person = await Person.SignedInAsync(server, AccessRole.Viewer);
        using var page = await person.GetAsync($"/findings/{finding.Id}");
        var text = await page.Content.ReadAsStringAsync(Stop);
        text.ShouldContain("a report that is no longer kept");
        text.ShouldNotContain("none ever came");
    }

    [Theory, OnBoth]
    public async Task A_slice_of_which_nothing_may_go_any_more_does_not_end_the_night(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.ReportingAsync("ES-041");
        await using var db = server.Db();
        var newest = await db.Snapshots.AsNoTracking().SingleAsync(Stop);
        var before = newest.ConfirmedTo.AddDays(-200);
        var old = Enumerable.Range(0, 600).Select(i => new InventorySnapshot
        {
            HostId = agent.HostId, Content = newest.Content, ContentDigest = System.Security.Cryptography.SHA256.HashData([(byte)i, (byte)(i >> 8)]), ReceivedAt = before, ConfirmedFrom = before, ConfirmedTo = before,
        }).ToList();
        db.AddRange(old);
        await db.SaveChangesAsync(Stop);
        await server.Get<SetRetention>().RunAsync(AlmTestServer.Administrator, 150, Stop);

        // Before the first slice is written, what it names has gone another way.
        var lane = new WatchedLane(server.Lane, before: async number =>
        {
            if (number == 1)
            {
                await using var other = server.Db();
                await other.Snapshots.Where(s => s.Id != newest.Id).OrderBy(s => s.Id).Take(500).ExecuteDeleteAsync(Stop);
            }
        });
        var forget = ActivatorUtilities.CreateInstance<ForgetReports>(server.Services, lane);

        (await forget.RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(100);
        (await db.Snapshots.CountAsync(Stop)).ShouldBe(1);
    }

    [Fact]
    public async Task The_api_shows_before_it_sets()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var administrator = await server.ApiTokenAsync(AccessRole.Administrator);
        var manager = await server.ApiTokenAsync(AccessRole.SecurityManager);

        using var preview = await server.Client.GetAsync("/api/v1/retention/preview?days=90", administrator);
        (await preview.JsonAsync())["snapshots"]!.GetValue<int>().ShouldBe(0);
        using var tooShort = await server.Client.GetAsync("/api/v1/retention/preview?days=1", administrator);
        (await tooShort.ShouldBeProblemAsync(HttpStatusCode.BadRequest))["errors"]!["days"].ShouldNotBeNull();
        using var refused = await server.Client.GetAsync("/api/v1/retention", manager);
        await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/retention?days=120");
        request.Headers.Authorization = new("Bearer", administrator);
        using var byProgram = await server.Client.SendAsync(request, Stop);
        await byProgram.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        using var person = await Person.SignedInAsync(server, AccessRole.Administrator);
        using var set = await person.Http.PutAsync(new Uri("/api/v1/retention?days=120", UriKind.Relative), null, Stop);
        set.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var now = await server.Client.GetAsync("/api/v1/retention", administrator);
        (await now.JsonAsync())["days"]!.GetValue<int>().ShouldBe(120);
    }
}
