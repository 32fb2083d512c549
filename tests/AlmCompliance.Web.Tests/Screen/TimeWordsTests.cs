using System.Globalization;
using AlmCompliance.Web.Components.Values;

namespace AlmCompliance.Web.Tests.Screen;

public sealed class TimeWordsTests
{
    private static readonly TimeZoneInfo s_plant = TimeZoneInfo.CreateCustomTimeZone("plant", TimeSpan.FromHours(1), "plant", "plant");
    private static readonly DateTimeOffset s_at = new(2026, 2, 24, 5, 12, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0.00:00:08", "8 s")]
    [InlineData("0.00:34:10", "34 min")]
    [InlineData("0.03:04:00", "3 h 4 min")]
    [InlineData("0.22:00:00", "22 h")]
    [InlineData("9.04:00:00", "9 d 4 h")]
    [InlineData("18.03:00:00", "18 d")]
    [InlineData("-0.00:05:00", "0 s")]
    public void An_age_is_told_in_two_units_at_most(string age, string words) =>
        TimeWords.Age(TimeSpan.Parse(age, CultureInfo.InvariantCulture)).Replace('\u00A0', ' ').ShouldBe(words);

    [Theory]
    [InlineData("en", "24 Feb 2026, 06:12 UTC+1")]
    [InlineData("de", "24. Feb. 2026, 06:12 UTC+1")]
    public void A_moment_is_told_in_the_plants_zone_which_it_names(string culture, string words) =>
        TimeWords.Full(s_at, s_plant, CultureInfo.GetCultureInfo(culture)).Replace('\u00A0', ' ').ShouldBe(words);

    [Fact]
    public void Midnight_of_the_plant_ends_the_day_before_and_no_other_moment_ends_one()
    {
        var midnight = new DateTimeOffset(2026, 12, 31, 23, 0, 0, TimeSpan.Zero);

        TimeWords.EndedDay(midnight, s_plant).ShouldBe(new DateOnly(2026, 12, 31));
        TimeWords.EndedDay(midnight, TimeZoneInfo.Utc).ShouldBeNull();
        TimeWords.EndedDay(midnight.AddTicks(-1), s_plant).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, "UTC")]
    [InlineData(330, "UTC+5:30")]
    [InlineData(-210, "UTC\u22123:30")]
    public void A_zone_is_told_as_its_offset(int minutes, string words) =>
        TimeWords.Zone(s_at, TimeZoneInfo.CreateCustomTimeZone("z", TimeSpan.FromMinutes(minutes), "z", "z")).ShouldBe(words);
}
