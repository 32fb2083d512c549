using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Tests.Serving;
using AlmCompliance.Web.Tests.Zones;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Ingest;

/// <summary>
/// The report that changes nothing for its readers is written by a few statements of its own. What they leave is what the way of
/// every other report leaves, row by row.
/// </summary>
public sealed class UsualReportTests
{
    private const int Reports = 60;

    private static readonly (string Table, string Where)[] s_tables =
    [
        ("Hosts", "\"Id\" = @host"), ("FindingSentences", "\"FindingId\" IN (SELECT \"Id\" FROM \"Findings\" WHERE \"HostId\" = @host)"),
        .. ((string[])["Snapshots", "CompactFacts", "Statuses", "StatusPeriods", "Findings", "HostAddresses", "HostZones"]).Select(table => (table, "\"HostId\" = @host")),
    ];

    /// <summary>No two hosts share these.</summary>
    private static readonly HashSet<string> s_own = ["Id", "HostId", "FindingId", "ContentDigest"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Two_hosts_that_say_the_same_have_the_same_rows_whichever_way_their_reports_take(Provider provider)
    {
        var usual = 0;
        for (var seed = 1; seed <= 6; seed++)
        {
            var plant = await DrawnPlant.StartAsync(provider);
            await using var server = plant.Server;
            var one = await server.AgentAsync("ES-ONE", "Office");
            var other = await server.AgentAsync("ES-TWO", "Office");
            var random = new Random(seed);
            var (said, others) = (Body(one), Body(other));
            for (var step = 0; step < Reports; step++)
            {
                server.Clock.Advance(Pause(random));
                var change = random.Next(12);
                var late = random.Next(15) == 0 ? TimeSpan.FromHours(random.Next(1, 60)) : TimeSpan.FromSeconds(random.Next(0, 90));
                var again = step > 0 && random.Next(15) == 0;
                var number = random.Next();
                var way = await TakeAsync(server, one, Next(said, change, number, server.Clock.Now, late, again), tryUsual: true);
                await TakeAsync(server, other, Next(others, change, number, server.Clock.Now, late, again), tryUsual: false);
                usual += way ? 1 : 0;

                (await RowsAsync(server, one)).ShouldBe(await RowsAsync(server, other), $"seed {seed}, step {step}, change {change}, usual {way}");
            }
        }

        // Else nothing was compared.
        usual.ShouldBeInRange(Reports, 6 * Reports * 4 / 5);
    }

    [Theory, OnBoth]
    public async Task A_host_about_which_somebody_decided_or_which_was_tried_takes_the_other_way(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var server = plant.Server;
        var agent = await server.AgentAsync("ES-041", "Office");
        var report = Body(agent);
        await TakeAsync(server, agent, Next(report, 0, 0, server.Clock.Now, TimeSpan.Zero, again: false), tryUsual: true);
        server.Clock.Advance(TimeSpan.FromHours(1));
        (await TakeAsync(server, agent, Next(report, 0, 0, server.Clock.Now, TimeSpan.Zero, again: false), tryUsual: true)).ShouldBeTrue();

        await server.Lane.RunAsync(
            async (db, ct) =>
            {
                db.ProbeObservations.Add(new() { TargetHostId = agent.HostId, TargetKey = "x", SourceHostId = agent.HostId, Port = 4410, At = server.Clock.Now });
                await db.SaveChangesAsync(ct);
            },
            Stop);

        server.Clock.Advance(TimeSpan.FromHours(1));
        (await TakeAsync(server, agent, Next(report, 0, 0, server.Clock.Now, TimeSpan.Zero, again: false), tryUsual: true)).ShouldBeFalse();
    }

    /// <summary>Mostly an hour; now and then a day, and sometimes longer than evidence holds.</summary>
    private static TimeSpan Pause(Random random) => random.Next(10) switch
    {
        0 => TimeSpan.FromDays(1),
        1 when random.Next(4) == 0 => TimeSpan.FromDays(8),
        _ => TimeSpan.FromMinutes(random.Next(50, 70)),
    };

    private static JsonObject Body(TestAgent agent)
    {
        var report = agent.Report();
        report["probes"] = new JsonArray();
        report["problems"] = new JsonArray();
        report["host"]!["addresses"] = new JsonArray("10.1.0.41/24");
        return report;
    }

    private static InventoryReport Next(JsonObject report, int change, int number, DateTimeOffset now, TimeSpan late, bool again)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        switch (change)
        {
            case 0 or 1:
                report["host"]!["os"]!["version"] = $"6.1.{text}";
                break;
            case 2:
                report.WithVersion((string[])["V5.1 SP1 Upd2", "V5.1 SP1 Upd3", "V6.2 Upd3", "V4.0", "V?"] is var versions ? versions[number % versions.Length] : "");
                break;
            case 3:
                report["alm"]!["restartPending"] = number % 2 == 0;
                break;
            case 4 when number % 3 == 0:
                report["host"]!["addresses"] = new JsonArray($"10.{1 + (number % 2)}.0.{number % 200}/24");
                break;
            case 5:
                report["agent"]!["version"] = $"1.0.{number % 3}";
                break;
            case 6:
                report["problems"] = number % 2 == 0 ? [] : new JsonArray(new JsonObject { ["collector"] = "kill-bits", ["message"] = text });
                break;
            case 7 when number % 4 == 0:
                report["host"]!["domain"] = number % 8 == 0 ? null : "PLANT3";
                break;
        }

        report.CollectedAt(now - late, now);
        report["reportId"] = again ? (string)report["reportId"]! : Guid.NewGuid().ToString();
        return report.Deserialize<InventoryReport>(ContractJson.Options)!;
    }

