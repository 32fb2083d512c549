namespace AlmCompliance.Web.Assessment.Csaf;

/// <summary>What a CSAF 2.0 file says of the Automation License Manager. Every text is the publisher's own: encode before use.</summary>
/// <param name="TrackingId">The publisher's number; with <paramref name="Version"/> the key of a revision.</param>
/// <param name="Version">The revision, as the document counts it: <c>2</c> or <c>1.2.0</c>.</param>
/// <param name="ReleasedAt">The revision's own date. Never the start of a deadline: such dates mislead.</param>
/// <param name="Aliases">Other numbers that the document gives itself.</param>
/// <param name="References">Addresses that the document names, the first <c>self</c> one first.</param>
internal sealed record CsafDocument(
    string TrackingId,
    string Version,
    string Title,
    string Publisher,
    DateTimeOffset? ReleasedAt,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> References,
    IReadOnlyList<CsafProduct> Products,
    IReadOnlyList<CsafWeakness> Weaknesses);

/// <summary>One entry of the product tree that is an Automation License Manager.</summary>
/// <param name="ProductId">The document's own id, by which weaknesses speak of it.</param>
/// <param name="Pointer">Where it stands, as a JSON pointer.</param>
/// <param name="ProductName">The branch above it, which scopes the range: <c>Automation License Manager V6.2</c>.</param>
/// <param name="RangeText">The range, or the single version, as written.</param>
/// <param name="IsRange">Whether the document calls it a range; a single version otherwise.</param>
internal sealed record CsafProduct(string ProductId, string Pointer, string ProductName, string RangeText, bool IsRange);

/// <summary>One vulnerability of the document.</summary>
/// <param name="Id">CVE number, or the document's own id where it has none.</param>
/// <param name="Pointer">Where it stands, as a JSON pointer.</param>
/// <param name="Score">CVSS base score, the highest given; null where none is.</param>
/// <param name="Affected">Products known to be affected, or first or last affected, or recommended against.</param>
/// <param name="Cleared">Products named as not affected. Fixed ones are not asked: the range's upper bound says more.</param>
/// <param name="Investigated">Products still under investigation.</param>
internal sealed record CsafWeakness(
    string Id,
    string Pointer,
    string Title,
    decimal? Score,
    IReadOnlyList<string> Affected,
    IReadOnlyList<string> Cleared,
    IReadOnlyList<string> Investigated,
    IReadOnlyList<CsafRemediation> Remediations);

/// <summary>What the publisher advises for some products.</summary>
/// <param name="Category">As written: <c>vendor_fix</c>, <c>no_fix_planned</c>, <c>none_available</c>, <c>mitigation</c>, <c>workaround</c>.</param>
internal sealed record CsafRemediation(string Category, string Details, IReadOnlyList<string> Products);

/// <summary>Why a file cannot be taken.</summary>
/// <param name="Pointer">JSON pointer to the place (RFC 6901); empty for the whole document.</param>
internal sealed record CsafError(string Pointer, string Message);

/// <summary>A file that was read, or what is wrong with it.</summary>
internal sealed record CsafReading(CsafDocument? Document, IReadOnlyList<CsafError> Errors)
{
    /// <summary>A sound document about other products only.</summary>
    public bool IsForeign => Errors is [{ Message: CsafWeaknesses.NoAlm }];
}
