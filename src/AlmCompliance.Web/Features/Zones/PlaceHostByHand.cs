using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Zones;

/// <summary>
/// A person says in which zone a host stands: an ambiguous or unzoned one, or one that stands wrongly. Zones of the same site
/// that its addresses touch still count. Without a zone its addresses decide again.
/// </summary>
internal sealed class PlaceHostByHand(IWriteLane lane, Redraw redraw, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid hostId, Guid? zoneId, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var outcome = await lane.RunAsync((db, ct) => PlaceAsync(db, actor, hostId, zoneId, ct), cancellationToken);
        if (outcome.Succeeded)
        {
            await redraw.HostAsync(hostId, CancellationToken.None);
        }

        return outcome;
    }

    private async Task<Outcome<Guid>> PlaceAsync(AlmDbContext db, Actor actor, Guid hostId, Guid? zoneId, CancellationToken cancellationToken)
    {
        var host = await db.Hosts.SingleOrDefaultAsync(h => h.Id == hostId, cancellationToken);

        // Whoever sees one zone may not take a host from another, nor let its addresses lead it there.
        if (host is null || !actor.Sees(host.ZoneId))
        {
            return Outcome<Guid>.Refused("There is no such host.");
        }

        if (!await PlaceByHand.IsOpenAsync(db, actor, zoneId, cancellationToken))
        {
            return Outcome<Guid>.Refused(ZoneEditing.NoSuchZone);
        }

        await PlaceByHand.WriteAsync(db, actor, [host], zoneId, Microseconds.Truncate(clock.GetUtcNow()), cancellationToken);
        return Outcome<Guid>.Of(hostId);
    }
}