    /// <summary>Whether it went the usual way.</summary>
    private static async Task<bool> TakeAsync(AlmTestServer server, TestAgent agent, InventoryReport report, bool tryUsual)
    {
        var errors = new FieldErrors();
        var read = InventoryReportReader.Read(report, errors).ShouldNotBeNull(string.Join(' ', errors.ByPath.Keys));
        var now = server.Clock.Now;
        var inHand = new ReportInHand(read, report, EvidenceOrigin.Agent, now, Microseconds.Truncate(now - (read.SentAt - read.CollectedAt)));
        return await server.Lane.RunAsync(
            async (db, ct) =>
            {
                if (tryUsual && await server.Get<TakeUsualReport>().TryAsync(db, agent.HostId, Secrets.Hash(agent.Key), inHand, ct) is not null)
                {
                    return true;
                }

                await server.Get<TakeReport>().RunAsync(db, await db.Hosts.SingleAsync(h => h.Id == agent.HostId, ct), inHand, ct);
                return false;
            },
            Stop);
    }

    /// <summary>Everything that is stored about a host but what names it: two that say the same have the same.</summary>
    private static async Task<string> RowsAsync(AlmTestServer server, TestAgent agent)
    {
        await using var db = server.Db();
        await db.Database.OpenConnectionAsync(Stop);
        var snapshots = await db.Snapshots.Where(s => s.HostId == agent.HostId).OrderBy(s => s.ConfirmedFrom).ThenBy(s => s.ReceivedAt).Select(s => s.Id).ToListAsync(Stop);
        var lines = new List<string>();
        foreach (var (table, where) in s_tables)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" WHERE {where}";
            var host = command.CreateParameter();
            (host.ParameterName, host.Value) = ("@host", agent.HostId);
            command.Parameters.Add(host);
            await using var rows = await command.ExecuteReaderAsync(Stop);
            while (await rows.ReadAsync(Stop))
            {
                var values = Enumerable.Range(0, rows.FieldCount)
                    .Where(i => !s_own.Contains(rows.GetName(i)))
                    .Select(i => $"{rows.GetName(i)}={Value(rows.GetName(i), rows.GetValue(i), agent, snapshots)}");
                lines.Add($"{table}: {string.Join(", ", values)}");
            }
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static string Value(string column, object value, TestAgent agent, List<Guid> snapshots) => column switch
    {
        "RecentReports" => ((byte[])value).Length.ToString(CultureInfo.InvariantCulture),
        "CurrentSnapshotId" or "SnapshotId" when value is not DBNull => snapshots.IndexOf(value as Guid? ?? Guid.Parse((string)value)).ToString(CultureInfo.InvariantCulture),
        _ when value is byte[] bytes => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace(agent.MachineId, "machine", StringComparison.Ordinal).Replace(agent.HostName, "name", StringComparison.OrdinalIgnoreCase),
    };
}
