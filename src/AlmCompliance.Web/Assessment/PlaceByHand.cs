using AlmCompliance.Data;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Writes a person's word on where hosts stand, inside the caller's transaction; the caller has them redrawn after it. Without a
/// zone their addresses decide again.
/// </summary>
internal static class PlaceByHand
{
    /// <summary>Whether the actor may place hosts there: whoever sees one zone may not let addresses lead a host to another.</summary>
    public static async Task<bool> IsOpenAsync(AlmDbContext db, Actor actor, Guid? zoneId, CancellationToken cancellationToken) => zoneId is { } chosen
        ? actor.Sees(chosen) && await db.Zones.AnyAsync(z => z.Id == chosen, cancellationToken)
        : actor.SeesAllZones;

    /// <summary>Writes the rows and then the trail, which stays locked until the transaction ends.</summary>
    /// <param name="hosts">Tracked, and in the actor's sight.</param>
    public static async Task WriteAsync(AlmDbContext db, Actor actor, IReadOnlyCollection<Host> hosts, Guid? zoneId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var bound = await HostCover.BoundToPlaceAsync(db, [.. hosts.Where(h => h.ZoneId != zoneId).Select(h => h.Id)], cancellationToken);
        var lapsed = new List<LapsedCover>();
        var acts = new List<AuditAct>(hosts.Count);
        foreach (var host in hosts)
        {
            if (bound.Contains(host.Id))
            {
                lapsed.AddRange(await HostCover.LapseByPlaceAsync(db, host.Id, now, cancellationToken));
            }

            var before = TrailText.Of(new { zone = host.ZoneId, basis = host.ZoneBasis.ToString() });
            host.ZoneId = zoneId;
            host.ZoneBasis = zoneId is null ? ZoneBasis.None : ZoneBasis.Hand;
            host.Revision++;
            acts.Add(actor.Act("host.placed", "host", host.Id.ToString(), before, TrailText.Of(new { zone = zoneId, basis = host.ZoneBasis.ToString() })));
        }

        await db.SaveChangesAsync(cancellationToken);
        await AuditTrail.AppendAsync(db, acts, now, cancellationToken);
        await HostCover.AppendAsync(db, actor, lapsed, now, cancellationToken);
    }
}
