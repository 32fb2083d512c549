using System.Data.Common;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Contracts;
using AlmCompliance.Web.Access;
using Microsoft.Data.Sqlite;
using Npgsql;
using static AlmCompliance.Benchmarks.RawRows;

namespace AlmCompliance.Benchmarks;

/// <summary>One host that reported over HTTP, and any number of hosts that stand in the database as it does, each with a key of its own.</summary>
internal static class IngestFleet
{
    private static readonly string[] s_perHost = ["CompactFacts", "Findings", "HostAddresses", "Snapshots", "Statuses"];

    public static string MachineId(int host) => string.Create(CultureInfo.InvariantCulture, $"machine-{host:0000000}");

    public static string Key(int host) => Secrets.AgentKeyPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(MachineId(host))));

    public static async Task ReportOnceAsync(Uri server, string enrollmentToken)
    {
        using var http = new HttpClient { BaseAddress = server };
        var request = new EnrollAgentRequest { EnrollmentToken = enrollmentToken, MachineId = MachineId(0), HostName = ReportBody.HostName };
        using var enrolled = await http.PostAsJsonAsync("/api/v1/agents", request);
        var key = (await enrolled.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<EnrollAgentResponse>())!.AgentKey;
        using var report = new HttpRequestMessage(HttpMethod.Post, "/api/v1/inventory-reports") { Content = new ByteArrayContent(new ReportBody().Next(0, false, false).ToArray()) };
        report.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        report.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var accepted = await http.SendAsync(report);
        accepted.EnsureSuccessStatusCode();
    }

    /// <summary>Host 0 gets the key that its number gives, and the others all that it has.</summary>
    public static async Task CopyAsync(SqliteConnection connection, int hosts)
    {
        await connection.OpenAsync();
        await using (var transaction = connection.BeginTransaction())
        {
            Execute(connection, "CREATE TEMP TABLE Fleet (N INTEGER PRIMARY KEY, Id TEXT, MachineId TEXT, KeyHash BLOB)");
            using var fleet = Insert(connection, "Fleet", ("N", null), ("Id", null), ("MachineId", null), ("KeyHash", null));
            for (var n = 0; n < hosts; n++)
            {
                Run(fleet, n, Guid.CreateVersion7().ToString().ToUpperInvariant(), MachineId(n), Secrets.Hash(Key(n)));
            }

            Copy(connection, SqliteColumns, SqliteId);
            transaction.Commit();
        }

        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE); ANALYZE;");
    }

    /// <summary>The same on PostgreSQL.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, int hosts)
    {
        await connection.OpenAsync();
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"""
            CREATE TEMP TABLE Fleet AS SELECT N, gen_random_uuid() AS Id, MachineId,
                sha256(convert_to('{Secrets.AgentKeyPrefix}' || encode(sha256(convert_to(MachineId, 'UTF8')), 'hex'), 'UTF8')) AS KeyHash
            FROM (SELECT N, 'machine-' || lpad(N::text, 7, '0') AS MachineId FROM generate_series(0, {hosts - 1}) AS N) numbered
            """));
        Copy(connection, "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{0}'", "gen_random_uuid()");
        Execute(connection, "VACUUM ANALYZE");
        Execute(connection, "CHECKPOINT");
    }

    public const string SqliteColumns = "SELECT name FROM pragma_table_info('{0}')";
    public const string SqliteId = "upper(substr(hex(randomblob(16)), 1, 8) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)))";

    private static void Copy(DbConnection connection, string columnsOf, string newId)
    {
        Execute(connection, "UPDATE \"AgentKeys\" SET \"KeyHash\" = (SELECT KeyHash FROM Fleet WHERE N = 0)");
        Execute(connection, "DELETE FROM Fleet WHERE N = 0");
        Copy("Hosts", ("Id", "Fleet.Id"), ("MachineId", "Fleet.MachineId"), ("CurrentSnapshotId", "Fleet.Id"));
        Copy("AgentKeys", ("Id", "Fleet.Id"), ("HostId", "Fleet.Id"), ("KeyHash", "Fleet.KeyHash"));
        foreach (var table in s_perHost)
        {
            Copy(table, ("HostId", "Fleet.Id"), ("SnapshotId", "Fleet.Id"), ("Id", table == "Findings" ? newId : "Fleet.Id"));
        }

        void Copy(string table, params (string Column, string Value)[] own) => RawRows.Copy(connection, columnsOf, table, ", Fleet ORDER BY Fleet.N", own);
    }
}
