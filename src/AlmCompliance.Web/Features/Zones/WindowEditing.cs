using AlmCompliance.Data;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Zones;

/// <summary>Enters a span in which a zone's hosts may be worked on. It never moves a due date.</summary>
internal sealed class AddWindow(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid zoneId, DateTimeOffset from, DateTimeOffset to, string note, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var now = clock.GetUtcNow();
        if (to <= from || to - from > Longest || to <= now || from > now.AddYears(5))
        {
            return Outcome<Guid>.Refused($"A window ends after it begins and after now, begins within five years, and lasts at most {Longest.TotalDays:0} days.");
        }

        if (note.Length > 500 || note.Any(char.IsControl))
        {
            return Outcome<Guid>.Refused("A note has at most 500 characters.");
        }

        var outcome = await lane.RunAsync(
            async (db, ct) =>
            {
                if (await ZoneEditing.FindAsync(db, actor, zoneId, ct) is null)
                {
                    return Outcome<Guid>.Refused(ZoneEditing.NoSuchZone);
                }

                var row = new StoredWindow { ZoneId = zoneId, From = from, To = to, Note = note.Trim(), CreatedAt = now, CreatedBy = actor.Name };
                db.MaintenanceWindows.Add(row);
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("zone.window-added", "zone", zoneId.ToString(), after: TrailText.Of(new { row.From, row.To, row.Note })), now, ct);
                return Outcome<Guid>.Of(row.Id);
            },
            cancellationToken);
        changes.Publish(null);
        return outcome;
    }
}

/// <summary>Takes a maintenance window back.</summary>
internal sealed class RemoveWindow(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, Guid zoneId, Guid windowId, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var outcome = await lane.RunAsync(
            async (db, ct) =>
            {
                var row = actor.Sees(zoneId) ? await db.MaintenanceWindows.SingleOrDefaultAsync(w => w.Id == windowId && w.ZoneId == zoneId, ct) : null;
                if (row is null)
                {
                    return Outcome<Guid>.Refused("There is no such window.");
                }

                db.MaintenanceWindows.Remove(row);
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("zone.window-removed", "zone", zoneId.ToString(), TrailText.Of(new { row.From, row.To, row.Note })), clock.GetUtcNow(), ct);
                return Outcome<Guid>.Of(windowId);
            },
            cancellationToken);
        changes.Publish(null);
        return outcome;
    }
}
