using AlmCompliance.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AlmCompliance.Migrations.Sqlite;

/// <summary>A deferred transaction: the usual one would take the writer's lock.</summary>
public sealed class SqliteSteadyReading : ISteadyReading
{
    /// <inheritdoc />
    public async Task<IDbContextTransaction> BeginAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return (await db.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancellationToken))!;
    }
}
