using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Siemens SSA-920962, CISA ICSA-18-226-03: V5 before V5.3 SP4 Upd4, V6 before V6.0 SP1.</summary>
internal static class Ssa920962
{
    private static readonly AffectedVersions Affected = new(
        AdvisoryBranch.FixedBy(new AlmVersion(5, 3, 4, 4), new ProductLine(5)),
        AdvisoryBranch.FixedBy(new AlmVersion(6, 0, 1), new ProductLine(6)));

    public static Advisory Advisory { get; } = new Advisory
    {
        Id = new AdvisoryId("SSA-920962"),
        Aliases = ["ICSA-18-226-03"],
        Title = "Running code and reading what the network holds by way of manipulated requests",
        PublishedOn = new DateOnly(2018, 8, 14),
        Revision = new AdvisoryRevision("2018-08-14"),
        Affected = Affected,
        Cves =
        [
            new Cve(new CveId("CVE-2018-11455"), Affected, 8.8m, MeasureSet.None),
            new Cve(new CveId("CVE-2018-11456"), Affected, 5.3m, MeasureSet.None),
        ],
        Source = new Uri("https://cert-portal.siemens.com/productcert/html/ssa-920962.html"),
    }.WithDigest();
}
