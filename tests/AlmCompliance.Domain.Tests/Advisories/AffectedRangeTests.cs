namespace AlmCompliance.Domain.Tests.Advisories;

public sealed class AffectedRangeTests
{
    private static readonly AffectedRange Range = new(new AlmVersion(4, 0), new AlmVersion(5, 1, 1, 3));

    [Fact]
    public void The_lower_bound_is_inside_and_the_upper_one_is_not()
    {
        Range.StandingOf(new AlmVersion(3, 99, 99, 99)).ShouldBe(RangeStanding.Older);
        Range.StandingOf(new AlmVersion(4, 0)).ShouldBe(RangeStanding.Inside);
        Range.StandingOf(new AlmVersion(5, 1, 1, 2)).ShouldBe(RangeStanding.Inside);
        Range.StandingOf(new AlmVersion(5, 1, 1, 3)).ShouldBe(RangeStanding.Newer);
        Range.Contains(new AlmVersion(4, 0)).ShouldBeTrue();
        Range.Contains(new AlmVersion(3, 99)).ShouldBeFalse();
        Range.Contains(new AlmVersion(5, 1, 1, 3)).ShouldBeFalse();
    }

    [Fact]
    public void A_range_without_bounds_holds_every_version()
    {
        var all = new AffectedRange(null, null);

        all.Contains(new AlmVersion(1, 0)).ShouldBeTrue();
        all.Contains(new AlmVersion(9, 99, 99, 99)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(RangeStanding.Inside, "V5.1 SP1 Upd2")]
    [InlineData(RangeStanding.Newer, "V5.1", "V5.1 SP1 Upd3")]
    [InlineData(RangeStanding.Inside, "V5.0", "V5.1")]
    [InlineData(RangeStanding.Inside, "V5.0", "V5.0 HF1")]
    [InlineData(RangeStanding.Unknown, "V5.2", "V5.2 HF1")]
    [InlineData(RangeStanding.Unknown, "V5.1", "V5.2")]
    [InlineData(RangeStanding.Unknown, "V5.2", "V5.3")]
    [InlineData(RangeStanding.Unknown, "V3.0", "V5.1")]
    [InlineData(RangeStanding.Older, "V2.0", "V3.0")]
    [InlineData(RangeStanding.Unknown, "V3.0", "V3.0 HF1")]
    [InlineData(RangeStanding.Unknown, "HF1")]
    [InlineData(RangeStanding.Unknown)]
    public void Texts_that_do_not_add_up_are_inside_only_together(RangeStanding expected, params string[] texts) =>
        AffectedVersions.Of(Range).StandingOf(Resolve(texts), collectorFailed: false).Standing.ShouldBe(expected);

    [Theory]
    [InlineData(RangeStanding.Inside, "V5.1 SP1 Upd2")]
    [InlineData(RangeStanding.Inside, "V5.1", "V5.1 SP1 Upd2")]
    [InlineData(RangeStanding.Unknown, "V5.1", "V5.1 SP1 Upd3")]
    [InlineData(RangeStanding.Unknown, "V5.2")]
    [InlineData(RangeStanding.Unknown, "V3.0")]
    [InlineData(RangeStanding.Unknown, "V2.0", "V3.0")]
    [InlineData(RangeStanding.Unknown)]
    public void Where_a_version_collector_failed_only_inside_may_be_said(RangeStanding expected, params string[] texts) =>
        AffectedVersions.Of(Range).StandingOf(Resolve(texts), collectorFailed: true).Standing.ShouldBe(expected);

    [Theory]
    [InlineData("06.00.1203", RangeStanding.Newer)]
    [InlineData("05.00.1203", RangeStanding.Inside)]
    [InlineData("05.01.1001", RangeStanding.Unknown)]
    [InlineData("03.00.1203", RangeStanding.Older)]
    public void An_inferred_version_is_judged_only_where_every_reading_of_it_agrees(string text, RangeStanding expected) =>
        AffectedVersions.Of(Range).StandingOf(Resolve(text), collectorFailed: false).Standing.ShouldBe(expected);

    [Fact]
    public void An_inferred_version_with_the_whole_range_between_its_readings_is_not_judged() =>
        AffectedVersions.Of(new AffectedRange(new AlmVersion(6, 0, 3), new AlmVersion(6, 0, 8)))
            .StandingOf(Resolve("06.00.1203"), collectorFailed: false).Standing.ShouldBe(RangeStanding.Unknown);

    [Theory]
    [InlineData("05.01.1001", "V5.1 HF1")]
    [InlineData("V5.0", "05.01.1001")]
    public void An_inferred_text_that_straddles_a_bound_keeps_the_others_from_deciding(params string[] texts) =>
        AffectedVersions.Of(Range).StandingOf(Resolve(texts), collectorFailed: false).Standing.ShouldBe(RangeStanding.Unknown);

    private static InstalledVersion Resolve(params string[] texts) =>
        VersionResolution.Resolve([.. texts.Select((t, i) => new VersionEvidence((VersionSource)(1 + i), t))]);
}
