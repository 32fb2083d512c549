namespace AlmCompliance.Domain.Tests.Rules;

public sealed class ALM0001Tests
{
    [Fact]
    public void ALM0001_opens_on_an_affected_host_with_both_versions_for_its_sentence()
    {
        var finding = Hosts.Assess(Hosts.Facts("V5.0")).Finding(RuleId.ALM0001).ShouldNotBeNull();

        finding.Advisory.ShouldBe(Hosts.Note);
        finding.Reason.ShouldBe(FindingReason.UpdateMissing);
        finding.Arguments.ShouldBe(["V5.0", "V5.1 SP1 Upd3"]);
        finding.OpensAt.ShouldBe(Hosts.Now);
    }

    [Theory]
    [InlineData("V5.1 SP1 Upd3")]
    [InlineData("V3.0")]
    [InlineData("V5.0 HF1")]
    [InlineData("05.01.1001")]
    public void ALM0001_does_not_open_on_a_version_that_is_not_known_to_be_affected(string version) =>
        Hosts.Assess(Hosts.Facts(version)).Finding(RuleId.ALM0001).ShouldBeNull();

    [Fact]
    public void ALM0001_names_the_most_trusted_version_where_the_texts_disagree_but_all_are_affected() =>
        Hosts.Assess(Hosts.Facts("V5.0", "V5.1 SP1")).Finding(RuleId.ALM0001).ShouldNotBeNull().Arguments[0].ShouldBe("V5.0");

    [Fact]
    public void ALM0001_names_a_readable_version_beside_an_unreadable_text() =>
        Hosts.Assess(Hosts.Facts("V5.1 HF1", "V5.1 SP1")).Finding(RuleId.ALM0001).ShouldNotBeNull().Arguments[0].ShouldBe("V5.1 SP1");

    [Fact]
    public void ALM0001_stays_open_under_a_waiver() =>
        Hosts.Assess(Hosts.Case(Hosts.Facts("V5.0"), decisions: Decided.Waived())).Finding(RuleId.ALM0001).ShouldNotBeNull();

    [Fact]
    public void ALM0001_stays_open_on_stale_evidence() =>
        Hosts.Assess(Hosts.Case(Hosts.Facts("V5.0")), Hosts.Now.AddDays(90)).Finding(RuleId.ALM0001).ShouldNotBeNull();

    [Fact]
    public void ALM0001_is_not_asked_where_no_ALM_is() =>
        Hosts.Assess(new HostFacts { Installed = false }).Finding(RuleId.ALM0001).ShouldBeNull();

    [Fact]
    public void ALM0001_opens_where_an_affected_version_belies_the_word_that_no_ALM_is_there() =>
        Hosts.Assess(Hosts.Facts("V5.0") with { Installed = false }).Finding(RuleId.ALM0001).ShouldNotBeNull();
}
