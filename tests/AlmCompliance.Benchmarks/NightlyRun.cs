using System.Diagnostics;
using System.Globalization;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Migrations.Sqlite;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Live;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlmCompliance.Benchmarks;

/// <summary>
/// The job that judges the whole fleet, from and to SQLite with full durability. By the wall's clock, by the processor's, since
/// others use the machine at the same time, and the most memory that the process held while it ran.
/// </summary>
internal sealed class NightlyRun(string folder) : IDbContextFactory<AlmDbContext>
{
    private const int Nights = 5;

    public static async Task PrintAsync(int hosts)
    {
        var folder = Directory.CreateTempSubdirectory("alm-nightly-").FullName;
        try
        {
            await new NightlyRun(folder).PrintNightsAsync(hosts);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    public AlmDbContext CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<AlmDbContext>().UseApplicationServiceProvider(IdentitySchema.Services);
        SqliteDatabase.Configure(options, SqliteDatabase.ConnectionString(Path.Combine(folder, "alm.db")));
        return new AlmDbContext(options.Options);
    }

    private async Task PrintNightsAsync(int hosts)
    {
        await using var db = CreateDbContext();
        await SqliteDatabase.MigrateAsync(db, TimeProvider.System, CancellationToken.None);
        await NightlyFleet.FillAsync(db, hosts, TimeProvider.System.GetUtcNow());

        using var plant = new PlantKnowledge(this, RemoteAccessOptions.None);
        await plant.RefreshAsync(CancellationToken.None);
        using var lane = new SqliteWriteLane(SqliteDatabase.ConnectionString(Path.Combine(folder, "alm.db")), TimeProvider.System);
        var judge = new JudgeHosts(plant, FreshnessLimits.Default, NullLogger<JudgeHosts>.Instance);
        await NightlyFleet.SettleAsync(db, this, judge, TimeProvider.System.GetUtcNow());
        var recompute = new RecomputeCompliance(lane, this, judge, plant, new ChangeFeed(), TimeProvider.System);

        Console.WriteLine("| what | hosts | changed | wall | processor | most memory | load before |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        await MeasureAsync("first night", RunAsync);
        for (var night = 0; night < Nights; night++)
        {
            await NightlyFleet.TurnAsync(db, night);
            await MeasureAsync("whole", RunAsync);
        }

        await MeasureAsync("nothing changed", RunAsync);
        await MeasureAsync("reading", () => ReadAsync(page => Task.FromResult(page.Count)));
        await using var reading = CreateDbContext();
        await MeasureAsync("reading, judging", () => ReadAsync(async page =>
        {
            await judge.RunAsync(reading, page, TimeProvider.System.GetUtcNow(), CancellationToken.None);
            return page.Count;
        }));

        Task<Recomputed> RunAsync() => recompute.FleetAsync(Actor.System("benchmark"), CancellationToken.None);
    }

    private async Task<Recomputed> ReadAsync(Func<IReadOnlyList<FleetHost>, Task<int>> work)
    {
        var hosts = 0;
        await foreach (var page in this.ReadFleetAsync(1000))
        {
            hosts += await work(page);
        }

        return new Recomputed(hosts, 0);
    }

    private static async Task MeasureAsync(string what, Func<Task<Recomputed>> work)
    {
        GC.Collect();
        ForgetPeak();
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        using var process = Process.GetCurrentProcess();
        var (wall, processor) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var run = await work();
        process.Refresh();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {what} | {run.Hosts:#,0} | {run.Changed:#,0} | {Stopwatch.GetElapsedTime(wall).TotalSeconds:0.00} s | {(process.TotalProcessorTime - processor).TotalSeconds:0.00} s | {Peak()} MiB | {load} |"));
    }

    /// <summary>The kernel begins to note the peak anew.</summary>
    private static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Peak() => long.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;
}
