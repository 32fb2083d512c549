namespace AlmCompliance.Domain.Tests.Rules;

public sealed class ALM0005Tests
{
    [Fact]
    public void ALM0005_opens_where_no_text_is_found()
    {
        var finding = Hosts.Assess(Hosts.Facts()).Finding(RuleId.ALM0005).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.VersionMissing);
        finding.Advisory.ShouldBeNull();
        finding.Arguments.ShouldBeEmpty();
        finding.OpensAt.ShouldBe(Hosts.Now);
    }

    [Fact]
    public void ALM0005_names_the_text_that_cannot_be_read_and_its_source()
    {
        var finding = Hosts.Assess(Hosts.Facts("V5.1", " V5.1 SP1 HF1 ")).Finding(RuleId.ALM0005).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.VersionNotInterpretable);
        finding.Arguments.ShouldBe([" V5.1 SP1 HF1 ", "AutswRelease"]);
    }

    [Fact]
    public void ALM0005_names_the_two_texts_that_contradict_each_other()
    {
        var finding = Hosts.Assess(Hosts.Facts("V5.1", "V5.1 SP1", "V5.1 SP2")).Finding(RuleId.ALM0005).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.VersionContradiction);
        finding.Arguments.ShouldBe(["V5.1 SP1", "V5.1 SP2"]);
    }

    [Theory]
    [InlineData("V5.2", Collector.Autsw, "autsw")]
    [InlineData("V5.2", Collector.Uninstall, "uninstall")]
    [InlineData("", Collector.Uninstall, "uninstall")]
    public void ALM0005_names_the_collector_that_failed_and_what_it_said(string version, Collector collector, string name)
    {
        var facts = Hosts.Facts(version).Failing(Collector.Probes, collector);

        var finding = Hosts.Assess(facts).Finding(RuleId.ALM0005).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.VersionCollectorFailed);
        finding.Arguments.ShouldBe([name, "access denied"]);
    }

    [Fact]
    public void ALM0005_shows_a_contradiction_before_a_failed_collector() =>
        Hosts.Assess(Hosts.Facts("V5.1", "V5.2").Failing(Collector.Autsw)).Finding(RuleId.ALM0005)!.Value.Reason.ShouldBe(FindingReason.VersionContradiction);

    [Fact]
    public void ALM0005_opens_for_an_advisory_whose_bound_an_inferred_text_straddles()
    {
        var finding = Hosts.Assess(Hosts.Facts("V5.1", "05.01.1001")).Finding(RuleId.ALM0005).ShouldNotBeNull();

        finding.Advisory.ShouldBe(Hosts.Note);
        finding.Reason.ShouldBe(FindingReason.VersionNotInterpretable);
        finding.Arguments.ShouldBe(["05.01.1001", "AutswRelease"]);
    }

    [Fact]
    public void ALM0005_opens_on_a_text_from_a_place_this_program_does_not_know()
    {
        var facts = Hosts.Facts() with { Versions = [new VersionEvidence(VersionSource.Unknown, "V5.2")] };

        Hosts.Assess(facts).Finding(RuleId.ALM0005).ShouldNotBeNull().Arguments.ShouldBe(["V5.2", "Unknown"]);
    }

    [Theory]
    [InlineData("V5.1 SP1")]
    [InlineData("V5.2")]
    [InlineData("V3.0")]
    [InlineData("06.00.1203")]
    public void ALM0005_does_not_open_on_a_version_that_adds_up(string version) =>
        Hosts.Assess(Hosts.Facts(version).Failing(Collector.Probes)).Finding(RuleId.ALM0005).ShouldBeNull();

    [Fact]
    public void ALM0005_opens_where_the_word_that_no_ALM_is_installed_is_doubtful_and_not_where_it_is_certain()
    {
        Hosts.Assess(new HostFacts { Installed = false, Processes = ["almsrvx.exe"] }).Finding(RuleId.ALM0005).ShouldNotBeNull();
        Hosts.Assess(new HostFacts { Installed = false }).Finding(RuleId.ALM0005).ShouldBeNull();
    }

    [Fact]
    public void ALM0005_shows_a_version_that_contradicts_the_word_that_no_ALM_is_installed()
    {
        var finding = Hosts.Assess(Hosts.Facts("V5.2") with { Installed = false }).Finding(RuleId.ALM0005).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.VersionContradiction);
        finding.Arguments.ShouldBe(["V5.2", "installed: false"]);
    }

    [Fact]
    public void ALM0005_does_not_open_on_a_host_that_never_reported() =>
        Hosts.Assess(Hosts.Case(null)).Finding(RuleId.ALM0005).ShouldBeNull();
}
