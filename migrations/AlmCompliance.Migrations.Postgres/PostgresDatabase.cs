using AlmCompliance.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace AlmCompliance.Migrations.Postgres;

/// <summary>How the product opens a PostgreSQL database.</summary>
public static class PostgresDatabase
{
    public static void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly(typeof(PostgresDatabase).Assembly.GetName().Name))
        .ReplaceService<IModelCustomizer, ByteOrder>();

    public static async Task<int> MigrateAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        var pending = await db.Database.CanConnectAsync(cancellationToken)
            ? (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count()
            : db.Database.GetMigrations().Count();
        await db.Database.MigrateAsync(cancellationToken);
        return pending;
    }
}
