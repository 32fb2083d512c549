namespace AlmCompliance.Domain.Tests.Rules;

public sealed class ALM0002Tests
{
    private static readonly HostFacts Listening = Hosts.Facts("V6.2 Upd3") with { Listeners = [Hosts.Socket("0.0.0.0")] };

    [Fact]
    public void ALM0002_opens_on_a_patched_host_that_listens_to_others_and_names_the_socket()
    {
        var finding = Hosts.Assess(Listening).Finding(RuleId.ALM0002).ShouldNotBeNull();

        finding.Advisory.ShouldBeNull();
        finding.Reason.ShouldBe(FindingReason.RemoteAccessListening);
        finding.Arguments.ShouldBe(["0.0.0.0:4410 almsrv64x.exe"]);
        finding.OpensAt.ShouldBe(Hosts.Now);
    }

    [Theory]
    [InlineData("V3.0")]
    [InlineData("V5.0")]
    [InlineData("V5.1 HF1")]
    [InlineData("V6.2 Upd3")]
    public void ALM0002_is_asked_whatever_the_version(string version) =>
        Hosts.Assess(Listening with { Versions = Hosts.Facts(version).Versions }).Finding(RuleId.ALM0002).ShouldNotBeNull();

    [Fact]
    public void ALM0002_does_not_open_where_remote_access_is_off() =>
        Hosts.Assess(Hosts.Facts("V5.0")).Finding(RuleId.ALM0002).ShouldBeNull();

    [Theory]
    [InlineData(EvidenceOrigin.RawExport)]
    [InlineData(EvidenceOrigin.Typed)]
    public void ALM0002_opens_where_only_a_person_says_that_remote_access_is_off(EvidenceOrigin origin) =>
        Hosts.Assess(Hosts.Case(Hosts.Facts("V5.0"), origin)).Finding(RuleId.ALM0002).ShouldNotBeNull();

    [Fact]
    public void ALM0002_open_remote_access_on_a_declared_licence_server_is_no_finding() =>
        Hosts.Assess(Hosts.Case(Listening, decisions: Decided.LicenceServer())).Finding(RuleId.ALM0002).ShouldBeNull();

    [Fact]
    public void ALM0002_opens_on_a_licence_server_from_the_moment_its_declaration_expires()
    {
        var host = Hosts.Case(Listening, decisions: Decided.LicenceServer(Hosts.Now));

        Hosts.Assess(host, Hosts.Now.AddTicks(-1)).Finding(RuleId.ALM0002).ShouldBeNull();
        Hosts.Assess(host, Hosts.Now).Finding(RuleId.ALM0002).ShouldNotBeNull();
    }

    [Fact]
    public void ALM0002_opens_where_another_host_connected()
    {
        var finding = Hosts.Assess(Hosts.Case(Hosts.Facts("V5.2"), probedOpen: Hosts.Now.AddDays(-2))).Finding(RuleId.ALM0002).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.RemoteAccessProbedOpen);
        finding.Arguments.ShouldBe(["2026-11-20 10:00:00Z"]);
    }

    [Fact]
    public void ALM0002_opens_where_the_setting_is_on() =>
        ReasonFor(Hosts.Facts("V5.2") with { Listeners = null, RemoteAccessSetting = true }).ShouldBe(FindingReason.RemoteAccessSetOn);

    [Fact]
    public void ALM0002_opens_where_remote_access_is_assumed_on_with_the_version_it_is_assumed_for()
    {
        var finding = Hosts.Assess(Hosts.Facts("V5.2") with { Listeners = null }).Finding(RuleId.ALM0002).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.RemoteAccessAssumedOn);
        finding.Arguments.ShouldBe(["V5.2"]);
    }

    [Fact]
    public void ALM0002_opens_where_remote_access_is_not_known() =>
        ReasonFor(Hosts.Facts("V6.2") with { Listeners = null }).ShouldBe(FindingReason.RemoteAccessNotKnown);

    [Fact]
    public void ALM0002_opens_on_a_contradiction_and_shows_both()
    {
        var finding = Hosts.Assess(Listening with { RemoteAccessSetting = false }).Finding(RuleId.ALM0002).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.RemoteAccessContradiction);
        finding.Arguments.ShouldBe(["setting disabled", "0.0.0.0:4410 almsrv64x.exe"]);
    }

    [Fact]
    public void ALM0002_is_not_asked_where_it_is_certain_that_no_ALM_is_installed() =>
        Hosts.Assess(new HostFacts { Installed = false, Processes = [] }).Finding(RuleId.ALM0002).ShouldBeNull();

    [Fact]
    public void ALM0002_is_asked_where_the_word_that_no_ALM_is_installed_is_doubtful() =>
        ReasonFor(new HostFacts { Installed = false }.Failing(Collector.Autsw)).ShouldBe(FindingReason.RemoteAccessAssumedOn);

    [Fact]
    public void ALM0002_leaves_a_host_that_never_reported_to_ALM0006_unless_another_host_reached_it()
    {
        Hosts.Assess(Hosts.Case(null)).Finding(RuleId.ALM0002).ShouldBeNull();
        Hosts.Assess(Hosts.Case(null, probedOpen: Hosts.Now)).Finding(RuleId.ALM0002).ShouldNotBeNull();
    }

    [Fact]
    public void ALM0002_stays_open_on_stale_evidence() =>
        Hosts.Assess(Hosts.Case(Listening), Hosts.Now.AddDays(90)).Finding(RuleId.ALM0002).ShouldNotBeNull();

    private static FindingReason? ReasonFor(HostFacts facts) => Hosts.Assess(facts).Finding(RuleId.ALM0002)?.Reason;
}
