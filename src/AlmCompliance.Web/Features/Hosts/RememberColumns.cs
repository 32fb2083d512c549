using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Keeps the columns that a person chose last: how a list looks to them, and no act on the plant.</summary>
internal sealed class RememberColumns(IWriteLane lane, TimeProvider clock)
{
    /// <param name="columns">Null forgets them.</param>
    public async Task<bool> RunAsync(Actor actor, IReadOnlyList<HostColumn>? columns, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        return actor.PersonId is { } person && await lane.RunAsync(
            async (db, ct) =>
            {
                var row = await db.SavedViews.SingleOrDefaultAsync(v => v.UserId == person && v.Name == "", ct);
                if (columns is null)
                {
                    db.SavedViews.RemoveRange(row is null ? [] : [row]);
                }
                else
                {
                    row ??= db.SavedViews.Add(new SavedView { UserId = person, Name = "", NameKey = "", Query = "" }).Entity;
                    (row.Query, row.ChangedAt) = (HostColumns.Text(columns), Microseconds.Truncate(clock.GetUtcNow()));
                }

                await db.SaveChangesAsync(ct);
                return true;
            },
            cancellationToken);
    }
}
