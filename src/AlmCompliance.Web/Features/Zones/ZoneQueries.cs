using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Zones;

/// <summary>Reads of the drawing, as far as the actor's zones let through: beyond a boundary of theirs stands another zone, without a name.</summary>
internal sealed class ZoneQueries(IDbContextFactory<AlmDbContext> contexts, PlantKnowledge plant, FreshnessLimits limits, TimeProvider clock)
{
    private const int MostQuestions = 200;
    private const int MostFound = 20;

    /// <summary>The actor's zones with their boundaries, and the hosts that nobody knows the zone of.</summary>
    public async Task<ZoneOverview> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await db.ZonesFor(actor).OrderBy(z => z.NameKey).Select(z => new ZoneListItem(
            z.Id, z.Name, z.Site, z.Criticality, z.Owner, z.ProbesAllowed,
            db.Hosts.Count(h => h.ZoneId == z.Id && h.DecommissionedAt == null),
            db.HostZones.Count(t => t.ZoneId == z.Id && db.Hosts.Any(h => h.Id == t.HostId && h.DecommissionedAt == null)),
            db.ZoneRanges.Count(r => r.ZoneId == z.Id))).ToListAsync(cancellationToken);
        var boundaries = await BoundariesAsync(db, actor, [.. zones.Select(z => z.Id)], cancellationToken);
        return new ZoneOverview(zones, BoundaryMatrix.Of(zones, boundaries), await QuestionsAsync(db, actor, cancellationToken));
    }

    /// <summary>One zone; null where there is none in the actor's sight.</summary>
    public async Task<ZoneDetail?> GetAsync(Actor actor, Guid zoneId, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ZonesFor(actor).SingleOrDefaultAsync(z => z.Id == zoneId, cancellationToken) is not { } zone)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var ranges = await db.ZoneRanges.AsNoTracking().Where(r => r.ZoneId == zoneId).OrderBy(r => r.First).ThenBy(r => r.PrefixLength)
            .Select(r => new RangeItem(r.Id, r.Text, r.ConfirmedAt, r.ConfirmedBy)).ToListAsync(cancellationToken);
        var windows = await db.MaintenanceWindows.AsNoTracking().Where(w => w.ZoneId == zoneId && w.To > now).OrderBy(w => w.From)
            .Select(w => new WindowItem(w.Id, w.From, w.To, w.Note)).ToListAsync(cancellationToken);
        var hosts = await db.Hosts.CountAsync(h => h.ZoneId == zoneId && h.DecommissionedAt == null, cancellationToken);
        var boundaries = await BoundariesAsync(db, actor, [zoneId], cancellationToken);
        var conduits = await ConduitRows(db, Seen(db, actor).Where(c => c.ToZoneId == zoneId || c.FromZoneId == zoneId)).ToListAsync(cancellationToken);
        return new ZoneDetail(
            zone.Id, zone.Name, zone.Site, zone.Criticality, zone.Owner, hosts, zone.ProbesAllowed, zone.ProbesFrom, zone.ProbesTo, zone.OldTargetsApprovedBy, zone.OldTargetsApprovedAt,
            ranges, windows, conduits, boundaries);
    }

    /// <summary>The permitted ways between the actor's zones, or into one of them from outside.</summary>
    public async Task<IReadOnlyList<ConduitItem>> ConduitsAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ConduitRows(db, Seen(db, actor)).ToListAsync(cancellationToken);
    }

    /// <summary>Names of the actor's zones, for choosing where a way begins.</summary>
    public IReadOnlyList<ZoneName> Names(Actor actor)
    {
        actor.RequireReader();
        return [.. plant.Current.Segmentation.Zones.Values.Where(z => actor.Sees(z.Id)).Select(z => new ZoneName(z.Id, z.Name)).OrderBy(z => z.Name, StringComparer.CurrentCulture)];
    }

    private static IQueryable<StoredConduit> Seen(AlmDbContext db, Actor actor) => actor.Zones is { } zones
        ? db.Conduits.AsNoTracking().Where(c => zones.Contains(c.ToZoneId) && (c.FromZoneId == null || zones.Contains(c.FromZoneId.Value)))
        : db.Conduits.AsNoTracking();

    private static IQueryable<ConduitItem> ConduitRows(AlmDbContext db, IQueryable<StoredConduit> conduits) =>
        from conduit in conduits
        join to in db.Zones on conduit.ToZoneId equals to.Id
        join origin in db.Zones on conduit.FromZoneId equals origin.Id into found
        from origin in found.DefaultIfEmpty()
        orderby to.NameKey, origin.NameKey, conduit.Port
        select new ConduitItem(conduit.Id, conduit.FromZoneId, origin.Name, conduit.ToZoneId, to.Name, conduit.Port, conduit.Reason, conduit.CreatedBy, conduit.CreatedAt);

    /// <summary>Every boundary of these zones' ranges, whether anything is known of it or not.</summary>
    private async Task<IReadOnlyList<BoundaryItem>> BoundariesAsync(AlmDbContext db, Actor actor, Guid[] zoneIds, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var drawing = plant.Current.Segmentation;
        var ranges = await db.ZoneRanges.AsNoTracking().Where(r => zoneIds.Contains(r.ZoneId)).OrderBy(r => r.First).ThenBy(r => r.PrefixLength).ToListAsync(cancellationToken);
        var proofs = await db.BoundaryProofs.AsNoTracking().Where(b => zoneIds.Contains(b.TargetZoneId)).ToListAsync(cancellationToken);
        var items = new List<BoundaryItem>();
        foreach (var range in ranges)
        {
            var facts = drawing.Zones.GetValueOrDefault(range.ZoneId);
            var ports = facts?.Ports is { Count: > 0 } listed ? listed : [HostShielding.DefaultPort];
            foreach (var (from, name) in Beyond(drawing, range.ZoneId))
            {
                foreach (var port in ports)
                {
                    var hasConduit = drawing.Conduits.Contains(new Conduit(from is { } id ? new ZoneId(id) : ZoneId.Outside, new ZoneId(range.ZoneId), port));
                    var proof = proofs.Find(p => p.SourceZoneId == from && p.RangeId == range.Id && p.Port == port);
                    var state = proof switch
                    {
                        null => BoundaryState.NotProven,
                        { OpenAt: { } open } when !(proof.BlockedAt > open) => BoundaryState.Open,
                        { BlockedAt: { } blocked } => now < limits.ExpiryOfProbe(blocked) ? BoundaryState.Blocked : BoundaryState.Expired,
                        _ => BoundaryState.Inconclusive,
                    };
                    var isSeen = from is null || actor.Sees(from);
                    items.Add(new BoundaryItem(isSeen ? from : Guid.Empty, isSeen ? name : "", range.ZoneId, range.Id, range.Text, port, state, hasConduit, proof?.BlockedAt, proof?.OpenAt, proof?.InconclusiveAt));
                }
            }
        }

        return items;
    }

    private static IEnumerable<(Guid? From, string Name)> Beyond(PlantSegmentation drawing, Guid zone) =>
        drawing.Zones.Values.Where(z => z.Id != zone).OrderBy(z => z.Name, StringComparer.Ordinal).Select(z => ((Guid?)z.Id, z.Name)).Append((null, nameof(ZoneId.Outside)));

    /// <summary>Hosts with this text in name or address, to place one that stands wrongly.</summary>
    public async Task<IReadOnlyList<HostQuestion>> FindHostsAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await PlacedAsync(db, actor, db.HostsFor(actor).Containing(text).Where(h => h.DecommissionedAt == null), MostFound, cancellationToken);
    }

    private static async Task<HostQuestions> QuestionsAsync(AlmDbContext db, Actor actor, CancellationToken cancellationToken)
    {
        var open = db.HostsFor(actor).Where(h => h.DecommissionedAt == null && (h.ZoneId == null || h.ZoneBasis == ZoneBasis.Ambiguous || h.ZoneBasis == ZoneBasis.DualHomed));
        return new HostQuestions(await PlacedAsync(db, actor, open, MostQuestions, cancellationToken), await open.CountAsync(cancellationToken));
    }

    private static async Task<IReadOnlyList<HostQuestion>> PlacedAsync(AlmDbContext db, Actor actor, IQueryable<Host> found, int most, CancellationToken cancellationToken)
    {
        var hosts = await found.OrderBy(h => h.NameKey).ThenBy(h => h.Id).Take(most)
            .Select(h => new { h.Id, h.Name, h.ZoneId, Zone = h.Zone!.Name, h.ZoneBasis, h.Addresses }).ToListAsync(cancellationToken);
        var ids = hosts.Select(h => h.Id).ToArray();
        var touched = (await db.HostZones.AsNoTracking().Where(z => ids.Contains(z.HostId)).Join(db.ZonesFor(actor), t => t.ZoneId, z => z.Id, (t, z) => new { t.HostId, z.Name }).ToListAsync(cancellationToken)).ToLookup(t => t.HostId, t => t.Name);
        return [.. hosts.Select(h => new HostQuestion(h.Id, h.Name, h.ZoneId, h.Zone, h.ZoneBasis, h.Addresses, [.. touched[h.Id]]))];
    }
}
