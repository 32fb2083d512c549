namespace AlmCompliance.Domain.Tests.Advisories;

public sealed class AffectedVersionsTests
{
    private static readonly AdvisoryBranch Unreadable = new(new ProductLine(6, 1), null, RemedyKind.Unknown, null, "before summer");

    private static readonly AffectedVersions Lines = new(
        AdvisoryBranch.NeverFixed(new ProductLine(5), RemedyKind.NonePlanned), Unreadable, AdvisoryBranch.FixedBy(new AlmVersion(6, 2, 0, 3), new ProductLine(6, 2), new AlmVersion(6, 2, 0, 1)));

    [Fact]
    public void A_branch_speaks_of_its_own_line_alone()
    {
        Lines.StandingOf(new AlmVersion(4, 99, 99, 99)).ShouldBe(new BranchStanding(RangeStanding.Unknown, null, LineNotNamed: true));
        Lines.StandingOf(new AlmVersion(5, 0)).Standing.ShouldBe(RangeStanding.Inside);
        Lines.StandingOf(new AlmVersion(5, 99, 99, 99)).Standing.ShouldBe(RangeStanding.Inside);
        Lines.StandingOf(new AlmVersion(6, 0)).LineNotNamed.ShouldBeTrue();
        Lines.StandingOf(new AlmVersion(6, 3)).LineNotNamed.ShouldBeTrue();
    }

    [Fact]
    public void A_range_that_cannot_be_read_clears_nobody_and_the_text_is_shown()
    {
        Lines.StandingOf(new AlmVersion(6, 1)).ShouldBe(new BranchStanding(RangeStanding.Unknown, Unreadable));
        Lines.StandingOf(new AlmVersion(6, 1, 99, 99)).Standing.ShouldBe(RangeStanding.Unknown);

        var advisory = ProductNote57252401.Advisory with { Affected = Lines };
        var verdict = HostAssessor.Assess(Hosts.Case(Hosts.Facts("V6.1")), new AdvisoryCatalogue([advisory]), FreshnessLimits.Default, Hosts.Now).Statuses[0];
        verdict.Reason.ShouldBe(StatusReason.RangeNotInterpretable);
        verdict.Arguments.ShouldBe(["V6.1", "before summer"]);
    }

    [Fact]
    public void Older_and_newer_are_said_within_a_line()
    {
        Lines.StandingOf(new AlmVersion(6, 2)).Standing.ShouldBe(RangeStanding.Older);
        Lines.StandingOf(new AlmVersion(6, 2, 0, 1)).ShouldSatisfyAllConditions(s => s.Standing.ShouldBe(RangeStanding.Inside), s => s.FixedInWords.ShouldBe("V6.2 Upd3"));
        Lines.StandingOf(new AlmVersion(6, 2, 0, 3)).Standing.ShouldBe(RangeStanding.Newer);
    }

    [Fact]
    public void Where_branches_overlap_affected_wins_and_an_unreadable_one_beats_clear()
    {
        var fix = AdvisoryBranch.FixedBy(new AlmVersion(5, 1));

        new AffectedVersions(fix, AdvisoryBranch.FixedBy(new AlmVersion(5, 2))).StandingOf(new AlmVersion(5, 1)).Standing.ShouldBe(RangeStanding.Inside);
        new AffectedVersions(AdvisoryBranch.FixedBy(new AlmVersion(5, 2)), fix).StandingOf(new AlmVersion(5, 1)).Standing.ShouldBe(RangeStanding.Inside);
        new AffectedVersions(fix, Unreadable with { Line = ProductLine.Every }).StandingOf(new AlmVersion(5, 1)).Standing.ShouldBe(RangeStanding.Unknown);
        new AffectedVersions(Unreadable with { Line = ProductLine.Every }, fix).StandingOf(new AlmVersion(5, 0)).Standing.ShouldBe(RangeStanding.Inside);
    }

