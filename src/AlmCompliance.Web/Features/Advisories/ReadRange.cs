using AlmCompliance.Data;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Data.Trail;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Assessment.Csaf;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>What a person makes of a range that cannot be read.</summary>
/// <param name="Pointer">Where it stands in the document.</param>
/// <param name="ReadAs">The range in words that can be read; empty where nothing is affected.</param>
internal sealed record RangeReadingRequest(string? Pointer, string? ReadAs, string? Reason);

/// <summary>A person says what an unreadable range means. It counts once another person has confirmed it, for this revision only.</summary>
internal sealed class ReadRange(IWriteLane lane, JudgeByNewCatalogue judge, TimeProvider clock)
{
    private const int LongestReason = 1000;

    /// <returns>Null where there is no such revision.</returns>
    public async Task<Outcome<Guid>?> RunAsync(Actor actor, Guid revisionId, RangeReadingRequest request, CancellationToken cancellationToken)
    {
        actor.RequireDecidingPerson();
        var readAs = (request.ReadAs ?? "").Trim();
        var reason = (request.Reason ?? "").Trim();
        if (reason.Length is 0 or > LongestReason)
        {
            return Outcome<Guid>.Refused("The reason has 1 to 1000 characters.");
        }

        if (readAs.Length > 0 && !AffectedRange.TryParse(readAs, out _))
        {
            return Outcome<Guid>.Refused("This is no range: write >= V4.0, < V5.1 SP1 Upd3, both with | between, vers:all/*, or nothing where no version is affected.");
        }

        var tookBack = false;
        var outcome = await lane.RunAsync(
            async (db, ct) =>
            {
                var revision = await db.AdvisoryRevisions.AsNoTracking().SingleOrDefaultAsync(r => r.Id == revisionId, ct);
                if (revision is null || CsafReader.Read(revision.Document).Document is not { } document)
                {
                    return null;
                }

                var unread = new CsafRanges(document, new Dictionary<string, AffectedRange?>()).Unread.FirstOrDefault(u => u.Pointer == request.Pointer);
                if (unread is null)
                {
                    return Outcome<Guid>.Refused("There is no range at this place that a person has to read.");
                }

                var (id, wasConfirmed) = await StoreAsync(db, actor, revision, unread, readAs, reason, ct);
                tookBack = wasConfirmed && revision.State == RevisionState.InForce;
                return Outcome<Guid>.Of(id);
            },
            cancellationToken);
        if (tookBack)
        {
            await judge.RunAsync(CancellationToken.None);
        }

        return outcome;
    }

    private async Task<(Guid Id, bool WasConfirmed)> StoreAsync(
        AlmDbContext db, Actor actor, StoredRevision revision, UnreadRange unread, string readAs, string reason, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        var row = await db.RangeReadings.SingleOrDefaultAsync(
            r => r.TrackingId == revision.TrackingId && r.Version == revision.Version && r.JsonPointer == unread.Pointer, cancellationToken);
        var before = row is null ? "" : ReadingTrail.Of(row);
        var wasConfirmed = row?.ConfirmedAt is not null;
        if (row is null)
        {
            row = new RangeReading
            {
                TrackingId = revision.TrackingId,
                Version = revision.Version,
                JsonPointer = unread.Pointer,
                RawText = unread.RawText,
                ReadAs = readAs,
                Reason = reason,
                ReadBy = actor.Name,
            };
            db.RangeReadings.Add(row);
        }

        (row.ReadAs, row.Reason, row.ReadBy, row.ReadAt) = (readAs, reason, actor.Name, now);
        (row.ConfirmedBy, row.ConfirmedAt) = (null, null);
        await db.SaveChangesAsync(cancellationToken);
        var act = actor.Act("advisory.range-read", "range-reading", row.Id.ToString(), before, ReadingTrail.Of(row));
        await AuditTrail.AppendAsync(db, act, now, cancellationToken);
        return (row.Id, wasConfirmed);
    }
}

/// <summary>A reading as the audit trail keeps it.</summary>
internal static class ReadingTrail
{
    public static string Of(RangeReading row) =>
        TrailText.Of(new { row.TrackingId, row.Version, row.JsonPointer, row.RawText, row.ReadAs, row.Reason, row.ReadBy, row.ConfirmedBy });
}
