using AlmCompliance.Data;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>The server's own lane, with something that happens before or inside its works, which are counted from 1.</summary>
internal sealed class WatchedLane(IWriteLane lane, Func<int, Task>? before = null, Action<int, AlmDbContext>? inside = null, Action<int>? after = null) : IWriteLane
{
    private int _works;

    public async Task<T> RunAsync<T>(Func<AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var number = ++_works;
        await (before?.Invoke(number) ?? Task.CompletedTask);
        return await lane.RunAsync(
            async (db, ct) =>
            {
                inside?.Invoke(number, db);
                var result = await work(db, ct);
                after?.Invoke(number);
                return result;
            },
            cancellationToken);
    }
}
