using AlmCompliance.Web.Assessment.Csaf;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>What an import took in.</summary>
internal sealed record ImportAnswer(IReadOnlyList<ImportedDocument> Items, int Total);

/// <summary>The revisions of an advisory's documents.</summary>
internal sealed record RevisionListAnswer(IReadOnlyList<RevisionItem> Items, int Total);

/// <summary>One revision, with the ranges that people have to read.</summary>
internal sealed record RevisionAnswer(
    RevisionItem Revision, string Sha256, IReadOnlyList<string> References, IReadOnlyList<UnreadRangeAnswer> UnreadRanges, IReadOnlyList<RevisionItem> OtherRevisions)
{
    public static RevisionAnswer Of(RevisionDetail detail) => new(
        detail.Revision, detail.Sha256, detail.Document.References, [.. detail.Unread.Select(UnreadRangeAnswer.Of)], detail.Others);
}

/// <param name="Pointer">JSON pointer into the document.</param>
internal sealed record UnreadRangeAnswer(string Pointer, string ProductName, string RawText, ReadingAnswer? Reading)
{
    public static UnreadRangeAnswer Of(UnreadRangeItem item) => new(
        item.Range.Pointer,
        item.Range.ProductName,
        item.Range.RawText,
        item.Reading is { } r ? new ReadingAnswer(r.Id, r.ReadAs, r.Reason, r.ReadBy, r.ReadAt, r.ConfirmedBy, r.ConfirmedAt) : null);
}

/// <param name="ReadAs">Empty where nothing is affected.</param>
/// <param name="ConfirmedBy">Null while it has no effect.</param>
internal sealed record ReadingAnswer(Guid Id, string ReadAs, string Reason, string ReadBy, DateTimeOffset ReadAt, string? ConfirmedBy, DateTimeOffset? ConfirmedAt);

/// <summary>The id of a reading that was written.</summary>
internal sealed record ReadingMade(Guid ReadingId);

/// <summary>What would change.</summary>
/// <param name="Seen">To be named by whoever puts the revision in force.</param>
/// <param name="Hosts">Hosts that were judged both ways.</param>
/// <param name="Items">One page of the first 500 changes.</param>
/// <param name="Total">How many changes are listed in all, at most 500.</param>
internal sealed record PreviewAnswer(
    string Seen,
    string AdvisoryId,
    int Hosts,
    int ChangedHosts,
    IReadOnlyList<VerdictCount> Counts,
    IReadOnlyList<VerdictChange> Items,
    int Total,
    IReadOnlyList<ContradictionAnswer> Contradictions,
    IReadOnlyList<UnreadRange> UnreadRanges);

/// <param name="Seen">The key of the preview that was looked at.</param>
internal sealed record EnforceRequest(string? Seen);
