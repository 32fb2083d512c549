using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>All advisories as the API says them.</summary>
/// <param name="CatalogueDate">The day whose published advisories the catalogue holds: nothing is known of later ones.</param>
/// <param name="Hosts">Hosts in the caller's sight.</param>
/// <param name="HostsWithoutOpen">Hosts with no open advisories known to the catalogue of that date, the product note among them.</param>
/// <param name="HostsWithOpenOnlyWhileSettingUp">Hosts with nothing open but what can be used only while the product is being set up.</param>
internal sealed record AdvisoryListAnswer(
    IReadOnlyList<AdvisoryAnswer> Items, int Total, DateOnly CatalogueDate, int Hosts, int HostsWithoutOpen, int HostsWithOpenOnlyWhileSettingUp, IReadOnlyList<RevisionItem> Waiting)
{
    public static AdvisoryListAnswer Of(AdvisoryListing listing) => new(
        [.. listing.Items.Select(AdvisoryAnswer.Of)], listing.Items.Count, listing.AsOf, listing.Hosts, listing.Clear.None, listing.Clear.OnlyWhileSettingUp, listing.Waiting);
}

/// <summary>An advisory as the API says it.</summary>
/// <param name="FixedIn">The first version that ends it in every line, four parts with dots; null where lines differ or none does.</param>
/// <param name="AskedMeasures">What its publisher asks of affected hosts that cannot be updated.</param>
/// <param name="Reach">From where it can be used; SetUpOnly is counted apart.</param>
/// <param name="NonePlanned">Lines for which no update is available, or none will be.</param>
/// <param name="UpdateAvailable">Lines in which an update ends it.</param>
/// <param name="Contradictions">Versions of which another source says the opposite of the catalogue's own ranges.</param>
internal sealed record AdvisoryAnswer(
    string Id,
    IReadOnlyList<string> Aliases,
    string Title,
    DateOnly PublishedOn,
    string Revision,
    Uri Source,
    WeaknessReach Reach,
    DateTimeOffset? EnteredCatalogueAt,
    IReadOnlyList<BranchAnswer> Affected,
    string? FixedIn,
    IReadOnlyList<string> NonePlanned,
    IReadOnlyList<string> UpdateAvailable,
    IReadOnlyList<CveAnswer> Cves,
    IReadOnlyList<ProtectiveMeasure> AskedMeasures,
    IReadOnlyList<SourceAnswer> FurtherSources,
    IReadOnlyList<ContradictionAnswer> Contradictions,
    IReadOnlyDictionary<ComplianceStatus, int> ByStatus)
{
    public static AdvisoryAnswer Of(AdvisoryItem item) => new(
        item.Advisory.Id.Value,
        item.Advisory.Aliases,
        item.Advisory.Title,
        item.Advisory.PublishedOn,
        item.Advisory.Revision.Version,
        item.Advisory.Source,
        item.Advisory.Reach,
        item.Advisory.EnteredCatalogueAt,
        BranchAnswer.Of(item.Advisory.Affected),
        item.Advisory.FixedIn?.Canonical,
        Lines(item.Advisory, RemedyKind.NonePlanned, RemedyKind.NoneAvailable),
        Lines(item.Advisory, RemedyKind.UpdateAvailable),
        [.. item.Advisory.Cves.Select(CveAnswer.Of)],
        item.Advisory.AskedMeasures,
        [.. item.Advisory.FurtherSources.Select(s => new SourceAnswer(s.Publisher, s.DocumentId, s.Revision.Version, BranchAnswer.Of(s.Affected)))],
        [.. item.Contradictions.SelectMany(c => ContradictionAnswer.Of(c.Contradiction, c.Source.DocumentId))],
        item.ByStatus);

    private static List<string> Lines(Advisory advisory, params ReadOnlySpan<RemedyKind> remedies)
    {
        var lines = new List<string>();
        foreach (var branch in advisory.Affected.Branches)
        {
            if (remedies.Contains(branch.Remedy))
            {
                lines.Add(branch.Line.ToString());
            }
        }

        return lines;
    }
}

/// <param name="SufficientMeasures">Each set alone is enough against it; empty where none is known to be.</param>
internal sealed record CveAnswer(string Id, decimal Cvss, IReadOnlyList<BranchAnswer> Affected, IReadOnlyList<MeasureSetAnswer> SufficientMeasures)
{
    public static CveAnswer Of(Cve cve) => new(
        cve.Id.Value, cve.CvssBase, BranchAnswer.Of(cve.Affected), [.. cve.SufficientMeasures.Select(s => new MeasureSetAnswer(s.Measures, s.OnLicenceServer))]);
}

/// <param name="OnLicenceServer">The set counts only on a host that is validly declared a licence server.</param>
internal sealed record MeasureSetAnswer(IReadOnlyList<ProtectiveMeasure> Measures, bool OnLicenceServer);

/// <summary>Another publisher's document in force on the same advisory.</summary>
internal sealed record SourceAnswer(string Publisher, string DocumentId, string Revision, IReadOnlyList<BranchAnswer> Affected);

/// <summary>Versions of which two sources say opposite things.</summary>
/// <param name="Cve">Null where it is about the advisory as a whole.</param>
/// <param name="Below">Null where every later version is among them.</param>
/// <param name="CatalogueDespite">The weaknesses of the advisory that touch some of these versions all the same, where its own range passes them over.</param>
/// <param name="CatalogueDecides">The catalogue stands (the product note); else the source that says affected wins until two people have resolved it.</param>
internal sealed record ContradictionAnswer(
    string AdvisoryId, string? Cve, string DocumentId, string From, string? Below, RangeStanding CatalogueSays, IReadOnlyList<string> CatalogueDespite, RangeStanding DocumentSays, bool CatalogueDecides)
{
    public static IEnumerable<ContradictionAnswer> Of(Contradiction contradiction, string documentId) => contradiction.Versions.Select(v => new ContradictionAnswer(
        contradiction.AdvisoryId, contradiction.Cve, documentId, v.From.Canonical, v.Below?.Canonical, v.Catalogue, [.. v.Despite.Select(c => c.Value)], v.Other, contradiction.CatalogueDecides));
}

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
