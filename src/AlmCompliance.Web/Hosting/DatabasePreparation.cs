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
    /// <returns>The database that it made; null where there was one.</returns>
    /// <exception cref="StartException">It cannot, in one line.</exception>
    Task<string?> PrepareAsync(CancellationToken cancellationToken);

    /// <summary>What a verb does that only reads: it makes and changes nothing.</summary>
    /// <exception cref="StartException">There is no database, or it is not up to date.</exception>
    Task RequireAsync(CancellationToken cancellationToken);

    /// <summary>Makes this process the one active server until it ends.</summary>
    /// <exception cref="StartException">Another one is.</exception>
    Task ClaimAsync(CancellationToken cancellationToken);

    /// <summary>Whether the claim is still, or again, this process's; false where another took it.</summary>
    Task<bool> RenewClaimAsync(CancellationToken cancellationToken);
}

internal sealed class SqlitePreparation(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, string connectionString) : IDatabasePreparation, IDisposable
{
    private readonly string _file = Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource);
    private FileStream? _claim;

    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var applied = await SqliteDatabase.MigrateAsync(db, clock, cancellationToken);
        KeepToOwner();
        return applied;
    }

    public async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        var isNew = !File.Exists(_file);
        await MigrateAsync(cancellationToken);
        return isNew ? _file : null;
    }

    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_file))
        {
            throw new StartException($"There is no database {_file}.");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new StartException($"The database {_file} is not up to date; run the verb migrate first.");
        }
    }

    public Task ClaimAsync(CancellationToken cancellationToken)
    {
        try
        {
            _claim = new FileStream(_file + ".server", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            return Task.CompletedTask;
        }
        catch (IOException)
        {
            throw new StartException($"Another server is at work on {_file}.");
        }
    }

    public Task<bool> RenewClaimAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public void Dispose() => _claim?.Dispose();

    // The database holds password hashes and the keys that protect cookies, in a folder that may be anybody's.
    private void KeepToOwner()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var one in Directory.EnumerateFiles(Path.GetDirectoryName(_file)!, Path.GetFileNameWithoutExtension(_file) + ".*"))
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

    public async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        return null;
    }

    public async Task RequireAsync(CancellationToken cancellationToken)
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
