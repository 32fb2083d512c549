using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Siemens SSA-476715, CISA ICSA-23-012-10: every V5, and V6 before V6.0 SP9 Upd4.</summary>
internal static class Ssa476715
{
    private static readonly AffectedVersions Affected = new(
        AdvisoryBranch.NeverFixed(new ProductLine(5), RemedyKind.NonePlanned),
        AdvisoryBranch.FixedBy(new AlmVersion(6, 0, 9, 4), new ProductLine(6)));

    public static Advisory Advisory { get; } = new Advisory
    {
        Id = new AdvisoryId("SSA-476715"),
        Aliases = ["ICSA-23-012-10"],
        Title = "Renaming and moving files, and running code, by manipulated requests",
        PublishedOn = new DateOnly(2023, 1, 12),
        Revision = new AdvisoryRevision("2023-01-12"),
        Affected = Affected,
        Cves =
        [
            new Cve(new CveId("CVE-2022-43513"), Affected, 8.2m, MeasureSet.RemoteAccessOff),
            new Cve(new CveId("CVE-2022-43514"), Affected, 7.7m, MeasureSet.RemoteAccessOff),
        ],
        Source = new Uri("https://cert-portal.siemens.com/productcert/html/ssa-476715.html"),
    }.WithDigest();
}
