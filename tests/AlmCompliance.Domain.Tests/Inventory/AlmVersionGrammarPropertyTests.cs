using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;

namespace AlmCompliance.Domain.Tests.Inventory;

public sealed partial class AlmVersionGrammarPropertyTests
{
    private static readonly Gen<AlmVersion> AnyVersion = Gen.Select(
        Gen.Int[1, 9], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99], (major, minor, sp, update) => new AlmVersion(major, minor, sp, update));

    /// <summary>Texts made of the words and signs of real ones, so that many nearly match.</summary>
    private static readonly Gen<string> NearlyVersion = Gen.OneOf(
            "V", "Version ", "5", "6", "05", "00", "10", "01", "0102", "1203", "5.1", "V6.0", ".", ".", "_", "+", ",", " ", "  ", "\t",
            "SP", "SP1", "sp 2", "Service Pack", "Upd", "upd3", "Update ", "HF", "HF1", "Siemens ", "Automation License Manager ", "x", "٣", "-", "|")
        .Array[1, 8].Select(string.Concat);

    [Fact]
    public void Every_version_printed_for_people_is_read_again() =>
        AnyVersion.Sample(version => Read(version.ToString()).Lowest == version);

    [Fact]
    public void Every_canonical_version_is_read_again() =>
        AnyVersion.Sample(version => Read(version.Canonical).Lowest == version);

    [Fact]
    public void Every_packed_version_is_read_again() =>
        AnyVersion.Sample(version => Read(Packed(version)).Lowest == version);

    [Fact]
    public void A_version_with_junk_anywhere_about_it_is_not_interpretable()
    {
        var junk = Gen.Char.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '+' or ',' or '.' or 'v' or 'V') && !char.IsAsciiDigit(c));
        Gen.Select(AnyVersion, Gen.Int[0, 2], junk, Gen.Bool).Sample((version, form, c, atTheEnd) =>
        {
            var text = form switch { 0 => version.ToString(), 1 => version.Canonical, _ => Packed(version) };
            return !Read(atTheEnd ? text + c : c + text).IsReadable && !Read(atTheEnd ? $"{text} {c}" : $"{c} {text}").IsReadable;
        });
    }

    [Fact]
    public void No_text_makes_the_grammar_throw_and_no_reading_is_beyond_its_limits() =>
        Gen.OneOf(Gen.String, NearlyVersion).Sample(text =>
        {
            var reading = Read(text);
            return !reading.IsReadable
                || (reading.Major is >= 1 and <= 9 && reading.Minor is >= 0 and <= 99
                    && reading.ServicePack is null or (>= 0 and <= 99) && reading.Update is null or (>= 0 and <= 99));
        });

    /// <summary>The grammar said once more in another language: both must agree on every text.</summary>
    [Fact]
    public void The_grammar_agrees_with_its_description_as_regular_expressions() =>
        NearlyVersion.Sample(text =>
        {
            var reading = Read(text);
            return (reading.IsReadable ? (reading.Grammar, reading.Major, reading.Minor, reading.ServicePack, reading.Update) : default)
                == Described(text);
        }, iter: 20_000);

    private static (VersionGrammar, int, int, int?, int?) Described(string text)
    {
        var normal = Separators().Replace(text, " ").Trim(' ').ToUpperInvariant();
        foreach (var (grammar, form) in new[] { (VersionGrammar.Packed, Packed()), (VersionGrammar.Dotted, Dotted()), (VersionGrammar.Worded, Worded()) })
        {
            if (form.Match(normal) is { Success: true } match)
            {
                var update = Part(match, "update");
                return (grammar, Part(match, "major")!.Value, Part(match, "minor")!.Value, Part(match, "sp") ?? (update is null ? null : 0), update);
            }
        }

        return default;
    }

    private static int? Part(Match match, string name) =>
        match.Groups[name] is { Success: true, Value: var digits } ? int.Parse(digits, CultureInfo.InvariantCulture) : null;

    private static string Packed(AlmVersion v) =>
        string.Create(CultureInfo.InvariantCulture, $"{v.Major:00}.{v.Minor:00}.{v.ServicePack:00}{v.Update:00}");

    private static VersionReading Read(string text) => AlmVersionGrammar.Read(new VersionEvidence(VersionSource.AutswRelease, text));

    private const string Prefix = @"^((SIEMENS )?AUTOMATION LICENSE MANAGER )?((VERSION|V) ?)?";

    [GeneratedRegex(@"[\s_+,]+", RegexOptions.None, 1000)]
    private static partial Regex Separators();

    [GeneratedRegex(Prefix + @"(?<major>0[1-9])\.(?<minor>[0-9]{2})\.(?<sp>[0-9]{2})(?<update>[0-9]{2})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Packed();

    [GeneratedRegex(Prefix + @"(?<major>0?[1-9])\.(?<minor>[0-9]{1,2})(\.(?<sp>[0-9]{1,2})(\.(?<update>[0-9]{1,2}))?)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dotted();

    [GeneratedRegex(Prefix + @"(?<major>0?[1-9])\.(?<minor>[0-9]{1,2})( ?(SP|SERVICE PACK) ?(?<sp>[0-9]{1,2}))?( ?(UPD|UPDATE) ?(?<update>[0-9]{1,2}))?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Worded();
}
