using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>
/// The product note that this product exists for: Siemens entry 57252401 of 2011-12-19, with the CVEs of ICSA-11-361-01.
/// Written by hand after the note and the CVE texts: the machine-readable file clears V5.1 SP1 Upd2, which the note does not.
/// </summary>
public static class ProductNote57252401
{
    /// <summary>The note's number.</summary>
    public static AdvisoryId Id { get; } = new("57252401");

    /// <summary>The note as the rules judge it.</summary>
    public static Advisory Advisory { get; } = new Advisory
    {
        Id = Id,
        Aliases = ["ICSA-11-361-01"],
        Title = "Stopping the licensing service and running foreign code by manipulated requests",
        PublishedOn = new DateOnly(2011, 12, 19),
        Revision = new AdvisoryRevision("2011-12-19"),
        Affected = Touching(new AlmVersion(4, 0), FirstFixed),
        Cves =
        [
            NetworkCve("CVE-2011-4529", 7.5m),
            NetworkCve("CVE-2011-4530", 5.0m),
            NetworkCve("CVE-2011-4531", 5.0m),

            // The control in the browser is as old as V2.0, and Upd2 left it unrepaired.
            new Cve(new CveId("CVE-2011-4532"), Touching(new AlmVersion(2, 0), FirstFixed), 5.0m, MeasureSet.BrowserShielded),
        ],
        AskedMeasures = [ProtectiveMeasure.Port, ProtectiveMeasure.RemoteAccess, ProtectiveMeasure.Browser],
        Source = new Uri("https://support.industry.siemens.com/cs/ww/en/view/57252401"),
        DecidesAlone = true,

        // CISA's document ends one update too early on every CVE. It is shown beside the note and decides nothing.
        FurtherSources =
        [
            new AdvisorySource("CISA", "ICSA-11-361-01", new AdvisoryRevision("2"), new AffectedVersions(
                AdvisoryBranch.FixedBy(new AlmVersion(5, 1, 1, 1), from: new AlmVersion(4, 0)),
                AdvisoryBranch.FixedBy(new AlmVersion(5, 1, 1, 2), from: new AlmVersion(2, 0)))),
        ],
    }.WithDigest();

    private static AlmVersion FirstFixed => new(5, 1, 1, 3);

    /// <summary>The three that reach the service over the network: repaired by V5.1 SP1 Upd2.</summary>
    private static Cve NetworkCve(string id, decimal cvssBase) =>
        new(new CveId(id), Touching(new AlmVersion(4, 0), new AlmVersion(5, 1, 1, 2)), cvssBase, MeasureSet.PortAndRemoteAccess);

    private static AffectedVersions Touching(AlmVersion from, AlmVersion fix) => new(AdvisoryBranch.FixedBy(fix, from: from));
}
