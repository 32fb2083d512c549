using AlmCompliance.Data.Advisories;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Assessment.Csaf;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>The catalogue in force.</summary>
/// <param name="AsOf">The day whose published advisories it holds.</param>
/// <param name="Waiting">Imported documents that no person has put in force.</param>
internal sealed record AdvisoryListing(DateOnly AsOf, IReadOnlyList<AdvisoryItem> Items, IReadOnlyList<RevisionItem> Waiting);

/// <summary>An advisory with the hosts it touches, as far as the actor sees them.</summary>
/// <param name="ByStatus">Every status has its number.</param>
internal sealed record AdvisoryItem(Advisory Advisory, IReadOnlyDictionary<ComplianceStatus, int> ByStatus)
{
    /// <summary>Where its further sources say other things than its own ranges.</summary>
    public IReadOnlyList<(AdvisorySource Source, Contradiction Contradiction)> Contradictions { get; } = Contradiction.Of(Advisory);
}

/// <summary>One advisory with the documents that speak of it.</summary>
internal sealed record AdvisoryDetail(DateOnly AsOf, AdvisoryItem Item, IReadOnlyList<RevisionItem> Revisions);

/// <summary>A stored revision without its document.</summary>
internal sealed record RevisionItem(
    Guid Id,
    string TrackingId,
    string Version,
    string Publisher,
    string Title,
    string AdvisoryId,
    DateTimeOffset? ReleasedAt,
    DocumentCheck Checksum,
    DocumentCheck Signature,
    string? SignedBy,
    RevisionState State,
    string ImportedBy,
    DateTimeOffset ImportedAt,
    string? EnforcedBy,
    DateTimeOffset? EnforcedAt,
    DateTimeOffset? SupersededAt);

/// <summary>A stored revision with what its document says.</summary>
/// <param name="Unread">The ranges that no grammar reads, with what people made of them.</param>
/// <param name="Others">The other revisions of the same document, newest first.</param>
internal sealed record RevisionDetail(
    RevisionItem Revision, string Sha256, CsafDocument Document, IReadOnlyList<UnreadRangeItem> Unread, IReadOnlyList<RevisionItem> Others);

/// <param name="Reading">Null where nobody has read it.</param>
internal sealed record UnreadRangeItem(UnreadRange Range, RangeReading? Reading);

/// <summary>Two revisions of a document, side by side.</summary>
internal sealed record ComparedRevisions(RevisionItem Before, RevisionItem After, IReadOnlyList<RevisionDifference> Differences);
