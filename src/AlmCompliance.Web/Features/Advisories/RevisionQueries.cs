using AlmCompliance.Data;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment.Csaf;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Reads of stored revisions and of what their documents say.</summary>
internal sealed class RevisionQueries(IDbContextFactory<AlmDbContext> contexts)
{
    /// <returns>Null where there is no such revision.</returns>
    public async Task<RevisionDetail?> FindAsync(Actor actor, Guid revisionId, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ReadAsync(db, revisionId, cancellationToken) is not { } found)
        {
            return null;
        }

        var (item, digest, document) = found;
        var readings = await db.RangeReadings.AsNoTracking().Where(r => r.TrackingId == item.TrackingId && r.Version == item.Version)
            .ToDictionaryAsync(r => r.JsonPointer, StringComparer.Ordinal, cancellationToken);
        var others = await AdvisoryQueries.Items(db.AdvisoryRevisions.AsNoTracking().Where(r => r.TrackingId == item.TrackingId && r.Id != item.Id).OrderByDescending(r => r.ImportedAt))
            .ToListAsync(cancellationToken);
        var unread = new CsafRanges(document, new Dictionary<string, AffectedRange?>()).Unread;
        return new RevisionDetail(
            item, Convert.ToHexStringLower(digest), document, [.. unread.Select(u => new UnreadRangeItem(u, readings.GetValueOrDefault(u.Pointer)))], others);
    }

    /// <summary>Two revisions of one document.</summary>
    /// <returns>Null where one of them is not there, or they are of different documents.</returns>
    public async Task<ComparedRevisions?> CompareAsync(Actor actor, Guid before, Guid after, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, before, cancellationToken) is { } one && await ReadAsync(db, after, cancellationToken) is { } other && one.Item.TrackingId == other.Item.TrackingId
            ? new ComparedRevisions(one.Item, other.Item, RevisionComparison.Of(one.Document, other.Document))
            : null;
    }

    private static async Task<(RevisionItem Item, byte[] Digest, CsafDocument Document)?> ReadAsync(AlmDbContext db, Guid revisionId, CancellationToken cancellationToken)
    {
        var revisions = db.AdvisoryRevisions.AsNoTracking().Where(r => r.Id == revisionId);
        var row = await revisions.Select(r => new { r.Digest, r.Document }).SingleOrDefaultAsync(cancellationToken);
        return row is not null && CsafReader.Read(row.Document).Document is { } document
            ? (await AdvisoryQueries.Items(revisions).SingleAsync(cancellationToken), row.Digest, document)
            : null;
    }
}
