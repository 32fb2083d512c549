using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Siemens SSA-158827, CISA ICSA-21-222-02: every V5, and V6 before V6.0 SP9 Upd2.</summary>
internal static class Ssa158827
{
    private static readonly AffectedVersions Affected = new(
        AdvisoryBranch.NeverFixed(new ProductLine(5), RemedyKind.NoneAvailable),
        AdvisoryBranch.FixedBy(new AlmVersion(6, 0, 9, 2), new ProductLine(6)));

    public static Advisory Advisory { get; } = new Advisory
    {
        Id = new AdvisoryId("SSA-158827"),
        Aliases = ["ICSA-21-222-02"],
        Title = "Stopping the service by manipulated requests",
        PublishedOn = new DateOnly(2021, 8, 10),
        Revision = new AdvisoryRevision("2021-08-10"),
        Affected = Affected,
        Cves =
        [
            new Cve(new CveId("CVE-2021-25659"), Affected, 5.9m, MeasureSet.None),
        ],
        Source = new Uri("https://cert-portal.siemens.com/productcert/html/ssa-158827.html"),
    }.WithDigest();
}
