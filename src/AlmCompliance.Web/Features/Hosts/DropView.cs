using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Forgets a view of the person who asks.</summary>
internal sealed class DropView(IWriteLane lane, TimeProvider clock)
{
    /// <summary>False where there is none of this person.</summary>
    public async Task<bool> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        return actor.PersonId is { } person && await lane.RunAsync(
            async (db, ct) =>
            {
                if (await db.SavedViews.SingleOrDefaultAsync(v => v.Id == id && v.UserId == person && v.Name != "", ct) is not { } row)
                {
                    return false;
                }

                db.SavedViews.Remove(row);
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("view.deleted", "view", id.ToString(), TrailText.Of(new { row.Name, row.Query })), clock.GetUtcNow(), ct);
                return true;
            },
            cancellationToken);
    }
}
