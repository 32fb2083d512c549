using AlmCompliance.Data.Advisories;
using AlmCompliance.Web.Assessment.Csaf;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>What became of one document of an import.</summary>
internal enum ImportOutcome
{
    /// <summary>It speaks of other products only.</summary>
    PassedOver = 0,

    /// <summary>It is stored and waits for a person.</summary>
    Imported,

    /// <summary>This revision, byte for byte, was known already.</summary>
    Unchanged,
}

/// <summary>One document of an import.</summary>
/// <param name="RevisionId">Null where it was passed over.</param>
/// <param name="AdvisoryId">The advisory that it speaks of; its own number where it is a new one.</param>
/// <param name="Unread">Its ranges that a person has to read.</param>
internal sealed record ImportedDocument(
    string File,
    ImportOutcome Outcome,
    Guid? RevisionId,
    string TrackingId,
    string Version,
    string Title,
    string Publisher,
    string AdvisoryId,
    RevisionState State,
    DocumentCheck Checksum,
    DocumentCheck Signature,
    string? SignedBy,
    IReadOnlyList<UnreadRange> Unread);

/// <summary>All documents, or none and why.</summary>
internal sealed record ImportResult(IReadOnlyList<ImportedDocument> Documents, IReadOnlyList<ImportError> Errors)
{
    public bool Succeeded => Errors.Count == 0;

    public static ImportResult Refused(params IReadOnlyList<ImportError> errors) => new([], errors);
}
