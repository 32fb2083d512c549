namespace AlmCompliance.Domain.Tests.Rules;

public sealed class ALM0007Tests
{
    [Fact]
    public void ALM0007_opens_where_the_update_waits_for_a_restart()
    {
        var finding = Hosts.Assess(Hosts.Facts("V5.1 SP1 Upd3") with { RestartPending = true }).Finding(RuleId.ALM0007).ShouldNotBeNull();

        finding.Advisory.ShouldBe(Hosts.Note);
        finding.Reason.ShouldBe(FindingReason.RestartPending);
        finding.Arguments.ShouldBe(["V5.1 SP1 Upd3"]);
        finding.OpensAt.ShouldBe(Hosts.Now);
    }

    [Fact]
    public void ALM0007_opens_where_nobody_knows_whether_a_restart_is_pending()
    {
        var finding = Hosts.Assess(Hosts.Facts("V5.2") with { RestartPending = null }).Finding(RuleId.ALM0007).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.RestartNotKnown);
        finding.Arguments.ShouldBe(["V5.2"]);
    }

    [Fact]
    public void ALM0007_does_not_open_where_no_restart_is_pending() =>
        Hosts.Assess(Hosts.Facts("V5.2")).Finding(RuleId.ALM0007).ShouldBeNull();

    [Theory]
    [InlineData("V5.1 SP1 Upd2")]
    [InlineData("V3.0")]
    [InlineData("HF")]
    public void ALM0007_does_not_open_where_the_update_is_not_known_to_be_installed(string version) =>
        Hosts.Assess(Hosts.Facts(version) with { RestartPending = true }).Finding(RuleId.ALM0007).ShouldBeNull();

    [Fact]
    public void ALM0007_is_not_asked_of_a_host_without_facts_or_without_ALM()
    {
        Hosts.Assess(Hosts.Case(null)).Finding(RuleId.ALM0007).ShouldBeNull();
        Hosts.Assess(new HostFacts { Installed = false, RestartPending = true }).Finding(RuleId.ALM0007).ShouldBeNull();
    }
}
