using AlmCompliance.Data;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Zones;

/// <summary>Permits a way: hosts of one zone, or of outside, may reach licence servers of another. By a person who sees both.</summary>
internal sealed class AddConduit(IWriteLane lane, Redraw redraw, TimeProvider clock)
{
    /// <param name="from">Null: from outside the plant.</param>
    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid? from, Guid to, int port, string reason, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        actor.RequirePerson();
        var errors = new List<string>();
        if (port is < 1 or > 65535)
        {
            errors.Add("A port is 1 to 65535.");
        }

        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 500 || reason.Any(char.IsControl))
        {
            errors.Add("A conduit needs a reason of at most 500 characters.");
        }

        if (from == to)
        {
            errors.Add("A conduit leads from one zone to another.");
        }

        if (errors.Count > 0)
        {
            return Outcome<Guid>.Refused(errors);
        }

        var outcome = await lane.RunAsync((db, ct) => AddAsync(db, actor, from, to, port, reason.Trim(), ct), cancellationToken);
        if (outcome.Succeeded)
        {
            await redraw.BoundariesAsync(CancellationToken.None);
        }

        return outcome;
    }

    private async Task<Outcome<Guid>> AddAsync(AlmDbContext db, Actor actor, Guid? from, Guid to, int port, string reason, CancellationToken cancellationToken)
    {
        if (await ZoneEditing.FindAsync(db, actor, to, cancellationToken) is null
            || (from is { } source && await ZoneEditing.FindAsync(db, actor, source, cancellationToken) is null))
        {
            return Outcome<Guid>.Refused(ZoneEditing.NoSuchZone);
        }

        if (await db.Conduits.AnyAsync(c => c.FromZoneId == from && c.ToZoneId == to && c.Port == port, cancellationToken))
        {
            return Outcome<Guid>.Refused("That way is permitted already.");
        }

        var now = clock.GetUtcNow();
        var row = new StoredConduit { FromZoneId = from, ToZoneId = to, Port = port, Reason = reason, CreatedAt = now, CreatedBy = actor.Name };
        db.Conduits.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        await AuditTrail.AppendAsync(db, actor.Act("conduit.added", "conduit", row.Id.ToString(), after: TrailText.Of(new { from, to, port, reason })), now, cancellationToken);
        return Outcome<Guid>.Of(row.Id);
    }
}

/// <summary>Takes a permitted way back: what was restricted by it counts as open.</summary>
internal sealed class RemoveConduit(IWriteLane lane, Redraw redraw, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid conduitId, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var outcome = await lane.RunAsync(
            async (db, ct) =>
            {
                var row = await db.Conduits.SingleOrDefaultAsync(c => c.Id == conduitId, ct);
                if (row is null || !actor.Sees(row.ToZoneId) || (row.FromZoneId is { } from && !actor.Sees(from)))
                {
                    return Outcome<Guid>.Refused("There is no such conduit.");
                }

                db.Conduits.Remove(row);
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("conduit.removed", "conduit", conduitId.ToString(), TrailText.Of(new { row.FromZoneId, row.ToZoneId, row.Port, row.Reason })), clock.GetUtcNow(), ct);
                return Outcome<Guid>.Of(conduitId);
            },
            cancellationToken);
        if (outcome.Succeeded)
        {
            await redraw.BoundariesAsync(CancellationToken.None);
        }

        return outcome;
    }
}
