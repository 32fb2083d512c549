using System.Net;
using System.Text.Json;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Compliance;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>A dead scheduler must not stay green: with no job at all, time alone turns what is read.</summary>
public sealed class ExpiryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Eight_days_after_its_last_report_a_host_is_unknown_in_every_answer_though_no_job_ran(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3"));
        var token = await server.ApiTokenAsync();
        var reported = server.Clock.Now;
        (await ReadAsync(server, token, $"/hosts/{agent.HostId}")).ShouldContain("\"status\":\"Compliant\"");

        server.Clock.Advance(TimeSpan.FromDays(8));

        var host = await ReadAsync(server, token, $"/hosts/{agent.HostId}");
        host.ShouldNotContain("\"status\":\"Compliant\"");
        host.ShouldContain("\"advisoryId\":\"57252401\",\"status\":\"Unknown\"");
        host.ShouldContain("\"lastKnown\":\"Compliant\"");
        host.ShouldContain("ALM0006");
        (await ReadAsync(server, token, "/hosts?status=Compliant")).ShouldContain("\"total\":0");
        (await ReadAsync(server, token, "/hosts?status=Unknown")).ShouldContain("\"total\":1");
        (await ReadAsync(server, token, "/hosts?rule=ALM0006")).ShouldContain("\"total\":1");
        (await ReadAsync(server, token, "/findings?rule=ALM0006")).ShouldContain("\"total\":1");
        var summary = await ReadAsync(server, token, "/compliance/summary");
        summary.ShouldContain("\"Compliant\":0");
        summary.ShouldContain("\"Unknown\":1");
        (await ReadAsync(server, token, "/exports/hosts.csv")).ShouldContain("Unknown");
        (await ReadAsync(server, token, "/exports/hosts.csv?status=Compliant")).ShouldNotContain(agent.HostName);
        (await ReadAsync(server, token, $"/hosts/{agent.HostId}/compliance")).ShouldContain("\"advisoryId\":\"57252401\",\"status\":\"Unknown\"");
        (await ReadAsync(server, token, $"/compliance/summary?asOf={TestReport.Time(reported)}")).ShouldContain("\"Compliant\":1");
        (await ReadAsync(server, token, "/advisories")).ShouldNotContain("\"Compliant\":1");
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant, "nobody wrote it down: reading alone must see it");
    }

    [Theory, OnBoth]
    public async Task What_the_minute_job_writes_down_later_changes_no_answer(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3"));
        var token = await server.ApiTokenAsync();
        server.Clock.Advance(TimeSpan.FromDays(8));
        string[] paths = [$"/hosts/{agent.HostId}", $"/hosts/{agent.HostId}/compliance", "/hosts", "/findings", "/compliance/summary", "/exports/hosts.csv"];
        var before = await Task.WhenAll(paths.Select(p => ReadAsync(server, token, p)));

        (await server.Get<RecomputeCompliance>().ExpiredAsync(Actor.System("test"), Stop)).ShouldBe(new Recomputed(1, 1));

        (await Task.WhenAll(paths.Select(p => ReadAsync(server, token, p)))).ShouldBe(before);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown);
        (await server.Get<RecomputeCompliance>().ExpiredAsync(Actor.System("test"), Stop)).ShouldBe(new Recomputed(0, 0));
        await using var db = server.Db();
        (await db.StatusPeriods.SingleAsync(p => p.AdvisoryId == "57252401" && p.Status == ComplianceStatus.Compliant, Stop)).To.ShouldBe(server.Clock.Now.AddDays(-1), "it ended when it expired, not when the job ran");
    }

    [Theory, OnBoth]
    public async Task A_host_that_falls_silent_stays_as_it_is_until_its_last_report_is_seven_days_old(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var last = await ReportHourlyAsync(server, agent, hours: 10);
        (await server.Get<RecomputeCompliance>().FleetAsync(Actor.System("test"), Stop)).Changed.ShouldBe(0, "what holds a little less long is no change");

        await ClockAtAsync(server, last.AddDays(7).AddHours(-4).AddMinutes(-30), hold: 0);
        await ClockAtAsync(server, last.AddDays(7).AddHours(-3).AddMinutes(-30), hold: 1);
        await ClockAtAsync(server, last.AddDays(7).AddMinutes(-1), hold: 0);

        (await EffectiveAsync(server, agent)).ShouldBe(ComplianceStatus.Compliant);
        (await agent.StatusAsync()).HoldsUntil.ShouldBe(last.AddDays(7));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await EffectiveAsync(server, agent)).ShouldBe(ComplianceStatus.Unknown);
        await using var db = server.Db();
        (await db.Findings.SingleAsync(f => f.HostId == agent.HostId && f.Rule == RuleId.ALM0006 && f.ClosedAt == null, Stop)).OpenedAt.ShouldBe(last.AddDays(7));
    }

    [Theory, OnBoth]
    public async Task Where_no_job_runs_it_is_unknown_a_few_hours_early_and_never_late(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var last = await ReportHourlyAsync(server, agent, hours: 10);

        await ClockAtAsync(server, last.AddDays(7).AddHours(-6), hold: null);
        (await EffectiveAsync(server, agent)).ShouldBe(ComplianceStatus.Compliant);
        await ClockAtAsync(server, last.AddDays(7).AddHours(-3), hold: null);
        (await EffectiveAsync(server, agent)).ShouldBe(ComplianceStatus.Unknown);
    }

    /// <summary>When the last one was taken.</summary>
    private static async Task<DateTimeOffset> ReportHourlyAsync(AlmTestServer server, TestAgent agent, int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            server.Clock.Advance(TimeSpan.FromHours(1));
            await agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3"));
        }

        return server.Clock.Now;
    }

    /// <param name="hold">How many hosts the job then gives the rest of their time; null where it does not run.</param>
    private static async Task ClockAtAsync(AlmTestServer server, DateTimeOffset at, int? hold)
    {
        server.Clock.Advance(at - server.Clock.Now);
        if (hold is { } hosts)
        {
            (await server.Get<HoldSilentHosts>().RunAsync(Actor.System("test"), Stop)).ShouldBe(hosts);
        }
    }

    private static async Task<ComplianceStatus> EffectiveAsync(AlmTestServer server, TestAgent agent)
    {
        var token = await server.ApiTokenAsync();
        using var host = JsonDocument.Parse(await ReadAsync(server, token, $"/hosts/{agent.HostId}"));
        var status = host.RootElement.GetProperty("statuses").EnumerateArray().Single(s => s.GetProperty("advisoryId").GetString() == "57252401");
        return Enum.Parse<ComplianceStatus>(status.GetProperty("status").GetString()!);
    }

    private static async Task<string> ReadAsync(AlmTestServer server, string token, string path)
    {
        using var answer = await server.Client.GetAsync($"/api/v1{path}", token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync(Stop);
    }
}
