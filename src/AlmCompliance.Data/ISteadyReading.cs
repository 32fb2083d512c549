using Microsoft.EntityFrameworkCore.Storage;

namespace AlmCompliance.Data;

/// <summary>Reads that all see one moment of the database, however long they take, and hold up no writer.</summary>
public interface ISteadyReading
{
    /// <summary>From now until the transaction is disposed every read of the context sees the moment of its first one.</summary>
    Task<IDbContextTransaction> BeginAsync(AlmDbContext db, CancellationToken cancellationToken);
}
