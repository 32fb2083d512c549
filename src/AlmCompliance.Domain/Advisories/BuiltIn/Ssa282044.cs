using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Siemens SSA-282044, CISA ICSA-25-226-22: every V6.0, and V6.2 before Upd3; only while it is being set up.</summary>
internal static class Ssa282044
{
    private static readonly AffectedVersions Affected = new(
        AdvisoryBranch.NeverFixed(new ProductLine(6, 0), RemedyKind.NonePlanned),
        AdvisoryBranch.FixedBy(new AlmVersion(6, 2, 0, 3), new ProductLine(6, 2)));

    public static Advisory Advisory { get; } = new Advisory
    {
        Id = new AdvisoryId("SSA-282044"),
        Aliases = ["ICSA-25-226-22"],
        Title = "Running foreign code while the product is being set up",
        PublishedOn = new DateOnly(2025, 8, 12),
        Revision = new AdvisoryRevision("2026-02-10"),
        Affected = Affected,
        Cves =
        [
            new Cve(new CveId("CVE-2025-30033"), Affected, 7.8m, MeasureSet.None),
        ],
        Reach = WeaknessReach.SetUpOnly,
        Source = new Uri("https://cert-portal.siemens.com/productcert/html/ssa-282044.html"),
    }.WithDigest();
}
