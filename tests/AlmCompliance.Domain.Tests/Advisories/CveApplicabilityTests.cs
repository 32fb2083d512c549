namespace AlmCompliance.Domain.Tests.Advisories;

public sealed class CveApplicabilityTests
{
    private static readonly Cve Browser = ProductNote57252401.Advisory.Cves.Single(c => c.Id.Value == "CVE-2011-4532");

    [Theory]
    [InlineData("V1.1", CveApplicability.DoesNotApply)]
    [InlineData("V2.0", CveApplicability.Applies)]
    [InlineData("V5.1 SP1 Upd2", CveApplicability.Applies)]
    [InlineData("V5.1 SP1 Upd3", CveApplicability.DoesNotApply)]
    [InlineData("V5.1 HF1", CveApplicability.Unknown)]
    public void A_version_alone_answers_for_a_CVE(string text, CveApplicability expected) =>
        Browser.AppliesTo(VersionResolution.Resolve([new VersionEvidence(VersionSource.AutswVersionString, text)])).ShouldBe(expected);

    [Fact]
    public void A_host_that_never_reported_is_unknown() =>
        Browser.AppliesTo((HostFacts?)null).ShouldBe(CveApplicability.Unknown);

    [Fact]
    public void A_failed_version_collector_leaves_only_applies()
    {
        Browser.AppliesTo(Hosts.Facts("V5.2").Failing(Collector.Autsw)).ShouldBe(CveApplicability.Unknown);
        Browser.AppliesTo(Hosts.Facts("V1.0").Failing(Collector.Uninstall)).ShouldBe(CveApplicability.Unknown);
        Browser.AppliesTo(Hosts.Facts("V5.0").Failing(Collector.Uninstall)).ShouldBe(CveApplicability.Applies);
    }

    [Fact]
    public void A_host_whose_word_that_it_has_no_ALM_is_doubtful_is_never_cleared()
    {
        Browser.AppliesTo(Hosts.Facts("V5.2") with { Installed = false }).ShouldBe(CveApplicability.Unknown);
        Browser.AppliesTo(Hosts.Facts("V5.0") with { Installed = false }).ShouldBe(CveApplicability.Applies);
    }
}
