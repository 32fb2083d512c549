using System.Diagnostics;
using System.Globalization;
using AlmCompliance.Migrations.Sqlite;
using Microsoft.Data.Sqlite;
using static AlmCompliance.Benchmarks.RawRows;

namespace AlmCompliance.Benchmarks;

/// <summary>A plant of a few hundred hosts that the simulator played against a real server, and as many copies of each as a big fleet takes.</summary>
internal static class PagesFleet
{
    private const int Played = 500;
    private static readonly string s_web = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "AlmCompliance.Web", "release", "AlmCompliance.Web.dll"));

    /// <summary>What stands beside a host's row; of the snapshots only the current one is copied.</summary>
    private static readonly string[] s_perHost = ["CompactFacts", "Findings", "HostAddresses", "HostZones", "Statuses", "StatusPeriods"];

    public static async Task PlayAsync(Uri server, string folder)
    {
        using var play = Simulate(server, await TokenAsync(folder), Played, rate: 0, "0.00:00:30");
        await play.WaitForExitAsync();
    }

    /// <summary>Agents of another few hundred hosts, at a steady rate until they are killed.</summary>
    public static async Task<Process> ReportAsync(Uri server, string folder, int rate) => Simulate(server, await TokenAsync(folder), Played, rate, "0.02:00:00");

    public static Task AddPersonAsync(string folder, string email, string password) => VerbAsync(folder, password, "user", "add", "--email", email, "--role", "SecurityManager");

    /// <summary>Each host as often as makes so many in all.</summary>
    public static void Multiply(string folder, int hosts)
    {
        using var connection = new SqliteConnection(SqliteDatabase.ConnectionString(Path.Combine(folder, "alm.db")));
        connection.Open();
        using (var transaction = connection.BeginTransaction())
        {
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"""
                CREATE TEMP TABLE Copies AS
                WITH RECURSIVE numbers(N) AS (SELECT 1 UNION ALL SELECT N + 1 FROM numbers WHERE N < {hosts / Played - 1})
                SELECT h."Id" AS Old, N, {IngestFleet.SqliteId} AS New FROM numbers, "Hosts" h WHERE h."CurrentSnapshotId" IS NOT NULL;
                CREATE UNIQUE INDEX temp.CopiesByOld ON Copies (Old, N);
                """));
            Copy("Hosts", "Id", ("Id", "Copies.New"), ("CurrentSnapshotId", "Copies.New"), ("MachineId", "one.\"MachineId\" || '-' || N"), ("Name", "one.\"Name\" || '-' || N"), ("NameKey", "one.\"NameKey\" || '-' || N"), ("SearchKey", "one.\"SearchKey\" || '-' || N"));
            RawRows.Copy(connection, IngestFleet.SqliteColumns, "Snapshots", "JOIN \"Hosts\" o ON o.\"CurrentSnapshotId\" = one.\"Id\" JOIN Copies ON Copies.Old = o.\"Id\"", ("Id", "Copies.New"), ("HostId", "Copies.New"));
            foreach (var table in s_perHost)
            {
                Copy(table, "HostId", ("HostId", "Copies.New"), ("SnapshotId", "Copies.New"), ("Id", IngestFleet.SqliteId));
            }

            transaction.Commit();
        }

        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE); ANALYZE;");

        void Copy(string table, string key, params (string, string)[] own) =>
            RawRows.Copy(connection, IngestFleet.SqliteColumns, table, $"JOIN Copies ON Copies.Old = one.\"{key}\"", own);
    }

    private static Process Simulate(Uri server, string token, int hosts, int rate, string duration)
    {
        var start = new ProcessStartInfo("dotnet", [s_web, "simulate", "--server", server.ToString(), "--hosts", Number(hosts), "--rate", Number(rate), "--duration", duration, "--seed", Number(Environment.TickCount & 0xFFFF)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.StandardInput.WriteLine(token);
        process.StandardInput.Close();
        return process;
    }

    private static Task<string> TokenAsync(string folder) => VerbAsync(folder, "", "enrollment-token", "add", "--max-uses", Number(2 * Played), "--expires", "1.00:00:00");

    private static async Task<string> VerbAsync(string folder, string input, params string[] words)
    {
        using var verb = Process.Start(new ProcessStartInfo("dotnet", [s_web, .. words, "--data", folder]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        await verb.StandardInput.WriteLineAsync(input);
        verb.StandardInput.Close();
        var said = await verb.StandardOutput.ReadToEndAsync();
        await verb.WaitForExitAsync();
        return verb.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"{words[0]} failed.");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
