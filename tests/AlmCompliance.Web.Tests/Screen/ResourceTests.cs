using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>Every sentence is there in both languages and takes the same arguments.</summary>
public sealed partial class ResourceTests
{
    public static TheoryData<Type> Areas =>
    [
        typeof(SharedTexts), typeof(ShellTexts), typeof(FindingTexts), typeof(StatusTexts), typeof(OverviewTexts),
        typeof(HostsTexts), typeof(HostTexts), typeof(AgentsTexts), typeof(ImportTexts), typeof(AdvisoryTexts), typeof(AccessTexts), typeof(ZoneTexts), typeof(ProbeTexts), typeof(DecisionTexts), typeof(ExpectedTexts), typeof(DeadlineTexts), typeof(PatchTimesTexts), typeof(FindingsTexts), typeof(TrailTexts), typeof(AdministrationTexts), typeof(SearchTexts), typeof(HelpTexts), typeof(ReportTableTexts), typeof(ReportTexts), typeof(AuditReportTexts), typeof(ReportMailTexts),
    ];

    [Theory]
    [MemberData(nameof(Areas))]
    public void German_has_the_sentences_of_English_and_no_others(Type area) =>
        Of(area, "de").Keys.Order(StringComparer.Ordinal).ShouldBe(Of(area, "").Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Areas))]
    public void A_sentence_takes_the_same_arguments_in_both_languages(Type area)
    {
        var german = Of(area, "de");
        foreach (var (key, english) in Of(area, ""))
        {
            Arguments(german[key]).ShouldBe(Arguments(english), key);
        }
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void No_sentence_skips_an_argument_except_where_it_shares_them_with_another(Type area)
    {
        foreach (var (key, english) in Of(area, "").Where(s => !s.Key.StartsWith("Remedy.", StringComparison.Ordinal) && !s.Key.StartsWith("Step.", StringComparison.Ordinal)))
        {
            var arguments = Arguments(english);
            arguments.ShouldBe(Enumerable.Range(0, arguments.Length), key);
        }
    }

    [Fact]
    public void Every_key_that_markup_and_code_name_literally_is_there()
    {
        var known = Areas.SelectMany(a => Of(a.Data, "").Keys).ToHashSet(StringComparer.Ordinal);
        var missing = Sources.Screen()
            .SelectMany(file => Literal().Matches(file.Text).Select(m => (file.Name, Key: m.Groups["it"].Value)))
            .Where(used => !known.Contains(used.Key))
            .Select(used => $"{used.Name}: {used.Key}");

        missing.ShouldBeEmpty();
    }

    private static Dictionary<string, string> Of(Type area, string culture) =>
        new ResourceManager(area).GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    private static int[] Arguments(string sentence) =>
        [.. Argument().Matches(sentence).Select(m => int.Parse(m.Groups["it"].Value, CultureInfo.InvariantCulture)).Distinct().Order()];

    [GeneratedRegex(@"\{(?<it>\d)(?::N0)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Argument();

    [GeneratedRegex(@"\b(?:Text|Texts|Words|text)\[""(?<it>[^""{}]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();
}
