namespace AlmCompliance.Domain.Tests.Rules;

public sealed class ALM0004Tests
{
    private static readonly HostFacts Loads = Hosts.Facts("V5.0") with { AlmControlPresent = true, KillBitNative = false };

    [Fact]
    public void ALM0004_opens_where_the_control_loads_or_nothing_is_known()
    {
        var finding = Hosts.Assess(Loads).Finding(RuleId.ALM0004).ShouldNotBeNull();
        finding.Advisory.ShouldBe(Hosts.Note);
        finding.Reason.ShouldBe(FindingReason.BrowserLoadsControl);
        finding.Arguments.ShouldBeEmpty();

        Hosts.Assess(Hosts.Facts("V5.0")).Finding(RuleId.ALM0004)!.Value.Reason.ShouldBe(FindingReason.BrowserNotKnown);
    }

    [Fact]
    public void ALM0004_does_not_open_where_the_measure_is_in_place() =>
        Hosts.Assess(Loads with { AlmControlPresent = false }).Finding(RuleId.ALM0004).ShouldBeNull();

    [Theory]
    [InlineData("V2.0", true)]
    [InlineData("V3.0", true)]
    [InlineData("V1.1", false)]
    public void ALM0004_opens_outside_the_note_where_CVE_2011_4532_applies_and_names_it(string version, bool expected)
    {
        var finding = Hosts.Assess(Loads with { Versions = Hosts.Facts(version).Versions }).Finding(RuleId.ALM0004);

        (finding is not null).ShouldBe(expected);
        finding?.Arguments.ShouldBe(["CVE-2011-4532"]);
        Hosts.Assess(Hosts.Facts(version) with { AlmControlPresent = false }).Finding(RuleId.ALM0004).ShouldBeNull();
    }

    [Theory]
    [InlineData("V5.1 SP1 Upd2", false, true)]
    [InlineData("V5.1 HF1", false, true)]
    [InlineData("V5.2", false, false)]
    [InlineData("V5.2", true, true)]
    [InlineData("V5.2", null, true)]
    public void ALM0004_opens_where_the_host_is_affected_or_may_be(string version, bool? restartPending, bool expected) =>
        (Hosts.Assess(Loads with { Versions = Hosts.Facts(version).Versions, RestartPending = restartPending }).Finding(RuleId.ALM0004) is not null).ShouldBe(expected);

    [Fact]
    public void ALM0004_is_not_asked_where_no_ALM_is_or_nobody_reported()
    {
        Hosts.Assess(new HostFacts { Installed = false }).Finding(RuleId.ALM0004).ShouldBeNull();
        Hosts.Assess(Hosts.Case(null)).Finding(RuleId.ALM0004).ShouldBeNull();
    }
}
