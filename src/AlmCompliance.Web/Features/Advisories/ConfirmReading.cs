using AlmCompliance.Data;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Another person agrees with a reading; from then on hosts are judged by it, where its revision is in force.</summary>
internal sealed class ConfirmReading(IWriteLane lane, JudgeByNewCatalogue judge, TimeProvider clock)
{
    /// <returns>Whether hosts were judged anew; null where there is no such reading.</returns>
    public async Task<Outcome<bool>?> RunAsync(Actor actor, Guid readingId, CancellationToken cancellationToken)
    {
        actor.RequireDecidingPerson();
        var outcome = await lane.RunAsync((db, ct) => ConfirmAsync(db, actor, readingId, ct), cancellationToken);
        if (outcome is { Succeeded: true, Value: true })
        {
            await judge.RunAsync(CancellationToken.None);
        }

        return outcome;
    }

    private async Task<Outcome<bool>?> ConfirmAsync(AlmDbContext db, Actor actor, Guid readingId, CancellationToken cancellationToken)
    {
        var row = await db.RangeReadings.SingleOrDefaultAsync(r => r.Id == readingId, cancellationToken);
        if (row is null)
        {
            return null;
        }

        if (row.ConfirmedAt is not null)
        {
            return Outcome<bool>.Refused("This reading was confirmed already.");
        }

        if (string.Equals(row.ReadBy, actor.Name, StringComparison.OrdinalIgnoreCase))
        {
            return Outcome<bool>.Refused("Another person than the one who read it has to confirm it.");
        }

        var now = Microseconds.Truncate(clock.GetUtcNow());
        var before = ReadingTrail.Of(row);
        (row.ConfirmedBy, row.ConfirmedAt) = (actor.Name, now);
        await db.SaveChangesAsync(cancellationToken);
        await AuditTrail.AppendAsync(db, actor.Act("advisory.reading-confirmed", "range-reading", row.Id.ToString(), before, ReadingTrail.Of(row)), now, cancellationToken);
        var inForce = await db.AdvisoryRevisions.AnyAsync(
            r => r.TrackingId == row.TrackingId && r.Version == row.Version && r.State == RevisionState.InForce, cancellationToken);
        return Outcome<bool>.Of(inForce);
    }
}
