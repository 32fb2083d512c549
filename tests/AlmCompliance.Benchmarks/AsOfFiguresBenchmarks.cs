using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Migrations.Sqlite;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Benchmarks;

/// <summary>
/// One advisory's figures as of a moment within a year in which 1 % of a million hosts changed each day, and the reading of that
/// fleet as the nightly run reads it; from SQLite. <see cref="AsOfFleet"/> makes the database, in some minutes and 3 GB, once.
/// </summary>
[Config(typeof(InThisProcess))]
[MemoryDiagnoser]
public class AsOfFiguresBenchmarks : IDbContextFactory<AlmDbContext>
{
    private static readonly Lazy<Task<string>> s_folder = new(MakeAsync);
    private readonly Random _chance = new(1);
    private string _folder = "";

    [GlobalSetup]
    public async Task OpenAsync() => _folder = await s_folder.Value;

    /// <summary>At a moment of the year, by chance.</summary>
    [Benchmark]
    public Task<int> AnyMoment() => FiguresAsync(AsOfFleet.Start.AddMinutes(_chance.Next(AsOfFleet.Days * 24 * 60)));

    /// <summary>In the last moment of one of the days in which hosts enrolled, three in a hundred each day beside those that changed: most has happened since the last count.</summary>
    [Benchmark]
    public Task<int> EndOfABusyDay() => FiguresAsync(AsOfFleet.Start.AddDays(_chance.Next(1, AsOfFleet.EnrolledWithin)).AddMinutes(-1));

    /// <summary>100,000 hosts, their facts decoded: a tenth of the fleet.</summary>
    [Benchmark]
    public async Task<int> ReadFleet()
    {
        var hosts = 0;
        await foreach (var page in this.ReadFleetAsync(2000))
        {
            foreach (var host in page)
            {
                hosts += FactsEncoding.Decode(host.Facts!).Versions.Count;
            }

            if (hosts >= 200_000)
            {
                break;
            }
        }

        return hosts;
    }

    public AlmDbContext CreateDbContext() => Open(_folder);

    private async Task<int> FiguresAsync(DateTimeOffset moment)
    {
        await using var db = CreateDbContext();
        var figures = await db.FiguresAsOfAsync(AsOfFleet.Note, moment, CancellationToken.None);
        return figures.Sum(f => f.Hosts);
    }

    private static async Task<string> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("alm-as-of-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        };
        await using var db = Open(folder);
        await SqliteDatabase.MigrateAsync(db, TimeProvider.System, CancellationToken.None);
        await AsOfFleet.FillAsync(db);
        return folder;
    }

    private static AlmDbContext Open(string folder)
    {
        var options = new DbContextOptionsBuilder<AlmDbContext>().UseApplicationServiceProvider(IdentitySchema.Services);
        SqliteDatabase.Configure(options, SqliteDatabase.ConnectionString(Path.Combine(folder, "alm.db")));
        return new AlmDbContext(options.Options);
    }

    private sealed class InThisProcess : ManualConfig
    {
        public InThisProcess() => AddJob(Job.Default
            .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromHours(2), logOutput: true))
            .WithStrategy(RunStrategy.Monitoring).WithWarmupCount(3).WithIterationCount(100));
    }
}
