namespace AlmCompliance.Domain.Tests.Decisions;

/// <summary>A decision covers only while what it was bound to is what it was.</summary>
public sealed class DecisionValidityTests
{
    private static readonly ValidDecision Decision = new("D-1", Decided.Later);
    private static readonly AlmVersion V50 = new(5, 0);
    private static readonly HostFacts Affected = Hosts.Facts("V5.0") with { AlmControlPresent = false };

    [Fact]
    public void It_ends_at_its_end()
    {
        Standing(Decision, now: Decided.Later.AddTicks(-1)).ShouldBe(DecisionStanding.Valid);
        Standing(Decision, now: Decided.Later).ShouldBe(DecisionStanding.Expired);
        Standing(null).ShouldBe(DecisionStanding.Unknown);
    }

    [Fact]
    public void Another_revision_lapses_it()
    {
        Standing(Decision with { Revision = "1" }, revision: "1").ShouldBe(DecisionStanding.Valid);
        Standing(Decision with { Revision = "1" }, revision: "2").ShouldBe(DecisionStanding.RevisionChanged);
        Standing(Decision with { Revision = "1" }).ShouldBe(DecisionStanding.RevisionChanged);
        Standing(Decision, revision: "2").ShouldBe(DecisionStanding.Valid);
    }

    [Fact]
    public void Another_version_lapses_it_and_so_does_one_that_is_not_known_any_more()
    {
        Standing(Decision with { Version = V50 }, version: V50).ShouldBe(DecisionStanding.Valid);
        Standing(Decision with { Version = V50 }, version: new AlmVersion(5, 1)).ShouldBe(DecisionStanding.VersionChanged);
        Standing(Decision with { Version = V50 }).ShouldBe(DecisionStanding.VersionChanged);
        Standing(Decision, version: V50).ShouldBe(DecisionStanding.Valid);
    }

    [Fact]
    public void Another_list_of_hosts_lapses_it_and_why_it_lapsed_comes_before_its_end()
    {
        Standing(Decision with { HostListChanged = true }).ShouldBe(DecisionStanding.HostListChanged);
        Standing(Decision with { HostListChanged = true }, now: Decided.Later).ShouldBe(DecisionStanding.HostListChanged);
        Standing(Decision with { Revision = "1" }, revision: "2", now: Decided.Later).ShouldBe(DecisionStanding.RevisionChanged);
    }

    [Fact]
    public void A_lapsed_waiver_and_a_lapsed_deferral_cover_nothing()
    {
        var revision = ProductNote57252401.Advisory.Revision.Key;

        Waived(d => d with { Revision = revision, Version = V50 }).ShouldBe(ComplianceStatus.Waived);
        Waived(d => d with { Revision = "2011-12-19" }).ShouldBe(ComplianceStatus.NonCompliant);
        Waived(d => d with { Version = new AlmVersion(5, 0, 1) }).ShouldBe(ComplianceStatus.NonCompliant);
        Waived(d => d with { HostListChanged = true }).ShouldBe(ComplianceStatus.NonCompliant);

        Deferred(d => d with { Revision = revision, Version = V50 }).ShouldBe(ComplianceStatus.Mitigated);
        Deferred(d => d with { Revision = "2" }).ShouldBe(ComplianceStatus.NonCompliant);
        Deferred(d => d with { Version = new AlmVersion(4, 0) }).ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void A_lapsed_attestation_proves_nothing() =>
        Hosts.Assess(Hosts.Case(Affected, decisions: HostDecisions.None with
        {
            Attestations = [new AttestedMeasure(ProtectiveMeasure.Port, Decision with { Version = new AlmVersion(4, 0) })],
        })).Measure(ProtectiveMeasure.Port).State.ShouldBe(MeasureState.Unknown);

    [Fact]
    public void Of_two_deferrals_the_one_that_holds_longest_counts()
    {
        var (soon, late) = (Decision with { ValidUntil = Hosts.Now.AddDays(1) }, Decision with { Reference = "D-2", ValidUntil = Hosts.Now.AddDays(3) });

        foreach (var both in new[] { new[] { soon, late }, [late, soon] })
        {
            var decisions = Decided.Held() with { Deferrals = [.. both.Select(d => new AdvisoryDecision(Hosts.Note, d))] };
            var verdict = Hosts.Assess(Hosts.Case(Affected, decisions: decisions)).NoteStatus();
            verdict.Arguments.ShouldBe(["V5.0", "D-2"]);
            verdict.HoldsUntil.ShouldBe(Hosts.Now.AddDays(3));
        }
    }

    private static DecisionStanding Standing(ValidDecision? decision, string? revision = null, AlmVersion? version = null, DateTimeOffset? now = null) =>
        DecisionValidity.StandingOf(decision, revision, version, now ?? Hosts.Now);

    private static ComplianceStatus Waived(Func<ValidDecision, ValidDecision> change) =>
        Status(HostDecisions.None with { Waivers = [new AdvisoryDecision(Hosts.Note, change(Decision))] });

    private static ComplianceStatus Deferred(Func<ValidDecision, ValidDecision> change) =>
        Status(Decided.Held() with { Deferrals = [new AdvisoryDecision(Hosts.Note, change(Decision))] });

    private static ComplianceStatus Status(HostDecisions decisions) => Hosts.Assess(Hosts.Case(Affected, decisions: decisions)).NoteStatus().Status;
}
