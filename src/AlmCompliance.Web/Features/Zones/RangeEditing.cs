using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;
using ZoneRange = AlmCompliance.Data.Segmentation.ZoneRange;

namespace AlmCompliance.Web.Features.Zones;

/// <summary>Gives a zone a range of addresses, IPv4 or IPv6; unique in its site. Its hosts may have stood in another zone until now: by a person who sees all.</summary>
internal sealed class AddRange(IWriteLane lane, Redraw redraw, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid zoneId, string text, CancellationToken cancellationToken)
    {
        ZoneEditing.RequireDrawing(actor);
        if (!AddressRange.TryParse(text, out var range))
        {
            return Outcome<Guid>.Refused("This is no range such as 10.20.4.0/24 or fd00:20::/64; no bit may be set behind the prefix.");
        }

        if (range.PrefixLength == 0)
        {
            return Outcome<Guid>.Refused("A range that holds every address draws no boundary.");
        }

        var (outcome, span) = await lane.RunAsync((db, ct) => AddAsync(db, actor, zoneId, range, ct), cancellationToken);
        if (outcome.Succeeded)
        {
            await redraw.SpansAsync([span], CancellationToken.None);
        }

        return outcome;
    }

    private async Task<(Outcome<Guid> Outcome, (string First, string Last) Span)> AddAsync(AlmDbContext db, Actor actor, Guid zoneId, AddressRange range, CancellationToken cancellationToken)
    {
        if (await ZoneEditing.FindAsync(db, actor, zoneId, cancellationToken) is not { } zone)
        {
            return (Outcome<Guid>.Refused(ZoneEditing.NoSuchZone), default);
        }

        var text = range.ToString();
        var span = AddressKey.Of(IPNetwork.Parse(text));
        var other = await (
            from known in db.ZoneRanges
            join of in db.Zones on known.ZoneId equals of.Id
            where known.SiteKey == zone.SiteKey && known.First == span.First && known.PrefixLength == range.PrefixLength
            select new { of.Name }).FirstOrDefaultAsync(cancellationToken);
        if (other is not null)
        {
            return (Outcome<Guid>.Refused($"The range belongs to the zone {other.Name} of the same site."), default);
        }

        var now = clock.GetUtcNow();
        var row = new ZoneRange { ZoneId = zoneId, SiteKey = zone.SiteKey, Text = text, First = span.First, Last = span.Last, PrefixLength = range.PrefixLength, CreatedAt = now, CreatedBy = actor.Name };
        db.ZoneRanges.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await RedrawnBoundaries.KeepOpenAsync(db, zone.SiteKey, [span], cancellationToken);
        await AuditTrail.AppendAsync(db, actor.Act("zone.range-added", "zone", zoneId.ToString(), after: TrailText.Of(new { range = text })), now, cancellationToken);
        return (Outcome<Guid>.Of(row.Id), span);
    }
}

/// <summary>Takes a range from a zone, with what was proven blocked at its boundaries; what was open stays so in the range that holds the address next.</summary>
internal sealed class RemoveRange(IWriteLane lane, Redraw redraw, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid zoneId, Guid rangeId, CancellationToken cancellationToken)
    {
        ZoneEditing.RequireDrawing(actor);
        var removed = await lane.RunAsync(
            async (db, ct) =>
            {
                var row = await db.ZoneRanges.SingleOrDefaultAsync(r => r.Id == rangeId && r.ZoneId == zoneId, ct);
                if (row is not null)
                {
                    db.ZoneRanges.Remove(row);
                    await db.SaveChangesAsync(ct);
                    await RedrawnBoundaries.KeepOpenAsync(db, row.SiteKey, [(row.First, row.Last)], ct);
                    await AuditTrail.AppendAsync(db, actor.Act("zone.range-removed", "zone", zoneId.ToString(), TrailText.Of(new { range = row.Text, row.ConfirmedBy })), clock.GetUtcNow(), ct);
                }

                return row;
            },
            cancellationToken);
        if (removed is null)
        {
            return Outcome<Guid>.Refused("There is no such range.");
        }

        await redraw.SpansAsync([(removed.First, removed.Last)], CancellationToken.None);
        return Outcome<Guid>.Of(rangeId);
    }
}

/// <summary>A person says that the range is the plant's own: only then addresses in it are probed. Not by a token.</summary>
internal sealed class ConfirmRange(IWriteLane lane, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid zoneId, Guid rangeId, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        actor.RequirePerson();
        return await lane.RunAsync(
            async (db, ct) =>
            {
                var row = actor.Sees(zoneId) ? await db.ZoneRanges.SingleOrDefaultAsync(r => r.Id == rangeId && r.ZoneId == zoneId, ct) : null;
                if (row is null)
                {
                    return Outcome<Guid>.Refused("There is no such range.");
                }

                if (row.ConfirmedAt is null)
                {
                    var now = clock.GetUtcNow();
                    (row.ConfirmedAt, row.ConfirmedBy) = (now, actor.Name);
                    await db.SaveChangesAsync(ct);
                    await AuditTrail.AppendAsync(db, actor.Act("zone.range-confirmed", "zone", zoneId.ToString(), after: TrailText.Of(new { range = row.Text })), now, ct);
                }

                return Outcome<Guid>.Of(rangeId);
            },
            cancellationToken);
    }
}
