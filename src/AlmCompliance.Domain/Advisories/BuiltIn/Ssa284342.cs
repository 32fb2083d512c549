using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Siemens SSA-284342, CISA ICSA-16-287-02: every version before V5.3 SP3 Upd1.</summary>
internal static class Ssa284342
{
    private static readonly AffectedVersions Affected = new(
        AdvisoryBranch.FixedBy(new AlmVersion(5, 3, 3, 1)));

    public static Advisory Advisory { get; } = new Advisory
    {
        Id = new AdvisoryId("SSA-284342"),
        Aliases = ["ICSA-16-287-02"],
        Title = "Stopping the service, reading data and writing files by manipulated requests",
        PublishedOn = new DateOnly(2016, 10, 12),
        Revision = new AdvisoryRevision("2016-10-12"),
        Affected = Affected,
        Cves =
        [
            new Cve(new CveId("CVE-2016-8563"), Affected, 7.5m, MeasureSet.None),
            new Cve(new CveId("CVE-2016-8564"), Affected, 6.5m, MeasureSet.None),
            new Cve(new CveId("CVE-2016-8565"), Affected, 9.1m, MeasureSet.None),
        ],
        Source = new Uri("https://cert-portal.siemens.com/productcert/html/ssa-284342.html"),
    }.WithDigest();
}
