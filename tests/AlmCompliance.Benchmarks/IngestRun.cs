using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using AlmCompliance.Migrations.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AlmCompliance.Benchmarks;

/// <summary>
/// What a report costs the server, beside what any server would pay to read and parse it. Server and generator have a core each;
/// every answer is waited for, so that each run ends with nothing in the queue.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class IngestRun(string folder, int hosts, string? postgres)
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(15);
    private const int FewestRounds = 3;
    private const int MostRounds = 12;
    private static readonly TimeSpan s_run = TimeSpan.FromSeconds(20);

    private static readonly string s_web = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "AlmCompliance.Web", "release", "AlmCompliance.Web.dll"));

    private readonly Dictionary<string, string> _database = postgres is null ? [] : new() { ["Database__Provider"] = "Postgres", ["ConnectionStrings__Alm"] = postgres };

    /// <param name="postgres">An empty database's connection string; null for SQLite.</param>
    public static async Task PrintAsync(int hosts, string? postgres)
    {
        var folder = Directory.CreateTempSubdirectory("alm-ingest-").FullName;
        try
        {
            await new IngestRun(folder, hosts, postgres).PrintRunsAsync();
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task PrintRunsAsync()
    {
        using var self = Process.GetCurrentProcess();
        var bare = new ServerUnderLoad([], "dotnet", typeof(IngestRun).Assembly.Location, "bare-server");
        var whole = new ServerUnderLoad(_database, "dotnet", s_web, "serve", "--data", folder, "--urls");
        if (postgres is not null)
        {
            await VerbAsync("migrate");
        }

        await using (await whole.StartAsync())
        {
            // One host reports for itself; the fleet is its copies.
            await IngestFleet.ReportOnceAsync(whole.Address, await VerbAsync("enrollment-token", "add"));
        }

        await CopyAsync();
        self.ProcessorAffinity = 2;
        Console.WriteLine("| what | hosts | connections | reports a second | server's processor a report | p50 | p99 | flushes a second | most memory | refused |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var connections in (int[])[64, 256])
        {
            await MeasureAsync("(a) reads and parses", bare, connections, changed: 1, turned: 0);
            await MeasureAsync("(b) every report changed", whole, connections, changed: 1, turned: 0);
            await MeasureAsync("(c) one in ten changed, 1 % of verdicts", whole, connections, changed: 10, turned: 100);
        }
    }

    private async Task MeasureAsync(string what, ServerUnderLoad server, int connections, int changed, int turned)
    {
        await using var process = await server.StartAsync();
        var load = new ReportLoad(server.Address, hosts, connections, changed, turned);
        await WarmUpAsync(process, load);
        var (processor, flushes) = (process.ProcessorTime, Flushes());
        var seconds = await load.RunAsync(s_run);
        var spent = process.ProcessorTime - processor;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {hosts:#,0} | {connections} | {load.Accepted / seconds:#,0} | {spent.TotalMicroseconds / Math.Max(1, load.Accepted):0} µs | {load.Percentile(50):0.0} ms | {load.Percentile(99):0.0} ms | {(Flushes() - flushes) / seconds:0} | {process.PeakMiB} MiB | {load.Refused} |"));
    }

    /// <summary>Until a report costs no less than it did: the runtime compiles beside a server that is busy all the time, on the same core.</summary>
    private static async Task WarmUpAsync(ServerUnderLoad.Running process, ReportLoad load)
    {
        var before = double.MaxValue;
        for (var round = 0; round < MostRounds; round++)
        {
            var processor = process.ProcessorTime;
            await load.RunAsync(s_warmUp);
            var cost = (process.ProcessorTime - processor).TotalMicroseconds / Math.Max(1, load.Accepted);
            if (round >= FewestRounds && cost > 0.97 * before)
            {
                return;
            }

            before = cost;
        }
    }

    private async Task CopyAsync()
    {
        if (postgres is not null)
        {
            await using var plant = new NpgsqlConnection(postgres);
            await IngestFleet.CopyAsync(plant, hosts);
        }
        else
        {
            await using var plant = new SqliteConnection(SqliteDatabase.ConnectionString(Path.Combine(folder, "alm.db")));
            await IngestFleet.CopyAsync(plant, hosts);
        }
    }

    private async Task<string> VerbAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [s_web, .. words, "--data", folder]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in _database)
        {
            start.Environment[name] = value;
        }

        using var verb = Process.Start(start)!;
        var said = await verb.StandardOutput.ReadToEndAsync();
        await verb.WaitForExitAsync();
        return verb.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"{words[0]} failed.");
    }

    /// <summary>Of the machine's disks, by the kernel's own count; nothing else writes while this runs.</summary>
    private static long Flushes() => File.ReadLines("/proc/diskstats")
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields.Length > 18 && !char.IsAsciiDigit(fields[2][^1]))
        .Sum(fields => long.Parse(fields[18], CultureInfo.InvariantCulture));
}

/// <summary>A server process on the first core.</summary>
internal sealed class ServerUnderLoad(Dictionary<string, string> environment, params string[] command)
{
    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public async Task<Running> StartAsync()
    {
        var start = new ProcessStartInfo("taskset", ["-c", "0", .. command, Address.ToString().TrimEnd('/')])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return new Running(process);
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // Not yet.
            }

            await Task.Delay(100);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Until it is disposed of.</summary>
    internal sealed class Running(Process process) : IAsyncDisposable
    {
        public TimeSpan ProcessorTime
        {
            get
            {
                process.Refresh();
                return process.TotalProcessorTime;
            }
        }

        public long PeakMiB => long.Parse(
            File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
            CultureInfo.InvariantCulture) / 1024;

        public async ValueTask DisposeAsync()
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
