using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Data;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Assessment.Csaf;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>The catalogue as it is, and as it would be with one more revision in force.</summary>
/// <param name="Spoken">The advisory that the document speaks of, as it would be.</param>
internal sealed record CatalogueChange(
    StoredRevision Revision, CsafDocument Document, CsafRanges Ranges, AdvisoryCatalogue Before, AdvisoryCatalogue After, Advisory Spoken)
{
    /// <summary>Names both catalogues: who puts a revision in force names the change that they saw.</summary>
    public string Key { get; } = KeyOf(Before, After);

    /// <summary>Null where there is no such revision.</summary>
    public static async Task<CatalogueChange?> ReadAsync(AlmDbContext db, Guid revisionId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var revision = await db.AdvisoryRevisions.AsNoTracking().SingleOrDefaultAsync(r => r.Id == revisionId, cancellationToken);
        if (revision is null || CsafReader.Read(revision.Document).Document is not { } read)
        {
            return null;
        }

        var documents = await CatalogueReader.DocumentsAsync(db, cancellationToken);
        var entered = await CatalogueReader.EnteredAsync(db, cancellationToken);
        var readings = await db.RangeReadings.AsNoTracking()
            .Where(r => r.TrackingId == revision.TrackingId && r.Version == revision.Version && r.ConfirmedAt != null).ToListAsync(cancellationToken);
        var others = documents.Where(d => d.TrackingId != revision.TrackingId).ToList();
        var known = CatalogueInForce.Match(read, CatalogueInForce.Of(AdvisoryCatalogue.BuiltIn, others, entered).Advisories);
        var fresh = CatalogueReader.DocumentOf(revision, readings, now) with { AdvisoryId = known?.Id.Value ?? revision.TrackingId };
        var after = CatalogueInForce.Of(AdvisoryCatalogue.BuiltIn, [.. others, fresh], entered);
        return new CatalogueChange(
            revision,
            read,
            new CsafRanges(read, fresh.Readings),
            CatalogueInForce.Of(AdvisoryCatalogue.BuiltIn, documents, entered),
            after,
            CatalogueInForce.Match(read, after.Advisories)!);
    }

    private static string KeyOf(AdvisoryCatalogue before, AdvisoryCatalogue after)
    {
        var text = new StringBuilder();
        foreach (var advisory in before.Advisories.Concat(after.Advisories))
        {
            text.Append(advisory.Id).Append('\t').Append(advisory.Revision.Key);
            foreach (var source in advisory.FurtherSources)
            {
                text.Append('\t').Append(source.DocumentId).Append(' ').Append(source.Revision.Key);
            }

            text.Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
