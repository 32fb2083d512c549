namespace AlmCompliance.Domain.Tests.Decisions;

/// <summary>What was typed or exported counts for a version once a person attests that version with that file.</summary>
public sealed class AttestedVersionTests
{
    private static readonly ValidDecision Decision = new("AV-1", Decided.Later) { Version = new AlmVersion(5, 2), ApprovedAt = Hosts.Now };

    [Theory]
    [InlineData(EvidenceOrigin.Typed)]
    [InlineData(EvidenceOrigin.RawExport)]
    public void An_attested_version_is_as_good_as_a_report(EvidenceOrigin origin)
    {
        var verdict = Judge(Decision, origin);

        verdict.Status.ShouldBe(ComplianceStatus.Compliant);
        verdict.HoldsUntil.ShouldBe(Hosts.Now.AddDays(34));
    }

    [Fact]
    public void Another_version_another_file_or_no_version_is_not_attested()
    {
        Judge(Decision with { Version = new AlmVersion(5, 3) }).Status.ShouldBe(ComplianceStatus.Unknown);
        Judge(Decision with { Version = null }).Status.ShouldBe(ComplianceStatus.Unknown);
        Judge(Decision, digest: "b").Status.ShouldBe(ComplianceStatus.Unknown);
        Judge(Decision, digest: null).Status.ShouldBe(ComplianceStatus.Unknown);
    }

    [Fact]
    public void The_word_ends_with_its_decision_or_when_it_is_too_old()
    {
        Judge(Decision with { ValidUntil = Hosts.Now.AddDays(2) }).HoldsUntil.ShouldBe(Hosts.Now.AddDays(2));
        Judge(Decision with { ValidUntil = Hosts.Now }).Status.ShouldBe(ComplianceStatus.Unknown);
        Judge(Decision with { ApprovedAt = Hosts.Now.AddDays(-179) }).HoldsUntil.ShouldBe(Hosts.Now.AddDays(1));
        Judge(Decision with { ApprovedAt = Hosts.Now.AddDays(-180) }).Status.ShouldBe(ComplianceStatus.Unknown);
    }

    [Fact]
    public void An_attested_version_spares_the_measures_of_its_fix_and_makes_a_waiver_count()
    {
        Case(Decision, EvidenceOrigin.Typed, "a", "V5.2").NoteMeasures().ShouldAllBe(m => m.State == MeasureState.NotRequired);
        Case(Decision with { Version = new AlmVersion(5, 0) }, EvidenceOrigin.Typed, "a", "V5.0").NoteStatus().Status.ShouldBe(ComplianceStatus.Waived);
        Case(Decision with { Version = new AlmVersion(5, 1) }, EvidenceOrigin.Typed, "a", "V5.0").NoteStatus().Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    private static StatusVerdict Judge(ValidDecision decision, EvidenceOrigin origin = EvidenceOrigin.Typed, string? digest = "a") =>
        Case(decision, origin, digest, "V5.2").NoteStatus();

    private static HostAssessment Case(ValidDecision decision, EvidenceOrigin origin, string? digest, string version) => Hosts.Assess(
        Hosts.Case(Hosts.Facts(version), origin, Decided.Waived() with { Versions = [new AttestedVersion(decision, "a")] }) with { ContentDigest = digest });
}
