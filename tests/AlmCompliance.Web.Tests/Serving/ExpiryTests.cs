using System.Net;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
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

    private static async Task<string> ReadAsync(AlmTestServer server, string token, string path)
    {
        using var answer = await server.Client.GetAsync($"/api/v1{path}", token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync(Stop);
    }
}
