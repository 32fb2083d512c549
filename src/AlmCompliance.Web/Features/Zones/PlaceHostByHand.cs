using AlmCompliance.Data;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Trail;
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

        if (zoneId is { } chosen ? await ZoneEditing.FindAsync(db, actor, chosen, cancellationToken) is null : !actor.SeesAllZones)
        {
            return Outcome<Guid>.Refused(ZoneEditing.NoSuchZone);
        }

        var now = Microseconds.Truncate(clock.GetUtcNow());
        var lapsed = host.ZoneId == zoneId ? [] : await HostCover.LapseByPlaceAsync(db, hostId, now, cancellationToken);
        var before = TrailText.Of(new { zone = host.ZoneId, basis = host.ZoneBasis.ToString() });
        host.ZoneId = zoneId;
        host.ZoneBasis = zoneId is null ? ZoneBasis.None : ZoneBasis.Hand;
        host.Revision++;
        await db.SaveChangesAsync(cancellationToken);
        await AuditTrail.AppendAsync(db, actor.Act("host.placed", "host", hostId.ToString(), before, TrailText.Of(new { zone = zoneId, basis = host.ZoneBasis.ToString() })), now, cancellationToken);
        await HostCover.AppendAsync(db, actor, lapsed, now, cancellationToken);
        return Outcome<Guid>.Of(hostId);
    }
}
