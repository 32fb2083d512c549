using AlmCompliance.Data;
using AlmCompliance.Migrations.Postgres;
using AlmCompliance.Migrations.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Hosting;

/// <summary>Makes the database fit for use, each provider in its own way.</summary>
internal interface IDatabasePreparation
{
    /// <summary>Applies what is pending; the number of migrations applied.</summary>
    Task<int> MigrateAsync(CancellationToken cancellationToken);

    /// <summary>What every verb does before it works.</summary>
    /// <exception cref="StartException">It cannot, in one line.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Makes this process the one active server until it ends.</summary>
    /// <exception cref="StartException">Another one is.</exception>
    Task ClaimAsync(CancellationToken cancellationToken);

    /// <summary>Whether the claim is still, or again, this process's; false where another took it.</summary>
    Task<bool> RenewClaimAsync(CancellationToken cancellationToken);
}

internal sealed class SqlitePreparation(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, string connectionString) : IDatabasePreparation, IDisposable
{
    private FileStream? _claim;

    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var applied = await SqliteDatabase.MigrateAsync(db, clock, cancellationToken);
        KeepToOwner();
        return applied;
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => MigrateAsync(cancellationToken);

    public Task ClaimAsync(CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        try
        {
            _claim = new FileStream(file + ".server", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            return Task.CompletedTask;
        }
        catch (IOException)
        {
            throw new StartException($"Another server is at work on {file}.");
        }
    }

    public Task<bool> RenewClaimAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public void Dispose() => _claim?.Dispose();

    // The database holds password hashes and the keys that protect cookies, in a folder that may be anybody's.
    private void KeepToOwner()
    {
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var one in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + ".*"))
        {
            File.SetUnixFileMode(one, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}

internal sealed class PostgresPreparation(IDbContextFactory<AlmDbContext> contexts, string connectionString) : IDatabasePreparation, IAsyncDisposable
{
    private OneServer? _claim;

    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await PostgresDatabase.MigrateAsync(db, cancellationToken);
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Database.CanConnectAsync(cancellationToken))
        {
            throw new StartException("The PostgreSQL database cannot be reached.");
        }

        if (!await PostgresDatabase.IsUpToDateAsync(db, cancellationToken))
        {
            throw new StartException("The PostgreSQL database is not up to date; run the verb migrate first.");
        }
    }

    public async Task ClaimAsync(CancellationToken cancellationToken) =>
        _claim = await OneServer.TryClaimAsync(connectionString, cancellationToken) ?? throw new StartException("Another server is at work on this database.");

    public Task<bool> RenewClaimAsync(CancellationToken cancellationToken) => _claim?.RenewAsync(cancellationToken) ?? Task.FromResult(true);

    public async ValueTask DisposeAsync()
    {
        if (_claim is not null)
        {
            await _claim.DisposeAsync();
        }
    }
}
