namespace AlmCompliance.Domain.Tests.Rules;

public sealed class ALM0006Tests
{
    [Fact]
    public void ALM0006_is_open_since_enrolment_on_a_host_that_never_reported()
    {
        var host = Hosts.Case(null);

        var finding = Hosts.Assess(host).Finding(RuleId.ALM0006).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.NeverReported);
        finding.OpensAt.ShouldBe(host.EnrolledAt);
        finding.Advisory.ShouldBeNull();
        finding.Arguments.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(EvidenceOrigin.Agent, 7)]
    [InlineData(EvidenceOrigin.SignedFile, 35)]
    [InlineData(EvidenceOrigin.RawExport, 35)]
    [InlineData(EvidenceOrigin.Typed, 35)]
    public void ALM0006_is_known_beforehand_to_open_when_the_evidence_expires(EvidenceOrigin origin, int days)
    {
        var host = Hosts.Case(Hosts.Facts("V5.2"), origin);

        var finding = Hosts.Assess(host).Finding(RuleId.ALM0006).ShouldNotBeNull();

        finding.Reason.ShouldBe(FindingReason.EvidenceTooOld);
        finding.OpensAt.ShouldBe(host.Evidence!.Value.At.AddDays(days));
        finding.Arguments.ShouldBe([days.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
    }

    [Fact]
    public void ALM0006_follows_the_limits_of_the_site()
    {
        var limits = FreshnessLimits.Default with { OnlineReport = TimeSpan.FromHours(36) };

        var finding = HostAssessor.Assess(Hosts.Case(Hosts.Facts("V5.2")), AdvisoryCatalogue.BuiltIn, limits, Hosts.Now).Finding(RuleId.ALM0006)!.Value;

        finding.Arguments.ShouldBe(["1.5"]);
        finding.OpensAt.ShouldBe(Hosts.Now.AddDays(-1).AddHours(36));
    }

    [Fact]
    public void ALM0006_keeps_its_opening_moment_once_the_evidence_is_stale() =>
        Hosts.Assess(Hosts.Case(Hosts.Facts("V5.2")), Hosts.Now.AddDays(60)).Finding(RuleId.ALM0006)!.Value.OpensAt.ShouldBe(Hosts.Now.AddDays(6));

    [Fact]
    public void ALM0006_is_said_of_a_host_without_ALM_too() =>
        Hosts.Assess(new HostFacts { Installed = false }).Finding(RuleId.ALM0006).ShouldNotBeNull();
}
