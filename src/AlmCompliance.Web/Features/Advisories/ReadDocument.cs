using AlmCompliance.Data.Advisories;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment.Csaf;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>A handed document that was read and checked against its side files.</summary>
/// <param name="Document">Null where it was refused or passed over.</param>
internal sealed record ReadDocument(
    HandedDocument Handed, CsafDocument? Document, DocumentCheck Checksum, DocumentCheck Signature, string? SignedBy, IReadOnlyList<ImportError> Errors)
{
    /// <param name="passesOver">Whether a sound document about other products is no error: a folder may hold a publisher's whole year.</param>
    public static ReadDocument Of(HandedDocument handed, IEnumerable<byte[]> keys, bool passesOver, DateTimeOffset now)
    {
        var digest = handed.Digest is null ? SidecarState.Absent : Sidecars.CheckDigest(handed.Bytes, handed.Digest);
        var signature = handed.Signature is null ? default : Sidecars.CheckSignature(handed.Bytes, handed.Signature, keys, now);
        var errors = new List<ImportError>();
        if (digest == SidecarState.Wrong)
        {
            errors.Add(new ImportError(handed.Name, "", "The checksum beside it does not fit."));
        }

        if (signature.State == SidecarState.Wrong)
        {
            errors.Add(new ImportError(handed.Name, "", "The signature beside it does not fit."));
        }

        var reading = CsafReader.Read(handed.Bytes);
        if (!(passesOver && reading.IsForeign))
        {
            errors.AddRange(reading.Errors.Select(e => new ImportError(handed.Name, e.Pointer, e.Message)));
        }

        if (reading.Document is { } document && (document.TrackingId + document.Version).Any(char.IsControl))
        {
            errors.Add(new ImportError(handed.Name, "/document/tracking", "The number or version holds control characters."));
        }

        return new ReadDocument(
            handed,
            errors.Count == 0 ? reading.Document : null,
            digest == SidecarState.Good ? DocumentCheck.Good : DocumentCheck.NotPresent,
            signature.State == SidecarState.Good ? DocumentCheck.Good : DocumentCheck.NotPresent,
            signature.SignedBy,
            errors);
    }

    public StoredRevision ToRow(byte[] digest, Advisory? known, string importedBy, DateTimeOffset now) => new()
    {
        TrackingId = Document!.TrackingId,
        Version = Document.Version,
        Publisher = Document.Publisher,
        Title = Document.Title,
        AdvisoryId = known?.Id.Value ?? Document.TrackingId,
        ReleasedAt = Document.ReleasedAt,
        Checksum = Checksum,
        Signature = Signature,
        SignedBy = SignedBy,
        ImportedBy = importedBy,
        ImportedAt = now,
        Digest = digest,
        Document = Handed.Bytes,
    };

    /// <summary>Whether a side file that came only now shows more of a known revision than was known.</summary>
    public bool Proves(StoredRevision stored) =>
        (Checksum == DocumentCheck.Good && stored.Checksum == DocumentCheck.NotPresent) || (Signature == DocumentCheck.Good && stored.Signature == DocumentCheck.NotPresent);

    public void MarkOn(StoredRevision stored)
    {
        stored.Checksum = Checksum == DocumentCheck.Good ? Checksum : stored.Checksum;
        (stored.Signature, stored.SignedBy) = Signature == DocumentCheck.Good ? (Signature, SignedBy) : (stored.Signature, stored.SignedBy);
    }

    public ImportedDocument Result(StoredRevision row, ImportOutcome outcome) => new(
        Handed.Name, outcome, row.Id, row.TrackingId, row.Version, row.Title, row.Publisher, row.AdvisoryId, row.State, row.Checksum, row.Signature, row.SignedBy,
        new CsafRanges(Document!, new Dictionary<string, AffectedRange?>()).Unread);

    public ImportedDocument PassedOver() => new(
        Handed.Name, ImportOutcome.PassedOver, null, "", "", "", "", "", RevisionState.Waiting, Checksum, Signature, SignedBy, []);
}

/// <summary>A stored revision as the audit trail keeps it.</summary>
internal static class RevisionTrail
{
    public static string Of(StoredRevision row) => TrailText.Of(new
    {
        row.TrackingId,
        row.Version,
        row.Publisher,
        row.AdvisoryId,
        state = row.State.ToString(),
        checksum = row.Checksum.ToString(),
        signature = row.Signature.ToString(),
        row.SignedBy,
        sha256 = Convert.ToHexStringLower(row.Digest),
    });
}
