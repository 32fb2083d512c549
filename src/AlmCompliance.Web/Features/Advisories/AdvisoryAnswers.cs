using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>All advisories as the API says them.</summary>
internal sealed record AdvisoryListAnswer(IReadOnlyList<AdvisoryAnswer> Items, int Total);

/// <summary>An advisory as the API says it.</summary>
/// <param name="FixedIn">The first version that ends it in every line, four parts with dots; null where lines differ or none does.</param>
/// <param name="AskedMeasures">What its publisher asks of affected hosts that cannot be updated.</param>
internal sealed record AdvisoryAnswer(
    string Id,
    string Title,
    DateOnly PublishedOn,
    string Revision,
    Uri Source,
    IReadOnlyList<BranchAnswer> Affected,
    string? FixedIn,
    IReadOnlyList<CveAnswer> Cves,
    IReadOnlyList<ProtectiveMeasure> AskedMeasures,
    IReadOnlyDictionary<ComplianceStatus, int> ByStatus)
{
    public static AdvisoryAnswer Of(AdvisoryItem item) => new(
        item.Advisory.Id.Value,
        item.Advisory.Title,
        item.Advisory.PublishedOn,
        item.Advisory.Revision.Version,
        item.Advisory.Source,
        BranchAnswer.Of(item.Advisory.Affected),
        item.Advisory.FixedIn?.Canonical,
        [.. item.Advisory.Cves.Select(c => new CveAnswer(c.Id.Value, c.CvssBase, BranchAnswer.Of(c.Affected)))],
        item.Advisory.AskedMeasures,
        item.ByStatus);
}

internal sealed record CveAnswer(string Id, decimal Cvss, IReadOnlyList<BranchAnswer> Affected);

/// <summary>What an advisory says of one product line.</summary>
/// <param name="Line"><c>V6.2</c>, <c>V5</c>, or <c>*</c> for every version.</param>
/// <param name="From">The first version touched; null where every older one is.</param>
/// <param name="Below">The first version not touched any more; null where none is known.</param>
/// <param name="Interpretable">False where the published range cannot be read: then nothing is clear.</param>
internal sealed record BranchAnswer(string Line, string? From, string? Below, bool Interpretable, RemedyKind Remedy)
{
    public static IReadOnlyList<BranchAnswer> Of(AffectedVersions versions) => [.. versions.Branches.Select(b =>
        new BranchAnswer(b.Line.ToString(), b.Affected?.From?.Canonical, b.Affected?.Below?.Canonical, b.Affected is not null, b.Remedy))];
}
