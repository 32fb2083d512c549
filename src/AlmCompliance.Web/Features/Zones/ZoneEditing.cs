using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Trail;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Zones;

/// <summary>What a person says of a zone.</summary>
internal sealed record ZoneDraft(string Name, string Site, ZoneCriticality Criticality, string Owner)
{
    public const int Longest = 120;

    public List<string> Errors()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > Longest || Name.Any(char.IsControl) || Name.Trim() == ZoneSelection.Unzoned)
        {
            errors.Add($"A zone's name has 1 to {Longest} characters.");
        }
        else if (SortKeys.Of(Name) == SortKeys.Of(nameof(ZoneId.Outside)))
        {
            errors.Add("The zone Outside is built in.");
        }

        if (Site.Length > Longest || Site.Any(char.IsControl))
        {
            errors.Add($"A site's name has at most {Longest} characters.");
        }

        if (Owner.Length > 200 || Owner.Any(char.IsControl))
        {
            errors.Add("An owner has at most 200 characters.");
        }

        if (!Enum.IsDefined(Criticality))
        {
            errors.Add("The criticality is one of Unknown, Low, Medium, High.");
        }

        return errors;
    }
}

/// <summary>What acts on zones have alike.</summary>
internal static class ZoneEditing
{
    public const string NoSuchZone = "There is no such zone.";

    /// <summary>Where a range lies decides where hosts stand and who sees them.</summary>
    /// <exception cref="AccessDeniedException">The actor is no person who sees all zones.</exception>
    public static void RequireDrawing(Actor actor)
    {
        actor.RequireSecurityManager();
        actor.RequirePerson();
        if (!actor.SeesAllZones)
        {
            throw new AccessDeniedException("Ranges are drawn by people who see all zones.");
        }
    }

    /// <summary>The zone, where it is in the actor's sight.</summary>
    public static async Task<Zone?> FindAsync(AlmDbContext db, Actor actor, Guid zoneId, CancellationToken cancellationToken) =>
        actor.Sees(zoneId) ? await db.Zones.SingleOrDefaultAsync(z => z.Id == zoneId, cancellationToken) : null;

    /// <summary>What the trail keeps of a zone.</summary>
    public static string Trail(Zone zone) => TrailText.Of(new
    {
        zone.Name, zone.Site, criticality = zone.Criticality.ToString(), zone.Owner, zone.ProbesAllowed, zone.ProbesFrom, zone.ProbesTo, zone.OldTargetsApprovedBy,
    });
}

/// <summary>Draws a zone. Every host of another zone then has one boundary more.</summary>
internal sealed class CreateZone(IWriteLane lane, Redraw redraw, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, ZoneDraft draft, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        if (!actor.SeesAllZones)
        {
            throw new AccessDeniedException("Zones are made by people who see all.");
        }

        if (draft.Errors() is { Count: > 0 } errors)
        {
            return Outcome<Guid>.Refused(errors);
        }

        var made = await lane.RunAsync((db, ct) => CreateAsync(db, actor, draft, ct), cancellationToken);
        if (made.Succeeded)
        {
            await redraw.BoundariesAsync(CancellationToken.None);
        }

        return made;
    }

    private async Task<Outcome<Guid>> CreateAsync(AlmDbContext db, Actor actor, ZoneDraft draft, CancellationToken cancellationToken)
    {
        var key = SortKeys.Of(draft.Name);
        if (await db.Zones.AnyAsync(z => z.NameKey == key, cancellationToken))
        {
            return Outcome<Guid>.Refused("There is a zone of that name already.");
        }

        var now = clock.GetUtcNow();
        var zone = new Zone { Name = draft.Name.Trim(), NameKey = key, Site = draft.Site.Trim(), SiteKey = SortKeys.Of(draft.Site), Criticality = draft.Criticality, Owner = draft.Owner.Trim(), CreatedAt = now };
        db.Zones.Add(zone);
        await db.SaveChangesAsync(cancellationToken);
        await AuditTrail.AppendAsync(db, actor.Act("zone.created", "zone", zone.Id.ToString(), after: ZoneEditing.Trail(zone)), now, cancellationToken);
        return Outcome<Guid>.Of(zone.Id);
    }
}

