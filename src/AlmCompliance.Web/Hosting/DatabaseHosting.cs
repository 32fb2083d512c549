using AlmCompliance.Data;
using AlmCompliance.Migrations.Postgres;
using AlmCompliance.Migrations.Sqlite;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Hosting;

/// <summary>Chooses the database by configuration. Nothing else in the product names a provider.</summary>
internal static class DatabaseHosting
{
    public static void AddAlmDatabase(this IServiceCollection services, IConfiguration configuration, ServerOptions options)
    {
        var provider = configuration["Database:Provider"] ?? "Sqlite";
        var connection = configuration.GetConnectionString("Alm");
        if (provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
        {
            var sqlite = connection ?? SqliteDatabase.ConnectionString(Path.Combine(options.DataDirectory, "alm.db"));
            services.AddDbContextFactory<AlmDbContext>(builder => SqliteDatabase.Configure(builder, sqlite));
            services.AddSingleton<IWriteLane>(sp => new SqliteWriteLane(sqlite, sp.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IDatabasePreparation, SqlitePreparation>();
        }
        else if (provider.Equals("Postgres", StringComparison.OrdinalIgnoreCase))
        {
            var postgres = connection ?? throw new StartException("Database:Provider is Postgres, so ConnectionStrings:Alm must be set.");
            services.AddDbContextFactory<AlmDbContext>(builder => PostgresDatabase.Configure(builder, postgres));
            services.AddSingleton<IWriteLane, PostgresWriteLane>();
            services.AddSingleton<IDatabasePreparation, PostgresPreparation>();
        }
        else
        {
            throw new StartException("Database:Provider is Sqlite or Postgres.");
        }

        services.AddScoped<ScopedContext>();
        services.AddScoped(sp => sp.GetRequiredService<ScopedContext>().Lane ?? sp.GetRequiredService<IDbContextFactory<AlmDbContext>>().CreateDbContext());
    }
}

/// <summary>Makes the database fit for use, each provider in its own way.</summary>
internal interface IDatabasePreparation
{
    /// <summary>Applies what is pending; the number of migrations applied.</summary>
    Task<int> MigrateAsync(CancellationToken cancellationToken);

    /// <summary>What every start does before it serves.</summary>
    /// <exception cref="StartException">It cannot serve, in one line.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);
}

internal sealed class SqlitePreparation(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock) : IDatabasePreparation
{
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SqliteDatabase.MigrateAsync(db, clock, cancellationToken);
    }

    public Task PrepareAsync(CancellationToken cancellationToken) => MigrateAsync(cancellationToken);
}

internal sealed class PostgresPreparation(IDbContextFactory<AlmDbContext> contexts) : IDatabasePreparation
{
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

        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            throw new StartException("The PostgreSQL database is not up to date; run the verb migrate first.");
        }
    }
}
