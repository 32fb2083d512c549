using AlmCompliance.Data;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>A server's write lane as one act sees it: once its first work is written, something else has its turn and ends before the act goes on.</summary>
internal sealed class InterruptedLane(IWriteLane lane, Func<Task> between) : IWriteLane
{
    /// <summary>How many works the act gave to the lane.</summary>
    public int Works { get; private set; }

    public bool Interrupted { get; private set; }

    public async Task<T> RunAsync<T>(Func<AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        Works++;
        var done = await lane.RunAsync(work, cancellationToken);
        if (!Interrupted)
        {
            await between();
            Interrupted = true;
        }

        return done;
    }
}
