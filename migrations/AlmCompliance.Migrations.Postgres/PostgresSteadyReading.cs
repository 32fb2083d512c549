using System.Data;
using AlmCompliance.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AlmCompliance.Migrations.Postgres;

/// <summary>Repeatable read: one snapshot for all statements.</summary>
public sealed class PostgresSteadyReading : ISteadyReading
{
    /// <inheritdoc />
    public Task<IDbContextTransaction> BeginAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
}
