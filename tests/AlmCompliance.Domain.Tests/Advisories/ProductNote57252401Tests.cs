namespace AlmCompliance.Domain.Tests.Advisories;

public sealed class ProductNote57252401Tests
{
    private static readonly Advisory Note = ProductNote57252401.Advisory;

    [Fact]
    public void The_note_stands_first_in_the_built_in_catalogue()
    {
        AdvisoryCatalogue.BuiltIn.Advisories[0].ShouldBeSameAs(Note);
        Note.Id.Value.ShouldBe("57252401");
        Note.PublishedOn.ShouldBe(new DateOnly(2011, 12, 19));
        Note.Revision.Version.ShouldBe("2011-12-19");
    }

    [Fact]
    public void The_note_names_V4_0_to_below_V5_1_SP1_Upd3()
    {
        Note.Affected.Branches.ShouldHaveSingleItem().Affected.ShouldBe(new AffectedRange(new AlmVersion(4, 0), new AlmVersion(5, 1, 1, 3)));
        Note.FixedIn.ShouldBe(new AlmVersion(5, 1, 1, 3));
    }

    [Fact]
    public void It_asks_for_all_three_measures() =>
        Note.AskedMeasures.ShouldBe([ProtectiveMeasure.Port, ProtectiveMeasure.RemoteAccess, ProtectiveMeasure.Browser]);

    [Theory]
    [InlineData("CVE-2011-4529", 7.5, "4.0.0.0", "5.1.1.2")]
    [InlineData("CVE-2011-4530", 5.0, "4.0.0.0", "5.1.1.2")]
    [InlineData("CVE-2011-4531", 5.0, "4.0.0.0", "5.1.1.2")]
    [InlineData("CVE-2011-4532", 5.0, "2.0.0.0", "5.1.1.3")]
    public void Its_CVEs_have_their_own_ranges_and_scores(string id, double cvss, string from, string below)
    {
        var cve = Note.Cves.Single(c => c.Id == new CveId(id));

        cve.CvssBase.ShouldBe((decimal)cvss);
        cve.Affected.Branches[0].Affected!.From!.Value.Canonical.ShouldBe(from);
        cve.Affected.Branches[0].Affected!.Below!.Value.Canonical.ShouldBe(below);
    }

    [Fact]
    public void The_network_CVEs_are_held_by_port_and_remote_access_or_by_port_on_a_licence_server() =>
        Note.Cves.Where(c => c.Id.Value != "CVE-2011-4532").ShouldAllBe(c =>
            c.SufficientMeasures.Count == 2
            && c.SufficientMeasures[0].Measures.SequenceEqual(new[] { ProtectiveMeasure.Port, ProtectiveMeasure.RemoteAccess })
            && !c.SufficientMeasures[0].OnLicenceServer
            && c.SufficientMeasures[1].Measures.SequenceEqual(new[] { ProtectiveMeasure.Port })
            && c.SufficientMeasures[1].OnLicenceServer);

    [Fact]
    public void The_browser_CVE_is_held_by_the_browser_measure_alone()
    {
        var set = Note.Cves.Single(c => c.Id.Value == "CVE-2011-4532").SufficientMeasures.ShouldHaveSingleItem();

        set.Measures.ShouldBe([ProtectiveMeasure.Browser]);
        set.OnLicenceServer.ShouldBeFalse();
    }
}
