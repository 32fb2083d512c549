namespace AlmCompliance.Domain.Tests.Compliance;

/// <summary>What a person typed or exported without a signature can show what is wrong, and nothing else.</summary>
public sealed class WeakEvidenceTests
{
    [Theory]
    [InlineData(EvidenceOrigin.Typed)]
    [InlineData(EvidenceOrigin.RawExport)]
    public void Weak_evidence_yields_only_non_compliant_or_unknown(EvidenceOrigin origin)
    {
        Judge(Hosts.Facts("V5.2"), origin).ShouldBe((ComplianceStatus.Unknown, StatusReason.EvidenceTooWeak, "V5.2"));
        Judge(Hosts.Facts("V3.0"), origin).ShouldBe((ComplianceStatus.Unknown, StatusReason.EvidenceTooWeak, "V3.0"));
        Judge(new HostFacts { Installed = false }, origin).ShouldBe((ComplianceStatus.Unknown, StatusReason.EvidenceTooWeak, ""));
        Judge(Hosts.Facts("V5.0"), origin).ShouldBe((ComplianceStatus.NonCompliant, StatusReason.Affected, "V5.0|V5.1 SP1 Upd3"));
        Judge(Hosts.Facts("V5.0"), origin, Decided.Held()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Hosts.Facts("V5.0"), origin, Decided.Waived()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Hosts.Facts("V5.2") with { RestartPending = true }, origin).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Hosts.Facts("HF1"), origin).Reason.ShouldBe(StatusReason.VersionNotInterpretable);
    }

    [Fact]
    public void A_signed_file_is_as_good_as_a_report() =>
        Judge(Hosts.Facts("V5.2"), EvidenceOrigin.SignedFile).Status.ShouldBe(ComplianceStatus.Compliant);

    private static (ComplianceStatus Status, StatusReason Reason, string Arguments) Judge(HostFacts facts, EvidenceOrigin origin, HostDecisions? decisions = null)
    {
        var verdict = Hosts.Assess(Hosts.Case(facts, origin, decisions)).NoteStatus();
        return (verdict.Status, verdict.Reason, string.Join('|', verdict.Arguments));
    }
}
