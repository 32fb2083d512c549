using System.Text.Json.Nodes;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Ingest;

/// <summary>What an agent could not collect never makes its host greener, from the wire to the stored verdict.</summary>
public sealed class MissingFactTests
{
    private const int Seeds = 60;

    private static readonly ComplianceStatus[] _notGreen = [ComplianceStatus.Unknown, ComplianceStatus.NonCompliant];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fact_that_is_missing_never_turns_a_vulnerable_or_unknown_host_greener()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var looked = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var agent = await server.AgentAsync($"ES-{seed}");
            var whole = Shuffled(agent.Report(), new Random(seed));
            await agent.AcceptAsync(whole);
            var before = await agent.StatusAsync();
            if (!_notGreen.Contains(before.Status))
            {
                continue;
            }

            var open = await OpenAsync(server, agent);
            foreach (var path in Facts(whole))
            {
                server.Clock.Advance(TimeSpan.FromSeconds(1));
                var without = whole.DeepClone().AsObject().CollectedAt(server.Clock.Now, server.Clock.Now);
                without["reportId"] = Guid.NewGuid().ToString();
                SpoiledReports.Remove(without, path);
                await agent.AcceptAsync(without);
                var after = await agent.StatusAsync();
                _notGreen.ShouldContain(after.Status, $"seed {seed}: without {path} {before.Status} became {after.Status} in {whole["alm"]}");
                if (open.Contains(RuleId.ALM0001))
                {
                    (await OpenAsync(server, agent)).ShouldContain(RuleId.ALM0001, $"seed {seed}: without {path}");
                }

                looked++;
            }
        }

        looked.ShouldBeGreaterThan(400);
    }

    [Fact]
    public async Task ALM0002_a_host_that_says_nothing_of_its_remote_access_is_flagged()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        foreach (var version in (string[])["V4.0", "V5.1 SP1 Upd3", "V6.0 SP1", "V6.0 SP2", "V6.2 Upd3"])
        {
            var agent = await server.AgentAsync();
            var report = agent.Report().WithVersion(version);
            report.Remove("firewall");
            report.Remove("browser");
            foreach (var member in (string[])["service", "processes", "port", "remoteAccessSetting", "listeners"])
            {
                report["alm"]!.AsObject().Remove(member);
            }

            await agent.AcceptAsync(report);

            (await OpenAsync(server, agent)).ShouldContain(RuleId.ALM0002, version);
        }
    }

    private static async Task<List<RuleId>> OpenAsync(AlmTestServer server, TestAgent agent)
    {
        await using var db = server.Db();
        return await db.Findings.Where(f => f.HostId == agent.HostId && f.ClosedAt == null && f.OpenedAt <= server.Clock.Now).Select(f => f.Rule).ToListAsync(Stop);
    }

    /// <summary>Every fact under alm, firewall and browser but what says that there is an ALM and which, each by itself and with all below it.</summary>
    private static IEnumerable<string> Facts(JsonObject report)
    {
        foreach (var room in (string[])["firewall", "browser"])
        {
            yield return room;
        }

        foreach (var room in (string[])["alm", "firewall", "browser"])
        {
            foreach (var (name, value) in report[room]!.AsObject())
            {
                if (name is "installed" or "versions")
                {
                    continue;
                }

                yield return $"{room}.{name}";
                foreach (var (below, _) in value as JsonObject ?? [])
                {
                    yield return $"{room}.{name}.{below}";
                }
            }
        }
    }

    private static JsonObject Shuffled(JsonObject report, Random random)
    {
        T One<T>(params T[] of) => of[random.Next(of.Length)];
        var alm = report["alm"]!.AsObject();
        report.WithVersion(One("V4.0", "V5.1", "V5.1 SP1 Upd2", "V5.1 SP1 Upd3", "V5.2", "V6.0 SP2", "V6.2 Upd3", "V5.1 SP1 HF3", "unreadable", "500.0.122.1"));
        if (random.Next(3) == 0)
        {
            alm["versions"]!.AsArray().Add(TestReport.Version("uninstall.DisplayVersion", One("05.01.0102", "05.01.0103", "06.02.0003", "x")));
        }

        alm["restartPending"] = One(true, false);
        alm["service"] = new JsonObject { ["state"] = One("running", "stopped", "absent"), ["startMode"] = One("automatic", "manual", "disabled") };
        alm["processes"] = One(new JsonArray(), new JsonArray("almsrv64x.exe"));
        alm["listeners"] = One(new JsonArray(), Listening("127.0.0.1"), Listening("0.0.0.0"), Listening("::1"));
        alm["remoteAccessSetting"] = One("enabled", "disabled");
        report["firewall"]!["almInbound"] = One("allowed", "restricted", "blocked");
        report["firewall"]!["activeProfileEnabled"] = One(true, false);
        report["browser"]!["almControl"] = One("registered", "absent");
        report["browser"]!["activeXPolicy"] = One("none", "disabled");
        report["browser"]!["killBit"] = new JsonObject { ["native"] = One(true, false), ["wow64"] = One(true, false) };
        report["problems"] = One(new JsonArray(), new JsonArray(new JsonObject { ["collector"] = One("autsw", "uninstall", "service", "processes", "listeners", "restart"), ["message"] = "failed" }));
        return report;
    }

    private static JsonArray Listening(string address) => new(new JsonObject { ["address"] = address, ["port"] = 4410, ["process"] = "almsrv64x.exe" });
}
