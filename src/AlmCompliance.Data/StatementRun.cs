using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AlmCompliance.Data;

/// <summary>
/// Kept statements one after the other, inside the context's transaction: where the database is a server, all of them in one
/// message; where it is not, each at once.
/// </summary>
internal sealed class StatementRun(AlmDbContext db)
{
    private readonly DbBatch? _batch = db.Database.GetDbConnection() is { CanCreateBatch: true } server ? server.CreateBatch() : null;

    public async ValueTask AddAsync(KeptStatement statement, CancellationToken cancellationToken, params object[] values)
    {
        if (_batch is null)
        {
            await statement.In(db, values).ExecuteNonQueryAsync(cancellationToken);
        }
        else
        {
            _batch.BatchCommands.Add(statement.In(_batch, values));
        }
    }

    /// <summary>After it all of them have run.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        if (_batch is { BatchCommands.Count: > 0 })
        {
            _batch.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            await _batch.ExecuteNonQueryAsync(cancellationToken);
            await _batch.DisposeAsync();
        }
    }
}
