using System.Security.Cryptography;
using AlmCompliance.Data;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Assessment.Csaf;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>
/// Takes in published documents. Nothing is judged by them before a person has put them in force, and of an import with one
/// wrong file nothing is taken in at all.
/// </summary>
internal sealed class ImportAdvisories(IWriteLane lane, IOptions<AdvisoryOptions> options, ChangeFeed changes, TimeProvider clock)
{
    private const int MostErrors = 50;

    public async Task<ImportResult> RunAsync(Actor actor, IReadOnlyList<ImportFile> files, CancellationToken cancellationToken)
    {
        actor.RequireCatalogueKeeper();
        var (handed, errors) = ImportPackage.Open(files);
        if (errors.Count > 0)
        {
            return ImportResult.Refused([.. errors.Take(MostErrors)]);
        }

        IReadOnlyList<byte[]> keys;
        try
        {
            keys = await options.Value.KeyRingsAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ImportResult.Refused(new ImportError("", "", "A configured key file cannot be read, so no signature can be checked."));
        }

        var read = handed.Select(h => ReadDocument.Of(h, keys, passesOver: handed.Count > 1, clock.GetUtcNow())).ToList();
        var wrong = read.SelectMany(r => r.Errors).Take(MostErrors).ToList();
        if (wrong.Count > 0)
        {
            return ImportResult.Refused(wrong);
        }

        var result = await lane.RunAsync((db, ct) => StoreAsync(db, actor, read, ct), cancellationToken);
        changes.Publish(null);
        return result;
    }

    private async Task<ImportResult> StoreAsync(AlmDbContext db, Actor actor, IReadOnlyList<ReadDocument> documents, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        var catalogue = await CatalogueReader.LoadAsync(db, cancellationToken);
        var known = await KnownAsync(db, documents, cancellationToken);
        var errors = new List<ImportError>();
        var results = new List<ImportedDocument>();
        var fresh = new List<StoredRevision>();
        var proved = new List<(StoredRevision Row, string Before)>();
        foreach (var document in documents)
        {
            if (document.Document is not { } read)
            {
                results.Add(document.PassedOver());
                continue;
            }

            var digest = SHA256.HashData(document.Handed.Bytes);
            var stored = known.GetValueOrDefault((read.TrackingId, read.Version));
            if (stored is not null && !stored.Digest.AsSpan().SequenceEqual(digest))
            {
                errors.Add(new ImportError(
                    document.Handed.Name, "/document/tracking/version", $"{read.TrackingId} {read.Version} is known with another content. A publisher who changes a document gives it another version."));
                continue;
            }

            var outcome = stored is null ? ImportOutcome.Imported : ImportOutcome.Unchanged;
            if (stored is null)
            {
                stored = document.ToRow(digest, CatalogueInForce.Match(read, catalogue.Advisories), actor.Name, now);
                known[(read.TrackingId, read.Version)] = stored;
                fresh.Add(stored);
            }
            else if (document.Proves(stored))
            {
                proved.Add((stored, RevisionTrail.Of(stored)));
                document.MarkOn(stored);
            }

            results.Add(document.Result(stored, outcome));
        }

        if (errors.Count > 0)
        {
            return ImportResult.Refused(errors);
        }

        db.AdvisoryRevisions.AddRange(fresh);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var row in fresh)
        {
            await AuditTrail.AppendAsync(db, actor.Act("advisory.imported", "advisory-revision", $"{row.TrackingId} {row.Version}", after: RevisionTrail.Of(row)), now, cancellationToken);
        }

        foreach (var (row, before) in proved)
        {
            await db.AdvisoryRevisions.Where(r => r.Id == row.Id).ExecuteUpdateAsync(
                s => s.SetProperty(r => r.Checksum, row.Checksum).SetProperty(r => r.Signature, row.Signature).SetProperty(r => r.SignedBy, row.SignedBy), cancellationToken);
            await AuditTrail.AppendAsync(db, actor.Act("advisory.checked", "advisory-revision", $"{row.TrackingId} {row.Version}", before, RevisionTrail.Of(row)), now, cancellationToken);
        }

        return new ImportResult(results, []);
    }

    private static async Task<Dictionary<(string TrackingId, string Version), StoredRevision>> KnownAsync(
        AlmDbContext db, IReadOnlyList<ReadDocument> documents, CancellationToken cancellationToken)
    {
        var ids = documents.Select(d => d.Document?.TrackingId).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return await db.AdvisoryRevisions.AsNoTracking().Where(r => ids.Contains(r.TrackingId)).ToDictionaryAsync(r => (r.TrackingId, r.Version), cancellationToken);
    }
}
