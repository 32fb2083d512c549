using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Sets for how many days former reports are kept. The nightly job forgets them, not this.</summary>
internal sealed class SetRetention(IWriteLane lane, TimeProvider clock)
{
    /// <summary>An auditor's question about last month has its answer in any case.</summary>
    public const int FewestDays = 90;
    public const int MostDays = 3650;

    /// <summary>False where the days are out of their limits.</summary>
    /// <param name="days">Null keeps them all.</param>
    public async Task<bool> RunAsync(Actor actor, int? days, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        actor.RequirePerson();
        if (days is < FewestDays or > MostDays)
        {
            return false;
        }

        await lane.RunAsync(
            async (db, ct) =>
            {
                await PlantAdministration.RequireStillAsync(db, actor, ct);
                var now = clock.GetUtcNow();
                var row = await db.Retention.SingleOrDefaultAsync(ct);
                var before = row is null ? "" : TrailText.Of(new { row.Days });
                row ??= db.Retention.Add(new StoredRetention { SetBy = "" }).Entity;
                (row.Days, row.SetBy, row.SetAt) = (days, actor.Name, now);
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("retention.set", "retention", "reports", before, TrailText.Of(new { days })), now, ct);
            },
            cancellationToken);
        return true;
    }
}
