namespace AlmCompliance.Domain.Tests.Compliance;

/// <summary>Two sources of one advisory: affected wins until two people settle it for these revisions; the note settles it alone.</summary>
public sealed class SourceContradictionTests
{
    private static readonly AdvisoryId Id = new("SSA-1");
    private static readonly AffectedVersions Below6 = AffectedVersions.Of(new AffectedRange(null, new AlmVersion(6, 0)));
    private static readonly AffectedVersions Below5 = AffectedVersions.Of(new AffectedRange(null, new AlmVersion(5, 0)));

    [Fact]
    public void CISA_clears_V5_1_SP1_Upd2_and_the_note_decides_and_the_contradiction_is_shown()
    {
        var note = ProductNote57252401.Advisory;

        Hosts.Assess(Hosts.Facts("V5.1 SP1 Upd2")).NoteStatus().Status.ShouldBe(ComplianceStatus.NonCompliant);
        var shown = SourceComparison.Of(note, Hosts.Facts("V5.1 SP1 Upd2")).ShouldHaveSingleItem();
        shown.Other.DocumentId.ShouldBe("ICSA-11-361-01");
        (shown.AdvisorySays, shown.OtherSays).ShouldBe((RangeStanding.Inside, RangeStanding.Newer));
        SourceComparison.Of(note, new AlmVersion(5, 1, 1, 2)).ShouldHaveSingleItem();
        SourceComparison.Of(note, new AlmVersion(5, 1, 1, 1)).ShouldBeEmpty();
        SourceComparison.Of(note, new AlmVersion(5, 1, 1, 3)).ShouldBeEmpty();
    }

    [Fact]
    public void CISA_names_V3_and_the_note_leaves_it_out_and_decides() =>
        SourceComparison.Of(ProductNote57252401.Advisory, Hosts.Facts("V3.0")).ShouldHaveSingleItem().OtherSays.ShouldBe(RangeStanding.Inside);

