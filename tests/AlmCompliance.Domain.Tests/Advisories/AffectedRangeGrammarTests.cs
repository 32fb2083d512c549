using CsCheck;

namespace AlmCompliance.Domain.Tests.Advisories;

public sealed class AffectedRangeGrammarTests
{
    [Theory]
    [InlineData(">= V4.0", "4.0.0.0", null)]
    [InlineData("< V5.1 SP1 Upd3", null, "5.1.1.3")]
    [InlineData(">= V4.0, < V5.1 SP1 Upd3", "4.0.0.0", "5.1.1.3")]
    [InlineData(">= V4.0 < V5.2", "4.0.0.0", "5.2.0.0")]
    [InlineData("vers:intdot/>=4.0|<5.2", "4.0.0.0", "5.2.0.0")]
    [InlineData("vers:intdot/<5.2", null, "5.2.0.0")]
    [InlineData("vers:all/*", null, null)]
    [InlineData(" vers:all/* ", null, null)]
    [InlineData(">=4.0|<5.1+SP1+Upd1", "4.0.0.0", "5.1.1.1")]
    [InlineData("< V6.0 SP9 Upd4", null, "6.0.9.4")]
    [InlineData("<V6.2_Upd3", null, "6.2.0.3")]
    [InlineData("<V6.0_SP12_Upd3", null, "6.0.12.3")]
    [InlineData("<05.01.0103", null, "5.1.1.3")]
    [InlineData("<06.00.0904", null, "6.0.9.4")]
    [InlineData("<= V5.1 SP1 Upd2", null, "5.1.1.3")]
    [InlineData("<= V5.1 Upd2", null, "5.1.0.3")]
    [InlineData("> V5.1 SP1 Upd2", "5.1.1.3", null)]
    [InlineData("> V5.1 Upd99", "5.1.1.0", null)]
    [InlineData("> V5.1 SP99 Upd99", "5.2.0.0", null)]
    [InlineData("> 5.99.99.99", "6.0.0.0", null)]
    [InlineData(">= V4.0 <= V4.0", "4.0.0.0", "4.1.0.0")]
    public void The_spellings_of_advisories_are_read(string text, string? from, string? below)
    {
        AffectedRange.TryParse(text, out var range).ShouldBeTrue();
        range!.From?.Canonical.ShouldBe(from);
        range.Below?.Canonical.ShouldBe(below);
        (range.From is null, range.Below is null).ShouldBe((from is null, below is null));
    }

    [Theory]
    [InlineData("<= V5.1", "5.2.0.0")]
    [InlineData("<= V5.1 SP1", "5.1.2.0")]
    public void An_upper_bound_that_leaves_parts_out_touches_whatever_it_may_mean(string text, string below)
    {
        AffectedRange.TryParse(text, out var range).ShouldBeTrue();
        range!.Below!.Value.Canonical.ShouldBe(below);
    }

    [Theory]
    [InlineData("> V5.1", "5.1.0.1")]
    [InlineData("> V5.1 SP1", "5.1.1.1")]
    public void So_does_a_lower_bound_that_leaves_parts_out(string text, string from)
    {
        AffectedRange.TryParse(text, out var range).ShouldBeTrue();
        range!.From!.Value.Canonical.ShouldBe(from);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("all versions")]
    [InlineData("V5.1")]
    [InlineData("= V5.1")]
    [InlineData("!= V5.1")]
    [InlineData("vers:all/")]
    [InlineData("vers:all/*|<5.2")]
    [InlineData("vers:intdot/")]
    [InlineData("vers:intdot/*")]
    [InlineData("vers:intdot/4.0")]
    [InlineData("vers:generic/<5.2")]
    [InlineData("vers:intdot/<4.0|>=5.2")]
    [InlineData("vers:intdot/>=4.0|<5.2|>=6.0")]
    [InlineData(">= V4.0 >= V5.0")]
    [InlineData("< V4.0 < V5.0")]
    [InlineData("< V5.2 >= V4.0")]
    [InlineData(">= V4.0 |")]
    [InlineData(">= V4.0 || < V5.2")]
    [InlineData("< V5.2 |")]
    [InlineData("<")]
    [InlineData(">=")]
    [InlineData("> = V4.0")]
    [InlineData("< V5.1 SP1 HF2")]
    [InlineData("< V5.1 or later")]
    [InlineData(">= V4.0 < V5.1 CVE-2011-4529")]
    [InlineData("< 2011-12-19")]
    [InlineData("< 06.00.1203")]
    [InlineData("< 06.00.1003")]
    [InlineData("> V9.99 SP99 Upd99")]
    [InlineData("<= V9.99 SP99 Upd99")]
    public void What_cannot_be_read_is_no_range(string? text)
    {
        AffectedRange.TryParse(text, out var range).ShouldBeFalse();
        range.ShouldBeNull();
    }

    [Theory]
    [InlineData(">= V5.2 < V4.0")]
    [InlineData(">= V4.0 < V4.0")]
    [InlineData("> V4.0 <= V3.9")]
    public void A_range_that_would_touch_nothing_is_no_range_because_it_would_clear_everything(string text) =>
        AffectedRange.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_text_of_the_greatest_length_is_read_and_a_longer_one_is_not()
    {
        AffectedRange.TryParse("< V5.2".PadRight(256), out _).ShouldBeTrue();
        AffectedRange.TryParse("< V5.2".PadRight(257), out _).ShouldBeFalse();
        AffectedRange.TryParse($"{">= V4.0".PadRight(AlmVersionGrammar.MaxLength + 2)}< V5.2", out _).ShouldBeTrue();
        AffectedRange.TryParse($"{">= V4.0".PadRight(AlmVersionGrammar.MaxLength + 3)}< V5.2", out _).ShouldBeFalse();
    }

    [Fact]
    public void No_text_makes_it_throw_and_every_range_read_touches_something() =>
        Gen.OneOf(Gen.String, Gen.OneOf(">=", "<", ">", "<=", "|", " ", "V4.0", "5.2", "SP1", "Upd3", "vers:intdot/", "vers:all/*", ",", "9.99.99.99").Array[1, 7].Select(string.Concat))
            .Sample(text => !AffectedRange.TryParse(text, out var range)
                || range.Below is null || range.From is null || range.From < range.Below);
}
