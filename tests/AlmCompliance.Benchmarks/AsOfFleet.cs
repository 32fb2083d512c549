using System.Data;
using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using static AlmCompliance.Benchmarks.RawRows;

namespace AlmCompliance.Benchmarks;

/// <summary>A million hosts in 40 zones with a year behind them, written row by row without EF, indexes made afterwards.</summary>
internal static class AsOfFleet
{
    public const string Note = "57252401";
    public const int Hosts = 1_000_000;
    public const int Days = 365;
    public const int EnrolledWithin = 30;
    private const int ChangesADay = Hosts / 100;
    private const int Zones = 40;

    public static DateTimeOffset Start { get; } = new(2025, 11, 22, 0, 0, 0, TimeSpan.Zero);

    public static async Task FillAsync(AlmDbContext db)
    {
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var indexes = TakeIndexes(connection);
        using (var transaction = connection.BeginTransaction())
        {
            Write(connection);
            transaction.Commit();
        }

        indexes.ForEach(sql => Execute(connection, sql));
        Execute(connection, "PRAGMA optimize=0x10002; PRAGMA wal_checkpoint(TRUNCATE);");
        for (var day = 0; day < Days; day++)
        {
            await db.CountDayAsync(Note, DateOnly.FromDateTime(Start.UtcDateTime).AddDays(day), CancellationToken.None);
            db.ChangeTracker.Clear();
        }

        await db.Database.CloseConnectionAsync();
    }

    private static void Write(SqliteConnection connection)
    {
        var chance = new Random(1);
        var zones = Enumerable.Range(0, Zones).Select(_ => Guid.CreateVersion7().ToString().ToUpperInvariant()).ToArray();
        var ids = new string[Hosts];
        var statuses = new ComplianceStatus[Hosts];
        var from = new long[Hosts];
        var facts = FactsEncoding.Encode(Facts());
        using var zone = Insert(connection, "Zones", ("Id", null), ("Name", null), ("NameKey", null), ("Site", ""), ("SiteKey", ""), ("Owner", ""), ("Criticality", 0), ("CreatedAt", 0), ("ProbesAllowed", 0));
        foreach (var id in zones)
        {
            Run(zone, id, id, id);
        }

        using var host = Insert(connection, "Hosts", ("Id", null), ("Name", null), ("NameKey", null), ("ZoneId", null), ("EnrolledAt", null), ("CurrentSnapshotId", null), ("EvidenceAt", null), ("SearchKey", ""), ("MachineId", ""), ("ZoneBasis", 1), ("EvidenceOrigin", 1), ("VersionCertainty", 1), ("RemoteAccess", 1), ("RemoteAccessBasis", 1), ("RecentReports", Array.Empty<byte>()), ("VerdictDigest", new byte[16]), ("Revision", 1));
        using var compact = Insert(connection, "CompactFacts", ("HostId", null), ("SnapshotId", null), ("Format", FactsEncoding.Format), ("Bytes", facts));
        for (var i = 0; i < Hosts; i++)
        {
            var id = Guid.CreateVersion7(Start.AddMilliseconds(i));
            ids[i] = id.ToString().ToUpperInvariant();
            from[i] = Microseconds.From(Start.AddDays(chance.NextDouble() * EnrolledWithin));
            statuses[i] = ComplianceStatus.NonCompliant;
            Run(host, ids[i], $"ES-{i}", $"ES-{i:00000000}", zones[i % Zones], from[i], ids[i], from[i]);
            Run(compact, ids[i], ids[i]);
        }

        using var period = Insert(connection, "StatusPeriods", ("Id", null), ("HostId", null), ("Status", null), ("Since", null), ("From", null), ("To", null), ("ZoneId", null), ("AdvisoryId", Note), ("Reason", 1), ("Arguments", "[\"V5.1 SP1 Upd2\",\"V5.1 SP1 Upd3\"]"), ("Measures", "[[1,0,0,null],[2,1,9,null],[3,2,19,null]]"), ("LastKnown", 0));
        for (var day = 0; day < Days; day++)
        {
            for (var change = 0; change < ChangesADay; change++)
            {
                var i = chance.Next(Hosts);
                var at = Microseconds.From(Start.AddDays(day).AddMinutes(chance.NextDouble() * 24 * 60));
                if (at > from[i])
                {
                    Run(period, Guid.CreateVersion7(Start.AddDays(day)).ToString().ToUpperInvariant(), ids[i], (int)statuses[i], from[i], from[i], at, zones[i % Zones]);
                    statuses[i] = (ComplianceStatus)chance.Next(1, 6);
                    from[i] = at;
                }
            }
        }

        using var status = Insert(connection, "Statuses", ("HostId", null), ("Status", null), ("Since", null), ("From", null), ("HoldsUntil", null), ("ZoneId", null), ("AdvisoryId", Note), ("Reason", 1), ("Arguments", "[\"V5.1 SP1 Upd2\",\"V5.1 SP1 Upd3\"]"), ("Measures", "[[1,0,0,null],[2,1,9,null],[3,2,19,null]]"), ("LastKnown", 0));
        for (var i = 0; i < Hosts; i++)
        {
            Run(status, ids[i], (int)statuses[i], from[i], from[i], Microseconds.From(Start.AddDays(Days + chance.Next(1, 7))), zones[i % Zones]);
        }
    }

    private static HostFacts Facts() => new()
    {
        Installed = true,
        Versions = [new(VersionSource.AutswVersionString, "V5.1 SP1 Upd2"), new(VersionSource.UninstallDisplayVersion, "05.01.0102")],
        Service = ServiceState.Running,
        StartMode = ServiceStartMode.Automatic,
        Processes = ["almsrv64x.exe"],
        Port = 4410,
        RestartPending = false,
        Listeners = [new(IPAddress.Any, 4410, "almsrv64x.exe")],
        FirewallEnabled = true,
        AlmInbound = FirewallVerdict.Allowed,
    };

    private static List<string> TakeIndexes(SqliteConnection connection)
    {
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('Hosts', 'Statuses', 'StatusPeriods')";
        using var reader = read.ExecuteReader();
        var indexes = new List<(string Name, string Sql)>();
        while (reader.Read())
        {
            indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        reader.Close();
        indexes.ForEach(index => Execute(connection, $"DROP INDEX \"{index.Name}\""));
        return indexes.ConvertAll(index => index.Sql);
    }
}
