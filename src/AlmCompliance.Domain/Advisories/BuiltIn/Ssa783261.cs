using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Siemens SSA-783261, CISA ICSA-12-349-01: V4.0 up to, but not including, V5.2.</summary>
internal static class Ssa783261
{
    private static readonly AffectedVersions Affected = new(
        AdvisoryBranch.FixedBy(new AlmVersion(5, 2), from: new AlmVersion(4, 0)));

    public static Advisory Advisory { get; } = new Advisory
    {
        Id = new AdvisoryId("SSA-783261"),
        Aliases = ["ICSA-12-349-01"],
        Title = "Exhausting memory by manipulated requests",
        PublishedOn = new DateOnly(2012, 12, 12),
        Revision = new AdvisoryRevision("2026-02-10"),
        Affected = Affected,
        Cves =
        [
            new Cve(new CveId("CVE-2012-4691"), Affected, 8.6m, MeasureSet.RemoteAccessOff),
        ],
        Source = new Uri("https://cert-portal.siemens.com/productcert/html/ssa-783261.html"),
    }.WithDigest();
}
