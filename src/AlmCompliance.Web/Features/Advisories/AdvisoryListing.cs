using AlmCompliance.Data.Advisories;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Assessment.Csaf;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>The catalogue in force.</summary>
/// <param name="AsOf">The day whose published advisories it holds.</param>
/// <param name="Waiting">Imported documents that no person has put in force.</param>
/// <param name="Hosts">Hosts in the actor's sight.</param>
/// <param name="NeverEnrolled">Lines of the plant's own list that never enrolled: Unknown for every advisory.</param>
/// <param name="Clear">What is known of the hosts against the whole catalogue.</param>
internal sealed record AdvisoryListing(
    DateOnly AsOf, IReadOnlyList<AdvisoryItem> Items, IReadOnlyList<RevisionItem> Waiting, int Hosts, int NeverEnrolled, ClearHosts Clear);

/// <summary>Hosts with no open advisories known to the catalogue, the product note among them.</summary>
/// <param name="None">Every advisory is fixed, or does not apply.</param>
/// <param name="OnlyWhileSettingUp">Nothing is open but what can be used only while the product is being set up.</param>
internal sealed record ClearHosts(int None, int OnlyWhileSettingUp);

/// <summary>An advisory with the hosts it touches, as far as the actor sees them.</summary>
/// <param name="ByStatus">Every status has its number.</param>
internal sealed record AdvisoryItem(Advisory Advisory, IReadOnlyDictionary<ComplianceStatus, int> ByStatus)
{
    /// <summary>Where its further sources say other things than its own ranges.</summary>
    public IReadOnlyList<(AdvisorySource Source, Contradiction Contradiction)> Contradictions { get; } = Contradiction.Of(Advisory);
}

/// <summary>One advisory with the documents that speak of it.</summary>
internal sealed record AdvisoryDetail(DateOnly AsOf, AdvisoryItem Item, int NeverEnrolled, IReadOnlyList<RevisionItem> Revisions);

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
    DateTimeOffset? SupersededAt)
{
    /// <summary>Whether hosts are judged by the advisory that it speaks of; one that it founds itself enters with it.</summary>
    public bool IsInCatalogue => State != RevisionState.Waiting || AdvisoryId != TrackingId;
}

/// <summary>A stored revision with what its document says.</summary>
/// <param name="Unread">The ranges that no grammar reads, with what people made of them.</param>
/// <param name="Others">The other revisions of the same document, newest first.</param>
internal sealed record RevisionDetail(
    RevisionItem Revision, string Sha256, CsafDocument Document, IReadOnlyList<UnreadRangeItem> Unread, IReadOnlyList<RevisionItem> Others);

/// <param name="Reading">Null where nobody has read it.</param>
internal sealed record UnreadRangeItem(UnreadRange Range, RangeReading? Reading);

/// <summary>Two revisions of a document, side by side.</summary>
internal sealed record ComparedRevisions(RevisionItem Before, RevisionItem After, IReadOnlyList<RevisionDifference> Differences);