    [Fact]
    public void Between_two_ranges_a_version_is_past_the_first()
    {
        var gap = new AffectedVersions(AdvisoryBranch.FixedBy(new AlmVersion(5, 1)), AdvisoryBranch.FixedBy(new AlmVersion(6, 1), from: new AlmVersion(6, 0)));
        var turned = new AffectedVersions(gap.Branches[1], gap.Branches[0]);

        gap.StandingOf(new AlmVersion(5, 5)).Standing.ShouldBe(RangeStanding.Newer);
        turned.StandingOf(new AlmVersion(5, 5)).Standing.ShouldBe(RangeStanding.Newer);
    }

    [Fact]
    public void An_inferred_version_is_not_judged_where_a_gap_lies_within_its_line()
    {
        var gap = new AffectedVersions(AdvisoryBranch.FixedBy(new AlmVersion(6, 0, 3)), AdvisoryBranch.NeverFixed(ProductLine.Every, RemedyKind.Unknown) with { Affected = new AffectedRange(new AlmVersion(6, 0, 20), null) });

        gap.StandingOf(Resolve("06.00.1203"), collectorFailed: false).Standing.ShouldBe(RangeStanding.Unknown);
        gap.StandingOf(Resolve("05.00.1203"), collectorFailed: false).Standing.ShouldBe(RangeStanding.Inside);
        gap.StandingOf(Resolve("06.01.1203"), collectorFailed: false).Standing.ShouldBe(RangeStanding.Inside);
    }

    [Fact]
    public void An_inferred_version_is_not_judged_where_a_range_lies_within_its_line()
    {
        var island = new AffectedVersions(AdvisoryBranch.FixedBy(new AlmVersion(5, 1)), AdvisoryBranch.FixedBy(new AlmVersion(6, 0, 8), from: new AlmVersion(6, 0, 3)));

        island.StandingOf(Resolve("06.00.1203"), collectorFailed: false).Standing.ShouldBe(RangeStanding.Unknown);
        island.StandingOf(Resolve("06.01.1203"), collectorFailed: false).Standing.ShouldBe(RangeStanding.Newer);
        island.StandingOf(Resolve("05.00.1203"), collectorFailed: false).Standing.ShouldBe(RangeStanding.Inside);

        var covered = new AffectedVersions(AdvisoryBranch.NeverFixed(ProductLine.Every, RemedyKind.Unknown), AdvisoryBranch.FixedBy(new AlmVersion(6, 0, 8)));
        covered.StandingOf(Resolve("06.00.1203"), collectorFailed: false).Standing.ShouldBe(RangeStanding.Inside);
    }

    [Fact]
    public void Where_several_branches_clear_a_version_the_first_of_them_is_named()
    {
        var both = new AffectedVersions(AdvisoryBranch.FixedBy(new AlmVersion(5, 1)), AdvisoryBranch.FixedBy(new AlmVersion(5, 2)));

        both.StandingOf(new AlmVersion(5, 3)).Branch.ShouldBeSameAs(both.Branches[0]);
    }

    [Fact]
    public void A_weakness_that_touches_nothing_cannot_be_built() =>
        Should.Throw<ArgumentException>(() => new AffectedVersions());

    [Theory]
    [InlineData(5, null, "V5")]
    [InlineData(6, 2, "V6.2")]
    public void A_line_is_written_as_people_write_it(int major, int? minor, string expected) =>
        new ProductLine(major, minor).ToString().ShouldBe(expected);

    [Fact]
    public void A_line_holds_its_own_versions_and_refuses_what_is_no_version()
    {
        ProductLine.Every.ToString().ShouldBe("*");
        ProductLine.Every.Contains(new AlmVersion(9, 9)).ShouldBeTrue();
        new ProductLine(5).Contains(new AlmVersion(5, 3)).ShouldBeTrue();
        new ProductLine(5).Contains(new AlmVersion(6, 0)).ShouldBeFalse();
        new ProductLine(6, 0).Contains(new AlmVersion(6, 0, 12)).ShouldBeTrue();
        new ProductLine(6, 0).Contains(new AlmVersion(6, 2)).ShouldBeFalse();
        Should.Throw<ArgumentOutOfRangeException>(() => new ProductLine(0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new ProductLine(6, 100));
    }

    private static InstalledVersion Resolve(string text) => VersionResolution.Resolve([new VersionEvidence(VersionSource.UninstallDisplayVersion, text)]);
}
