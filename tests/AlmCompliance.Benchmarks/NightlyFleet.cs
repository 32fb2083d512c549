using System.Globalization;
using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Assessment;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using static AlmCompliance.Benchmarks.RawRows;

namespace AlmCompliance.Benchmarks;

/// <summary>
/// A fleet in 40 drawn zones, its hosts on six versions, each placed by its address and its evidence an hour to a day old. Every
/// hundredth has no verdicts yet: the first night writes them, and each night after it turns them. Of the others stand the digests
/// of their verdicts alone: the job reads no more of them.
/// </summary>
internal static class NightlyFleet
{
    public const int Zones = 40;

    private static readonly (string Autsw, string Packed)[] s_versions =
    [
        ("V5.1 SP1 Upd2", "05.01.0102"), ("V5.3 SP3 Upd1", "05.03.0301"), ("V5.3 SP4 Upd4", "05.03.0404"),
        ("V6.0 SP9 Upd4", "06.00.0904"), ("V6.0 SP12 Upd3", "06.00.1203"), ("V6.2 Upd3", "06.02.0003"),
    ];

    public static async Task FillAsync(AlmDbContext db, int hosts, DateTimeOffset now)
    {
        var zones = Enumerable.Range(0, Zones).Select(i => new Zone { Name = Text($"Zone {i}"), NameKey = Text($"ZONE {i:00}"), CreatedAt = now }).ToArray();
        db.Zones.AddRange(zones);
        for (var i = 0; i < Zones; i++)
        {
            var (first, last) = AddressKey.Of(IPNetwork.Parse(Text($"10.{i}.0.0/16")));
            db.ZoneRanges.Add(new ZoneRange { ZoneId = zones[i].Id, Text = Text($"10.{i}.0.0/16"), First = first, Last = last, PrefixLength = 16, CreatedAt = now, CreatedBy = "benchmark" });
        }

        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using (var transaction = connection.BeginTransaction())
        {
            Write(connection, hosts, zones, now);
            transaction.Commit();
        }

        await db.Database.CloseConnectionAsync();
    }

    /// <summary>Says of all hosts but every hundredth that what is stored is what the rules say.</summary>
    public static async Task SettleAsync(AlmDbContext db, IDbContextFactory<AlmDbContext> contexts, JudgeHosts judge, DateTimeOffset now)
    {
        await using var reading = await contexts.CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE Hosts SET VerdictDigest = @digest WHERE Id = @id AND rowid % 100 <> 7";
        command.Parameters.AddWithValue("@digest", null);
        command.Parameters.AddWithValue("@id", null);
        await foreach (var page in contexts.ReadFleetAsync(1000))
        {
            foreach (var host in (await judge.RunAsync(reading, page, now, CancellationToken.None)).ToWrite)
            {
                Run(command, host.Digest, host.Read.Id.ToString().ToUpperInvariant());
            }
        }

        transaction.Commit();
        await db.Database.CloseConnectionAsync();
    }

    /// <summary>Gives every hundredth host another version, as its report would have: a fixed one where it was affected, and the other way round.</summary>
    public static async Task TurnAsync(AlmDbContext db, int night)
    {
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE CompactFacts SET Bytes = @bytes WHERE rowid % 100 = 7";
        command.Parameters.AddWithValue("@bytes", FactsEncoding.Encode(Facts(night % 2 == 0 ? s_versions[^1] : s_versions[0])));
        command.ExecuteNonQuery();
        transaction.Commit();
        await db.Database.CloseConnectionAsync();
    }

    private static void Write(SqliteConnection connection, int hosts, Zone[] zones, DateTimeOffset now)
    {
        var facts = Array.ConvertAll(s_versions, v => FactsEncoding.Encode(Facts(v)));
        var zoneIds = Array.ConvertAll(zones, z => z.Id.ToString().ToUpperInvariant());
        using var host = Insert(connection, "Hosts", ("Id", null), ("Name", null), ("NameKey", null), ("SearchKey", null), ("ZoneId", null), ("Addresses", null), ("EnrolledAt", null), ("CurrentSnapshotId", null), ("EvidenceAt", null), ("EvidenceExpiresAt", null), ("MachineId", null), ("ZoneBasis", (int)ZoneBasis.Address), ("Domain", "PLANT2"), ("OsName", "Windows 7 Professional"), ("OsVersion", "6.1.7601"), ("EvidenceOrigin", (int)EvidenceOrigin.Agent), ("VersionCertainty", 0), ("RemoteAccess", 0), ("RemoteAccessBasis", 0), ("RecentReports", new byte[256]), ("VerdictDigest", Array.Empty<byte>()), ("Revision", 1));
        using var compact = Insert(connection, "CompactFacts", ("HostId", null), ("SnapshotId", null), ("Bytes", null), ("Format", FactsEncoding.Format));
        for (var i = 0; i < hosts; i++)
        {
            var id = Guid.CreateVersion7(now.AddDays(-90).AddMilliseconds(i)).ToString().ToUpperInvariant();
            var name = Text($"ES-{i:0000000}");
            var address = Text($"10.{i % Zones}.{i / Zones / 250 % 250}.{(i / Zones % 250) + 1}/16");
            var at = Microseconds.Truncate(now.AddMinutes(-60 - (i % 1400)));
            Run(host, id, name, name, $"{name} {address} PLANT2", zoneIds[i % Zones], address, Microseconds.From(now.AddDays(-90)), id, Microseconds.From(at), Microseconds.From(at + FreshnessLimits.Default.OnlineReport), name);
            Run(compact, id, id, facts[i % facts.Length]);
        }
    }

    private static HostFacts Facts((string Autsw, string Packed) version) => new()
    {
        Installed = true,
        Versions = [new(VersionSource.AutswVersionString, version.Autsw), new(VersionSource.UninstallDisplayVersion, version.Packed)],
        Service = ServiceState.Running,
        StartMode = ServiceStartMode.Automatic,
        Processes = ["almsrv64x.exe"],
        Port = 4410,
        RestartPending = false,
        Listeners = [new(IPAddress.Any, 4410, "almsrv64x.exe")],
        FirewallEnabled = true,
        AlmInbound = FirewallVerdict.Allowed,
        InternetExplorerPresent = true,
        AlmControlPresent = true,
        KillBitNative = false,
        KillBitWow64 = false,
        Is64Bit = true,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
