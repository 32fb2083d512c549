using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Siemens SSA-103653, CISA ICSA-24-256-06: every V5, V6.0 before SP12 Upd3, V6.2 before Upd3.</summary>
internal static class Ssa103653
{
    private static readonly AffectedVersions Affected = new(
        AdvisoryBranch.NeverFixed(new ProductLine(5), RemedyKind.NonePlanned),
        AdvisoryBranch.FixedBy(new AlmVersion(6, 0, 12, 3), new ProductLine(6, 0)),
        AdvisoryBranch.FixedBy(new AlmVersion(6, 2, 0, 3), new ProductLine(6, 2)));

    public static Advisory Advisory { get; } = new Advisory
    {
        Id = new AdvisoryId("SSA-103653"),
        Aliases = ["ICSA-24-256-06"],
        Title = "Stopping the service by manipulated packets",
        PublishedOn = new DateOnly(2024, 9, 10),
        Revision = new AdvisoryRevision("2025-05-13"),
        Affected = Affected,
        Cves =
        [
            new Cve(new CveId("CVE-2024-44087"), Affected, 8.6m, MeasureSet.RemoteAccessOff),
        ],
        Source = new Uri("https://cert-portal.siemens.com/productcert/html/ssa-103653.html"),
    }.WithDigest();
}
