using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <param name="Snapshots">Former reports of more than these days, on which nothing rests.</param>
/// <param name="Hosts">The hosts that they are of.</param>
/// <param name="Oldest">When the oldest of them was last confirmed.</param>
internal sealed record ForgettingPreview(int Days, int Snapshots, int Hosts, DateTimeOffset? Oldest);

/// <summary>Reads how long former reports are kept, and what a limit would take.</summary>
internal sealed class RetentionQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock)
{
    /// <summary>Null where nobody has set anything: then nothing is forgotten. One statement.</summary>
    public async Task<StoredRetention?> GetAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Retention.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>One statement.</summary>
    public async Task<ForgettingPreview> PreviewAsync(Actor actor, int days, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var going = await Forgettable.Of(db, clock.GetUtcNow().AddDays(-days))
            .GroupBy(_ => 1)
            .Select(g => new { Snapshots = g.Count(), Hosts = g.Select(s => s.HostId).Distinct().Count(), Oldest = (DateTimeOffset?)g.Min(s => s.ConfirmedTo) })
            .SingleOrDefaultAsync(cancellationToken);
        return new ForgettingPreview(days, going?.Snapshots ?? 0, going?.Hosts ?? 0, going?.Oldest);
    }
}
