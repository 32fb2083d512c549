namespace AlmCompliance.Domain.Tests;

/// <summary>Product note 57252401 and its CVEs, row by row.</summary>
public sealed class TruthTableTests
{
    private static readonly string[] NetworkCves = ["CVE-2011-4529", "CVE-2011-4530", "CVE-2011-4531"];

    [Fact]
    public void A_host_without_ALM_is_not_applicable_and_no_CVE_applies()
    {
        var facts = new HostFacts { Installed = false };

        var verdict = Hosts.Assess(facts).NoteStatus();

        verdict.Status.ShouldBe(ComplianceStatus.NotApplicable);
        verdict.Reason.ShouldBe(StatusReason.NotInstalled);
        Cves(facts).ShouldBe((CveApplicability.DoesNotApply, CveApplicability.DoesNotApply));
    }

    [Theory]
    [InlineData("V1.0")]
    [InlineData("V1.1 SP1")]
    [InlineData("01.99.9999")]
    public void V1_is_outside_the_scope_and_no_CVE_applies(string version)
    {
        var facts = Hosts.Facts(version);

        var verdict = Hosts.Assess(facts).NoteStatus();

        verdict.Status.ShouldBe(ComplianceStatus.NotApplicable);
        verdict.Reason.ShouldBe(StatusReason.OutsideScope);
        verdict.Arguments.Count.ShouldBe(1);
        Cves(facts).ShouldBe((CveApplicability.DoesNotApply, CveApplicability.DoesNotApply));
    }

    [Theory]
    [InlineData("V2.0")]
    [InlineData("V3.0")]
    [InlineData("V3.99 SP99 Upd99")]
    public void V2_and_V3_are_outside_the_scope_but_4532_applies_and_the_verdict_says_so(string version)
    {
        var facts = Hosts.Facts(version);

        var verdict = Hosts.Assess(facts).NoteStatus();

        verdict.Status.ShouldBe(ComplianceStatus.NotApplicable);
        verdict.Reason.ShouldBe(StatusReason.OutsideScope);
        verdict.Arguments.ShouldBe([version, "CVE-2011-4532"]);
        Cves(facts).ShouldBe((CveApplicability.DoesNotApply, CveApplicability.Applies));
    }

    [Theory]
    [InlineData("V4.0")]
    [InlineData("V5.0")]
    [InlineData("V5.1")]
    [InlineData("V5.1 SP1")]
    [InlineData("V5.1 SP1 Upd1")]
    [InlineData("05.01.0101")]
    public void V4_0_to_V5_1_SP1_Upd1_are_affected_by_the_note_and_by_every_CVE(string version)
    {
        var facts = Hosts.Facts(version);

        var assessment = Hosts.Assess(facts);

        assessment.NoteStatus().Status.ShouldBe(ComplianceStatus.NonCompliant);
        assessment.NoteStatus().Reason.ShouldBe(StatusReason.Affected);
        assessment.Finding(RuleId.ALM0001).ShouldNotBeNull();
        Cves(facts).ShouldBe((CveApplicability.Applies, CveApplicability.Applies));
    }

    [Theory]
    [InlineData("V5.1 SP1 Upd2")]
    [InlineData("05.01.0102")]
    [InlineData("5.1.1.2")]
    public void V5_1_SP1_Upd2_is_affected_by_the_note_and_by_4532_alone(string version)
    {
        var facts = Hosts.Facts(version);

        var assessment = Hosts.Assess(facts);

        assessment.NoteStatus().Status.ShouldBe(ComplianceStatus.NonCompliant);
        assessment.Finding(RuleId.ALM0001).ShouldNotBeNull().Arguments.ShouldBe(["V5.1 SP1 Upd2", "V5.1 SP1 Upd3"]);
        Cves(facts).ShouldBe((CveApplicability.DoesNotApply, CveApplicability.Applies));
    }

    [Theory]
    [InlineData("V5.1 SP1 Upd3")]
    [InlineData("05.01.0103")]
    [InlineData("V5.1 SP2")]
    [InlineData("V5.2")]
    [InlineData("V6.2 + Upd3")]
    [InlineData("06.00.1203")]
    public void V5_1_SP1_Upd3_and_later_are_fixed(string version)
    {
        var facts = Hosts.Facts(version);

        var assessment = Hosts.Assess(facts);

        assessment.NoteStatus().Status.ShouldBe(ComplianceStatus.Compliant);
        assessment.NoteStatus().Reason.ShouldBe(StatusReason.Fixed);
        assessment.Finding(RuleId.ALM0001).ShouldBeNull();
        Cves(facts).ShouldBe((CveApplicability.DoesNotApply, CveApplicability.DoesNotApply));
    }

    [Theory]
    [InlineData()]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("V5.1 SP1 HF1")]
    [InlineData("500.0.122.1")]
    [InlineData("5.1.102")]
    [InlineData("05.01.1001")]
    public void A_version_unreadable_or_missing_is_unknown_and_so_is_every_CVE(params string[] versions)
    {
        var facts = Hosts.Facts(versions);

        var assessment = Hosts.Assess(facts);

        assessment.NoteStatus().Status.ShouldBe(ComplianceStatus.Unknown);
        assessment.Finding(RuleId.ALM0005).ShouldNotBeNull();
        Cves(facts).ShouldBe((CveApplicability.Unknown, CveApplicability.Unknown));
    }

    [Fact]
    public void The_trap_05_01_0102_is_V5_1_SP1_Upd2_and_vulnerable()
    {
        var assessment = Hosts.Assess(Hosts.Facts("05.01.0102"));

        assessment.Version.Version.ShouldBe(new AlmVersion(5, 1, 1, 2));
        assessment.NoteStatus().Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    private static (CveApplicability Network, CveApplicability Browser) Cves(HostFacts facts)
    {
        var note = ProductNote57252401.Advisory;
        var network = note.Cves.Where(c => NetworkCves.Contains(c.Id.Value)).Select(c => c.AppliesTo(facts)).ToArray();
        network.Length.ShouldBe(3);
        network.Distinct().Count().ShouldBe(1);
        return (network[0], note.Cves.Single(c => c.Id.Value == "CVE-2011-4532").AppliesTo(facts));
    }
}
