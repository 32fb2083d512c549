using AlmCompliance.Data.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests.Databases;

/// <summary>A database of one test's own, opened as the product opens it.</summary>
public abstract class TestDatabase : IDbContextFactory<AlmDbContext>, IAsyncDisposable
{
    private readonly List<IWriteLane> _lanes = [];
    private IWriteLane? _lane;

    public static Task<TestDatabase> CreateAsync(Provider provider) => provider is Provider.Sqlite
        ? SqliteTestDatabase.CreateMigratedAsync()
        : PostgresTestDatabase.CreateMigratedAsync();

    public static Task<TestDatabase> CreateEmptyAsync(Provider provider) => provider is Provider.Sqlite
        ? SqliteTestDatabase.CreateEmptyAsync()
        : PostgresTestDatabase.CreateEmptyAsync();

    /// <summary>One that is there already and stays.</summary>
    public static TestDatabase At(Provider provider, string connectionString) => provider is Provider.Sqlite
        ? new SqliteTestDatabase(connectionString)
        : new PostgresTestDatabase(connectionString);

    public abstract string ConnectionString { get; }

    public IWriteLane Lane => _lane ??= NewLane();

    /// <summary>A lane as another process would have it.</summary>
    public IWriteLane NewLane()
    {
        var lane = CreateLane();
        _lanes.Add(lane);
        return lane;
    }

    public AlmDbContext CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<AlmDbContext>().UseApplicationServiceProvider(IdentitySchema.Services);
        Configure(options);
        return new AlmDbContext(options.Options);
    }

    public async Task<int> MigrateAsync()
    {
        await using var db = CreateDbContext();
        return await MigrateAsync(db, TestContext.Current.CancellationToken);
    }

    /// <summary>Takes away what refuses to change the trail, as an intruder would who owns the database.</summary>
    public async Task UnguardAsync()
    {
        await using var db = CreateDbContext();
        await db.UnguardAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _lanes.ForEach(lane => (lane as IDisposable)?.Dispose());
        await RemoveAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract void Configure(DbContextOptionsBuilder options);
    protected abstract IWriteLane CreateLane();
    protected abstract Task<int> MigrateAsync(AlmDbContext db, CancellationToken cancellationToken);
    protected abstract Task RemoveAsync();
}
