using System.Text.Json.Nodes;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Ingest;

/// <summary>A network delivers reports in any order; what they come to in the end is the same.</summary>
public sealed class OrderOfReportsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task The_same_snapshots_with_their_times_end_in_the_same_verdicts_in_whatever_order_they_come(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var orders = Orders([0, 1, 2, 3]).ToList();
        var verdicts = new List<string>();
        foreach (var order in orders)
        {
            var agent = await server.AgentAsync($"ES-{string.Concat(order)}");
            foreach (var report in order)
            {
                await agent.AcceptAsync(Report(agent, report));
            }

            verdicts.Add(await VerdictAsync(server, agent));
        }

        orders.Count.ShouldBe(24);
        verdicts.Distinct(StringComparer.Ordinal).ShouldHaveSingleItem().ShouldContain("57252401 Unknown");
    }

    [Theory, OnBoth]
    public async Task What_comes_late_is_kept_or_confirms_its_neighbour_and_is_never_lost(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var now = server.Clock.Now;
        foreach (var (version, days) in ((string, int)[])[("V5.0", 6), ("V5.1 SP1 Upd3", 5), ("V5.2", 1), ("V5.0", 3), ("V5.1 SP1 Upd3", 4), ("V5.2", 2)])
        {
            await agent.AcceptAsync(agent.Report().WithVersion(version).CollectedAt(now.AddDays(-days), now));
        }

        await using var db = server.Db();
        var kept = await db.Snapshots.Where(s => s.HostId == agent.HostId).OrderBy(s => s.ConfirmedFrom).ToListAsync(Stop);
        var host = await agent.HostAsync();
        kept.Select(s => ((now - s.ConfirmedFrom).TotalDays, (now - host.ConfirmedTo(s)).TotalDays)).ShouldBe([(6, 6), (5, 4), (3, 3), (2, 1)]);
        kept[2].ContentDigest.ShouldBe(kept[0].ContentDigest);
        host.CurrentSnapshotId.ShouldBe(kept[3].Id);
    }

    /// <summary>Affected a day ago, patched in the morning, waiting for a restart since, and of no known version an hour ago: each an hour or more apart.</summary>
    private static JsonObject Report(TestAgent agent, int number)
    {
        var now = agent.Server.Clock.Now;
        var report = agent.Report().CollectedAt(now.AddHours(-(24 >> number)), now);
        switch (number)
        {
            case 1:
                report.WithVersion("V6.2 Upd3");
                break;
            case 2:
                report.WithVersion("V6.2 Upd3")["alm"]!["restartPending"] = true;
                break;
            case 3:
                report.WithVersion("V?");
                break;
        }

        return report;
    }

    private static async Task<string> VerdictAsync(AlmTestServer server, TestAgent agent)
    {
        await using var db = server.Db();
        var host = await agent.HostAsync();
        var statuses = await db.Statuses.Where(s => s.HostId == agent.HostId).OrderBy(s => s.AdvisoryId).ToListAsync(Stop);
        var findings = await db.Findings.Where(f => f.HostId == agent.HostId && f.ClosedAt == null).OrderBy(f => f.Rule).ThenBy(f => f.AdvisoryId).ToListAsync(Stop);
        return string.Join('\n',
        [
            $"{host.EvidenceAt:O} {host.VersionText} {host.VersionCertainty} {host.RemoteAccess} {host.RemoteAccessBasis} {Convert.ToHexString(host.VerdictDigest)}",
            .. statuses.Select(s => $"{s.AdvisoryId} {s.Status} {s.Reason} {string.Join(',', s.Arguments)} {s.HoldsUntil:O} {string.Join(',', s.Measures.Select(m => m.ToString()))}"),
            .. findings.Select(f => $"{f.Rule} {f.AdvisoryId} {f.Reason} {string.Join(',', f.Arguments)}"),
        ]);
    }

    private static IEnumerable<int[]> Orders(int[] numbers) => numbers.Length == 1
        ? [numbers]
        : numbers.SelectMany(first => Orders([.. numbers.Where(n => n != first)]).Select(rest => (int[])[first, .. rest]));
}
