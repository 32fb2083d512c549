namespace AlmCompliance.Domain.Tests.Rules;

public sealed class ALM0010Tests
{
    private static readonly IdentityDoubt ByBoot = new(IdentitySign.BootTimes, Hosts.Now.AddHours(-1), ["2026-11-01 05:00:00Z", "2026-11-20 05:00:00Z", "ES-041 10.1.0.41/24", "ES-041 10.2.0.7/24"]);

    [Theory]
    [InlineData(IdentitySign.BootTimes, FindingReason.TwoMachinesByBoot)]
    [InlineData(IdentitySign.Faces, FindingReason.TwoMachinesByAddress)]
    [InlineData(IdentitySign.Files, FindingReason.TwoMachinesByFile)]
    public void ALM0010_opens_where_two_machines_use_one_identity_and_names_what_shows_it(IdentitySign sign, FindingReason reason)
    {
        var finding = Hosts.Assess(Contested(Hosts.Facts("V6.2 Upd3"), ByBoot with { Sign = sign })).Finding(RuleId.ALM0010).ShouldNotBeNull();

        (finding.Advisory, finding.Reason, finding.OpensAt).ShouldBe((null, reason, ByBoot.Since));
        finding.Arguments.ShouldBe(ByBoot.Words);
    }

    [Fact]
    public void ALM0010_stays_after_a_person_settled_it_until_a_report_comes()
    {
        var settled = ByBoot with { SettledAt = Hosts.Now };

        Hosts.Assess(Contested(Hosts.Facts("V6.2 Upd3"), settled)).Finding(RuleId.ALM0010)!.Value.Reason.ShouldBe(FindingReason.TwoMachinesSettled);
        settled.EndsWith(Hosts.Now.AddTicks(-1)).ShouldBeFalse();
        settled.EndsWith(Hosts.Now).ShouldBeTrue();
        ByBoot.EndsWith(DateTimeOffset.MaxValue).ShouldBeFalse();
    }

    [Fact]
    public void ALM0010_does_not_open_on_a_host_whose_identity_nobody_doubts() =>
        Hosts.Assess(Hosts.Facts("V6.2 Upd3")).Finding(RuleId.ALM0010).ShouldBeNull();

    [Fact]
    public void ALM0010_opens_on_a_host_that_has_no_ALM_and_on_one_that_never_reported()
    {
        Hosts.Assess(Contested(new HostFacts { Installed = false }, ByBoot)).NoteStatus().Status.ShouldBe(ComplianceStatus.Unknown);
        Hosts.Assess(Contested(null, ByBoot)).Finding(RuleId.ALM0010).ShouldNotBeNull();
    }

    [Fact]
    public void Old_evidence_under_two_machines_is_both()
    {
        var assessment = Hosts.Assess(Contested(Hosts.Facts("V5.1"), ByBoot), Hosts.Now.AddDays(30));

        (assessment.NoteStatus().Status, assessment.NoteStatus().Reason).ShouldBe((ComplianceStatus.Unknown, StatusReason.TwoMachines));
        assessment.Finding(RuleId.ALM0006)!.Value.OpensAt.ShouldBeLessThan(Hosts.Now.AddDays(30));
        assessment.Finding(RuleId.ALM0001).ShouldNotBeNull("what was found stays to be done");
    }

    private static HostCase Contested(HostFacts? facts, IdentityDoubt doubt) => Hosts.Case(facts) with { Identity = doubt };
}