    [Fact]
    public void Affected_wins_whichever_source_says_so()
    {
        Judge(Sources(own: Below5, other: Below6)).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Sources(own: Below6, other: Below5)).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Sources(own: Below5, other: Below5)).Status.ShouldBe(ComplianceStatus.Compliant);
    }

    [Fact]
    public void The_source_that_says_affected_names_the_fix() =>
        Judge(Sources(own: Below5, other: Below6)).Arguments.ShouldBe(["V5.2", "V6.0"]);

    [Fact]
    public void A_source_that_does_not_name_the_line_contradicts_nobody()
    {
        var silent = new AffectedVersions(AdvisoryBranch.FixedBy(new AlmVersion(6, 2), new ProductLine(6)));

        Judge(Sources(own: Below5, other: silent)).Status.ShouldBe(ComplianceStatus.Compliant);
        Judge(Sources(own: Below6, other: silent)).Status.ShouldBe(ComplianceStatus.NonCompliant);
        SourceComparison.Of(Sources(own: Below6, other: silent), new AlmVersion(5, 2)).ShouldBeEmpty();
        Judge(Sources(own: silent, other: Below5)).Status.ShouldBe(ComplianceStatus.Unknown);
    }

    [Fact]
    public void A_resolution_settles_it_either_way_until_it_expires()
    {
        var advisory = Sources(own: Below5, other: Below6);

        Judge(advisory, Resolution(advisory, otherIsRight: false)).Status.ShouldBe(ComplianceStatus.Compliant);
        Judge(advisory, Resolution(advisory, otherIsRight: true)).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Sources(own: Below6, other: Below5), Resolution(advisory, otherIsRight: true)).Status.ShouldBe(ComplianceStatus.Compliant);

        var soon = Resolution(advisory, otherIsRight: false) with { Decision = new ValidDecision("CR-1", Hosts.Now.AddDays(2)) };
        Judge(advisory, soon).HoldsUntil.ShouldBe(Hosts.Now.AddDays(2));
        Judge(advisory, soon with { Decision = soon.Decision with { ValidUntil = Hosts.Now } }).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void A_resolution_lapses_with_either_revision_and_speaks_of_its_own_sources_alone()
    {
        var advisory = Sources(own: Below5, other: Below6);
        var settled = Resolution(advisory, otherIsRight: false);

        Judge(advisory, settled with { OtherRevision = "2" }).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(advisory, settled with { OtherDocument = "ICSA-2" }).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(advisory, settled with { Advisory = Hosts.Note }).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(advisory, settled with { Decision = settled.Decision with { Revision = "old" } }).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(advisory, settled with { Decision = settled.Decision with { Revision = advisory.Revision.Key } }).Status.ShouldBe(ComplianceStatus.Compliant);
    }

    /// <summary>Two people who followed one document have said nothing about a third one that calls the host affected.</summary>
    [Fact]
    public void A_resolution_never_overrules_a_source_that_it_does_not_name_whatever_their_order()
    {
        AdvisorySource affected = new("CISA", "ICSA-2", new AdvisoryRevision("1"), Below6), clears = new("CISA", "ICSA-1", new AdvisoryRevision("1"), Below5);
        foreach (var sources in (AdvisorySource[][])[[affected, clears], [clears, affected]])
        {
            var advisory = Sources(own: Below6, other: Below5) with { FurtherSources = sources };
            Judge(advisory, Named(clears, otherIsRight: true)).Status.ShouldBe(ComplianceStatus.NonCompliant);
            Judge(advisory with { FurtherSources = [clears] }, Named(clears, otherIsRight: true)).Status.ShouldBe(ComplianceStatus.Compliant);
        }

        AdvisorySource one = affected with { DocumentId = "ICSA-1" }, two = affected;
        foreach (var sources in (AdvisorySource[][])[[one, two], [two, one]])
        {
            var advisory = Sources(own: Below5, other: Below6) with { FurtherSources = sources };
            Judge(advisory, Named(one, otherIsRight: false)).Status.ShouldBe(ComplianceStatus.NonCompliant);
            Judge(advisory, Named(two, otherIsRight: false)).Status.ShouldBe(ComplianceStatus.NonCompliant);
            Judge(advisory, Named(one, otherIsRight: false), Named(two, otherIsRight: false)).Status.ShouldBe(ComplianceStatus.Compliant);
        }
    }

    /// <summary>A deferral beside no measure at all must not pass for a mitigation only because our own ranges know no weakness of that version.</summary>
    [Fact]
    public void A_host_that_only_another_source_calls_affected_is_mitigated_by_no_measure_of_ours()
    {
        var advisory = Sources(own: Below5, other: Below6) with { Cves = [new Cve(new CveId("CVE-1"), Below5, 7.5m, MeasureSet.RemoteAccessOff)] };
        var deferred = new HostDecisions { Deferrals = [new AdvisoryDecision(Id, new ValidDecision("UD-1", Decided.Later))] };

        HostAssessor.Assess(Hosts.Case(Hosts.Facts("V5.2"), decisions: deferred), new AdvisoryCatalogue([advisory]), FreshnessLimits.Default, Hosts.Now)
            .Statuses[0].Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    private static ContradictionResolution Resolution(Advisory advisory, bool otherIsRight) =>
        new(Id, "ICSA-1", advisory.FurtherSources[0].Revision.Key, otherIsRight, new ValidDecision("CR-1", Decided.Later));

    private static ContradictionResolution Named(AdvisorySource source, bool otherIsRight) =>
        new(Id, source.DocumentId, source.Revision.Key, otherIsRight, new ValidDecision("CR-2", Decided.Later));

    private static Advisory Sources(AffectedVersions own, AffectedVersions other) => new()
    {
        Id = Id,
        Title = "Two sources",
        PublishedOn = new DateOnly(2026, 1, 1),
        Revision = new AdvisoryRevision("1"),
        Affected = own,
        Cves = [],
        Source = new Uri("https://example.org"),
        FurtherSources = [new AdvisorySource("CISA", "ICSA-1", new AdvisoryRevision("1"), other)],
    };

    private static StatusVerdict Judge(Advisory advisory, params ContradictionResolution[] resolutions) => HostAssessor.Assess(
        Hosts.Case(Hosts.Facts("V5.2"), decisions: new HostDecisions { Resolutions = resolutions }),
        new AdvisoryCatalogue([advisory]), FreshnessLimits.Default, Hosts.Now).Statuses[0];
}
