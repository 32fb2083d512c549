using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Siemens SSA-388646, CISA ICSA-20-224-07: every V5, and V6 before V6.0 SP8; only from the host itself.</summary>
internal static class Ssa388646
{
    private static readonly AffectedVersions Affected = new(
        AdvisoryBranch.NeverFixed(new ProductLine(5), RemedyKind.NoneAvailable),
        AdvisoryBranch.FixedBy(new AlmVersion(6, 0, 8), new ProductLine(6)));

    public static Advisory Advisory { get; } = new Advisory
    {
        Id = new AdvisoryId("SSA-388646"),
        Aliases = ["ICSA-20-224-07"],
        Title = "Gaining rights on the host itself",
        PublishedOn = new DateOnly(2020, 8, 11),
        Revision = new AdvisoryRevision("2020-08-11"),
        Affected = Affected,
        Cves =
        [
            new Cve(new CveId("CVE-2020-7583"), Affected, 7.3m, MeasureSet.None),
        ],
        Reach = WeaknessReach.LocalOnly,
        Source = new Uri("https://cert-portal.siemens.com/productcert/html/ssa-388646.html"),
    }.WithDigest();
}
