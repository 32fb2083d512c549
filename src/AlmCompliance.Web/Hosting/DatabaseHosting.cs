using AlmCompliance.Data;
using AlmCompliance.Migrations.Postgres;
using AlmCompliance.Migrations.Sqlite;
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
            services.AddSingleton<ISteadyReading, SqliteSteadyReading>();
            services.AddSingleton<IDatabasePreparation>(sp => ActivatorUtilities.CreateInstance<SqlitePreparation>(sp, sqlite));
        }
        else if (provider.Equals("Postgres", StringComparison.OrdinalIgnoreCase))
        {
            var postgres = PostgresDatabase.WithPreparation(connection ?? throw new StartException("Database:Provider is Postgres, so ConnectionStrings:Alm must be set."));
            services.AddDbContextFactory<AlmDbContext>(builder => PostgresDatabase.Configure(builder, postgres));
            services.AddSingleton<IWriteLane, PostgresWriteLane>();
            services.AddSingleton<ISteadyReading, PostgresSteadyReading>();
            services.AddSingleton<IDatabasePreparation>(sp => ActivatorUtilities.CreateInstance<PostgresPreparation>(sp, postgres));
            services.AddHostedService<KeepClaim>();
        }
        else
        {
            throw new StartException("Database:Provider is Sqlite or Postgres.");
        }

        services.AddScoped(sp => sp.GetRequiredService<IDbContextFactory<AlmDbContext>>().CreateDbContext());
    }
}
