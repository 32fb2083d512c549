using AlmCompliance.Data;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>
/// Verdicts hold in steps, so those of a host that has fallen silent end a few hours before its evidence does. Shortly before, they
/// get the rest. Where this does not run they end early, which is never greener.
/// </summary>
internal sealed class HoldSilentHosts(IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, AssessHost assess, FreshnessLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan s_before = TimeSpan.FromHours(1);

    /// <summary>How many hosts got it. One read by the expiry's index, and for each that is behind what judging it takes.</summary>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var soon = await EndingSoon(db, now).AsNoTracking().Select(h => new { h.Id, h.EvidenceAt, h.EvidenceExpiresAt }).ToListAsync(cancellationToken);
        var behind = soon.Where(h => ExpiryOf(h.EvidenceAt) > h.EvidenceExpiresAt).Select(h => h.Id).ToArray();
        foreach (var slice in behind.Chunk(JudgedWriter.Slice))
        {
            await lane.RunAsync((write, ct) => HoldAsync(write, slice, ct), cancellationToken);
        }

        return behind.Length;
    }

    private async Task HoldAsync(AlmDbContext db, Guid[] slice, CancellationToken cancellationToken)
    {
        // Whoever reported or ran out in the meantime is not among them any more.
        var now = clock.GetUtcNow();
        foreach (var host in await EndingSoon(db, now).Where(h => slice.Contains(h.Id)).ToListAsync(cancellationToken))
        {
            // Judged: what ends between the two, a proof or a decision, did not count as long as the evidence seemed to end first.
            host.EvidenceExpiresAt = ExpiryOf(host.EvidenceAt);
            await assess.AgainAsync(db, host, now, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static IQueryable<Host> EndingSoon(AlmDbContext db, DateTimeOffset now)
    {
        var latest = now + s_before;
        return db.Hosts.Where(h => h.EvidenceOrigin == EvidenceOrigin.Agent && h.EvidenceExpiresAt > now && h.EvidenceExpiresAt <= latest);
    }

    private DateTimeOffset? ExpiryOf(DateTimeOffset? evidenceAt) => evidenceAt is { } at ? limits.ExpiryOf(new EvidenceStamp(EvidenceOrigin.Agent, at)) : null;
}
