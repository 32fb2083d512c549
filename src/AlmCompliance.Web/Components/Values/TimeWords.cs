using System.Globalization;

namespace AlmCompliance.Web.Components.Values;

/// <summary>Times and ages as text. Times are told in the server's zone, which the bar names, so that two readers see the same.</summary>
internal static class TimeWords
{
    private const string NoBreak = "\u00A0";

    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Day(DateTimeOffset at, TimeZoneInfo zone, CultureInfo culture) =>
        In(at, zone).ToString(IsGerman(culture) ? "ddd, d. MMM" : "ddd d MMM", culture);

    public static string Date(DateTimeOffset at, TimeZoneInfo zone, CultureInfo culture) => Date(DateOnly.FromDateTime(In(at, zone).DateTime), culture);

    /// <summary>A day that a document names, whatever the zone.</summary>
    public static string Date(DateOnly day, CultureInfo culture) =>
        day.ToString(IsGerman(culture) ? "d. MMM yyyy" : "d MMM yyyy", culture).Replace(" ", NoBreak, StringComparison.Ordinal);

    /// <summary>Without its year where that is the current one.</summary>
    public static string ShortDate(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone, CultureInfo culture) =>
        In(at, zone).Year == In(now, zone).Year
            ? In(at, zone).ToString(IsGerman(culture) ? "d. MMM" : "d MMM", culture).Replace(" ", NoBreak, StringComparison.Ordinal)
            : Date(at, zone, culture);

    public static string Minute(DateTimeOffset at, TimeZoneInfo zone) => In(at, zone).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at, TimeZoneInfo zone, CultureInfo culture) =>
        $"{Date(at, zone, culture)}, {Minute(at, zone)}";

    /// <summary>The day that ends at this moment; null where it is no midnight of the zone.</summary>
    public static DateOnly? EndedDay(DateTimeOffset at, TimeZoneInfo zone) =>
        In(at, zone) is { TimeOfDay.Ticks: 0 } midnight ? DateOnly.FromDateTime(midnight.DateTime).AddDays(-1) : null;

    public static string Full(DateTimeOffset at, TimeZoneInfo zone, CultureInfo culture) =>
        $"{Moment(at, zone, culture)} {Zone(at, zone)}";

    /// <summary><c>UTC</c>, <c>UTC+1</c>, <c>UTC−3:30</c>: the offset in force at that moment, without names that differ by system.</summary>
    public static string Zone(DateTimeOffset at, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(at);
        if (offset == TimeSpan.Zero)
        {
            return "UTC";
        }

        var sign = offset < TimeSpan.Zero ? '\u2212' : '+';
        var minutes = offset.Minutes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{Math.Abs(offset.Minutes):00}");
        return string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{Math.Abs(offset.Hours)}{minutes}");
    }

    /// <summary>The zone of many times: both of its offsets where it has summer time.</summary>
    public static string Zones(DateTimeOffset now, TimeZoneInfo zone)
    {
        var half = now.AddDays(183);
        return zone.GetUtcOffset(now) == zone.GetUtcOffset(half) ? Zone(now, zone)
            : string.Join('/', new[] { now, half }.OrderBy(at => zone.GetUtcOffset(at)).Select(at => Zone(at, zone)));
    }

    /// <summary>Two units at most, joined so that they never break: <c>34 min</c>, <c>3 h 4 min</c>, <c>9 d 4 h</c>, <c>18 d</c>; a German day is a <c>T</c>.</summary>
    public static string Age(TimeSpan age)
    {
        age = age < TimeSpan.Zero ? TimeSpan.Zero : age;
        var day = IsGerman(CultureInfo.CurrentUICulture) ? "T" : "d";
        return age switch
        {
            { TotalSeconds: < 60 } => Unit(age.Seconds, "s"),
            { TotalMinutes: < 60 } => Unit(age.Minutes, "min"),
            { TotalDays: < 1 } => Two(age.Hours, "h", age.Minutes, "min"),
            { TotalDays: < 10 } => Two(age.Days, day, age.Hours, "h"),
            _ => Unit(age.Days, day),
        };
    }

    private static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? Unit(large, largeUnit) : Unit(large, largeUnit) + NoBreak + Unit(small, smallUnit);

    private static string Unit(int number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{number}{NoBreak}{unit}");

    private static DateTimeOffset In(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone);

    private static bool IsGerman(CultureInfo culture) => culture.TwoLetterISOLanguageName == "de";
}
