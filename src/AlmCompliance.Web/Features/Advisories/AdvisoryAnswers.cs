using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>All advisories as the API says them.</summary>
internal sealed record AdvisoryListAnswer(IReadOnlyList<AdvisoryAnswer> Items, int Total);

/// <summary>An advisory as the API says it.</summary>
/// <param name="FixedIn">The first version that ends it, four parts with dots.</param>
/// <param name="AskedMeasures">What its publisher asks of affected hosts that cannot be updated.</param>
internal sealed record AdvisoryAnswer(
    string Id,
    string Title,
    DateOnly PublishedOn,
    string Revision,
    Uri Source,
    RangeAnswer Affected,
    string FixedIn,
    IReadOnlyList<CveAnswer> Cves,
    IReadOnlyList<ProtectiveMeasure> AskedMeasures,
    IReadOnlyDictionary<ComplianceStatus, int> ByStatus)
{
    public static AdvisoryAnswer Of(AdvisoryItem item) => new(
        item.Advisory.Id.Value,
        item.Advisory.Title,
        item.Advisory.PublishedOn,
        item.Advisory.Revision,
        item.Advisory.Source,
        RangeAnswer.Of(item.Advisory.Affected),
        item.Advisory.FixedIn.Canonical,
        [.. item.Advisory.Cves.Select(c => new CveAnswer(c.Id.Value, c.CvssBase, RangeAnswer.Of(c.Affected)))],
        item.Advisory.AskedMeasures,
        item.ByStatus);
}

internal sealed record CveAnswer(string Id, decimal Cvss, RangeAnswer Affected);

/// <param name="From">The first version touched; null where every older one is.</param>
/// <param name="Below">The first version not touched any more; null where none is known.</param>
internal sealed record RangeAnswer(string? From, string? Below)
{
    public static RangeAnswer Of(AffectedRange range) => new(range.From?.Canonical, range.Below?.Canonical);
}
