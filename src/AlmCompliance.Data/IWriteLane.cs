namespace AlmCompliance.Data;

/// <summary>
/// The way every write of the process takes. On SQLite it is one thread that commits groups of works together with a full
/// sync; on PostgreSQL each work has a transaction of its own.
/// </summary>
public interface IWriteLane
{
    /// <summary>
    /// Runs the work in a transaction on a context made for it and ends after the commit is durable. A work that throws
    /// leaves nothing behind and harms no other of its group. A work never asks for the lane again: it would wait for itself.
    /// </summary>
    /// <exception cref="WriteLaneFullException">So many works wait that this one was turned away.</exception>
    /// <exception cref="LaneClosedException">The server is stopping.</exception>
    Task<T> RunAsync<T>(Func<AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}

/// <summary>The write lane is full; try again later.</summary>
public sealed class WriteLaneFullException() : Exception("Too many writes are waiting; try again in a few seconds.");

/// <summary>The write lane has closed, since the server is stopping; another will answer soon.</summary>
public sealed class LaneClosedException() : Exception("The server is stopping; try again in a few seconds.");

public static class WriteLaneExtensions
{
    public static Task RunAsync(this IWriteLane lane, Func<AlmDbContext, CancellationToken, Task> work, CancellationToken cancellationToken) =>
        lane.RunAsync(async (db, ct) =>
        {
            await work(db, ct);
            return true;
        }, cancellationToken);
}