/// <summary>Renames a zone, moves it to another site, or changes its criticality or owner.</summary>
internal sealed class ChangeZone(IWriteLane lane, Redraw redraw, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid zoneId, ZoneDraft draft, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        if (draft.Errors() is { Count: > 0 } errors)
        {
            return Outcome<Guid>.Refused(errors);
        }

        var (outcome, hasMoved) = await lane.RunAsync((db, ct) => ChangeAsync(db, actor, zoneId, draft, ct), cancellationToken);
        if (outcome.Succeeded)
        {
            await (hasMoved ? redraw.FleetAsync(CancellationToken.None) : redraw.BoundariesAsync(CancellationToken.None));
        }

        return outcome;
    }

    private async Task<(Outcome<Guid> Outcome, bool HasMoved)> ChangeAsync(AlmDbContext db, Actor actor, Guid zoneId, ZoneDraft draft, CancellationToken cancellationToken)
    {
        if (await ZoneEditing.FindAsync(db, actor, zoneId, cancellationToken) is not { } zone)
        {
            return (Outcome<Guid>.Refused(ZoneEditing.NoSuchZone), false);
        }

        var key = SortKeys.Of(draft.Name);
        if (await db.Zones.AnyAsync(z => z.NameKey == key && z.Id != zoneId, cancellationToken))
        {
            return (Outcome<Guid>.Refused("There is a zone of that name already."), false);
        }

        var site = SortKeys.Of(draft.Site);
        var (from, hasMoved) = (zone.SiteKey, site != zone.SiteKey);
        if (hasMoved)
        {
            // Its ranges then compete with those of the other site.
            ZoneEditing.RequireDrawing(actor);
        }

        var ranges = await db.ZoneRanges.Where(r => r.ZoneId == zoneId).ToListAsync(cancellationToken);
        if (hasMoved && await db.ZoneRanges.Where(r => r.SiteKey == site).AnyAsync(r => db.ZoneRanges.Any(o => o.ZoneId == zoneId && o.First == r.First && o.PrefixLength == r.PrefixLength), cancellationToken))
        {
            return (Outcome<Guid>.Refused("A zone of that site has one of its ranges already."), false);
        }

        var now = clock.GetUtcNow();
        var before = ZoneEditing.Trail(zone);
        (zone.Name, zone.NameKey, zone.Site, zone.SiteKey) = (draft.Name.Trim(), key, draft.Site.Trim(), site);
        if (zone.Owner != draft.Owner.Trim())
        {
            // Old targets are probed with the owner's approval, and this is another owner.
            (zone.OldTargetsApprovedAt, zone.OldTargetsApprovedBy) = (null, null);
        }

        (zone.Criticality, zone.Owner) = (draft.Criticality, draft.Owner.Trim());
        ranges.ForEach(r => r.SiteKey = site);
        await db.SaveChangesAsync(cancellationToken);
        if (hasMoved)
        {
            (string, string)[] spans = [.. ranges.Select(r => (r.First, r.Last))];
            await RedrawnBoundaries.KeepOpenAsync(db, from, spans, cancellationToken);
            await RedrawnBoundaries.KeepOpenAsync(db, site, spans, cancellationToken);
        }

        await AuditTrail.AppendAsync(db, actor.Act("zone.changed", "zone", zoneId.ToString(), before, ZoneEditing.Trail(zone)), now, cancellationToken);
        return (Outcome<Guid>.Of(zoneId), hasMoved);
    }
}

/// <summary>Takes a zone off the drawing, once nothing refers to it but hosts that are decommissioned: those stand in none then.</summary>
internal sealed class DeleteZone(IWriteLane lane, Redraw redraw, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid zoneId, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        if (!actor.SeesAllZones)
        {
            throw new AccessDeniedException("Zones are deleted by people who see all.");
        }

        var outcome = await lane.RunAsync((db, ct) => DeleteAsync(db, actor, zoneId, ct), cancellationToken);
        if (outcome.Succeeded)
        {
            await redraw.BoundariesAsync(CancellationToken.None);
        }

        return outcome;
    }

    private async Task<Outcome<Guid>> DeleteAsync(AlmDbContext db, Actor actor, Guid zoneId, CancellationToken cancellationToken)
    {
        if (await ZoneEditing.FindAsync(db, actor, zoneId, cancellationToken) is not { } zone)
        {
            return Outcome<Guid>.Refused(ZoneEditing.NoSuchZone);
        }

        if (await db.Hosts.AnyAsync(h => h.DecommissionedAt == null && (h.ZoneId == zoneId || db.HostZones.Any(z => z.HostId == h.Id && z.ZoneId == zoneId)), cancellationToken))
        {
            return Outcome<Guid>.Refused("Hosts stand in the zone or touch it.");
        }

        if (await db.ExpectedHosts.AnyAsync(e => e.ZoneId == zoneId, cancellationToken))
        {
            return Outcome<Guid>.Refused("The list of expected hosts names the zone.");
        }

        if (await db.EnrollmentTokens.AnyAsync(t => t.ZoneId == zoneId, cancellationToken)
            || await db.ApiTokens.AnyAsync(t => t.ZoneId == zoneId, cancellationToken) || await db.UserZones.AnyAsync(u => u.ZoneId == zoneId, cancellationToken))
        {
            return Outcome<Guid>.Refused("A token or a person is bound to the zone.");
        }

        var spans = await db.ZoneRanges.Where(r => r.ZoneId == zoneId).Select(r => new { r.First, r.Last }).ToListAsync(cancellationToken);
        await db.Hosts.Where(h => h.ZoneId == zoneId).ExecuteUpdateAsync(
            h => h.SetProperty(p => p.ZoneId, (Guid?)null).SetProperty(p => p.ZoneBasis, ZoneBasis.None).SetProperty(p => p.Revision, p => p.Revision + 1), cancellationToken);
        db.Zones.Remove(zone);
        await db.SaveChangesAsync(cancellationToken);
        await RedrawnBoundaries.KeepOpenAsync(db, zone.SiteKey, [.. spans.Select(s => (s.First, s.Last))], cancellationToken);
        await AuditTrail.AppendAsync(db, actor.Act("zone.deleted", "zone", zoneId.ToString(), ZoneEditing.Trail(zone)), clock.GetUtcNow(), cancellationToken);
        return Outcome<Guid>.Of(zoneId);
    }
}
