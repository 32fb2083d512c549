using AlmCompliance.Data;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Assessment.Csaf;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>Reads the catalogue in force: three statements, dozens of rows.</summary>
internal static class CatalogueReader
{
    public static async Task<AdvisoryCatalogue> LoadAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        CatalogueInForce.Of(AdvisoryCatalogue.BuiltIn, await DocumentsAsync(db, cancellationToken), await EnteredAsync(db, cancellationToken));

    /// <summary>The documents in force with their confirmed readings.</summary>
    public static async Task<List<DocumentInForce>> DocumentsAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        var revisions = await db.AdvisoryRevisions.AsNoTracking().Where(r => r.State == RevisionState.InForce).ToListAsync(cancellationToken);
        var readings = revisions.Count == 0 ? [] : await db.RangeReadings.AsNoTracking().Where(r => r.ConfirmedAt != null).ToListAsync(cancellationToken);
        return revisions.ConvertAll(r => DocumentOf(r, readings, r.EnforcedAt ?? r.ImportedAt));
    }

    public static async Task<Dictionary<string, DateTimeOffset>> EnteredAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        await db.CatalogueEntries.AsNoTracking().ToDictionaryAsync(e => e.AdvisoryId, e => e.EnteredAt, StringComparer.Ordinal, cancellationToken);

    /// <param name="readings">Of any document; those of this revision are taken.</param>
    public static DocumentInForce DocumentOf(StoredRevision revision, IEnumerable<RangeReading> readings, DateTimeOffset enforcedAt) => new(
        revision.TrackingId,
        revision.Version,
        revision.AdvisoryId,
        revision.Title,
        enforcedAt,
        revision.Document,
        DocumentInForce.Confirmed(readings.Where(r => r.TrackingId == revision.TrackingId && r.Version == revision.Version)));
}
