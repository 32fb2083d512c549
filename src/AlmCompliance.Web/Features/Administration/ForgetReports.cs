using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>
/// Forgets former reports that are older than the site keeps them: never the newest of a host, none that a current verdict, an
/// open finding or a decision rests on, and nothing of the trail. Each slice is a write of its own with its entry.
/// </summary>
internal sealed class ForgetReports(IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, TimeProvider clock)
{
    private const int Slice = 500;

    /// <summary>How many went.</summary>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        var all = 0;
        var last = Guid.Empty;

        // On from the last one looked at: what became something's ground meanwhile is left to the next night.
        while (await NextAsync(last, cancellationToken) is { Ids: [.., var newest] } next)
        {
            var now = clock.GetUtcNow();
            all += await lane.RunAsync((db, ct) => ForgetAsync(db, actor, next.Ids, next.Before, now, ct), cancellationToken);
            last = newest;
        }

        return all;
    }

    // Found outside the write lane, where looking for them holds up nobody.
    private async Task<Going?> NextAsync(Guid last, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Retention.AsNoTracking().Select(r => r.Days).SingleOrDefaultAsync(cancellationToken) is not { } days)
        {
            return null;
        }

        var before = clock.GetUtcNow().AddDays(-days);
        return new Going(await Forgettable.Of(db, before).Where(s => s.Id > last).OrderBy(s => s.Id).Select(s => s.Id).Take(Slice).ToArrayAsync(cancellationToken), before);
    }

    // Asked once more where nobody else writes: one of them may have become what something rests on.
    private static async Task<int> ForgetAsync(AlmDbContext db, Actor actor, Guid[] ids, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var still = await Forgettable.Of(db, before).Where(s => ids.Contains(s.Id)).Select(s => s.Id).ToArrayAsync(cancellationToken);
        var gone = await db.Snapshots.Where(s => still.Contains(s.Id)).ExecuteDeleteAsync(cancellationToken);
        if (gone > 0)
        {
            await AuditTrail.AppendAsync(db, actor.Act("reports.forgotten", "retention", "reports", after: TrailText.Of(new { reports = gone, before })), now, cancellationToken);
        }

        return gone;
    }

    private sealed record Going(Guid[] Ids, DateTimeOffset Before);
}
