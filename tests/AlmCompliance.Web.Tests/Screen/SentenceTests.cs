using System.Globalization;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Sentences;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>Codes become sentences in both languages, whatever a host put into their arguments.</summary>
public sealed class SentenceTests
{
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en");
    private static readonly CultureInfo s_german = CultureInfo.GetCultureInfo("de");

    public static TheoryData<FindingReason, string> FindingReasons =>
        [.. Enum.GetValues<FindingReason>().SelectMany(r => new[] { (r, "en"), (r, "de") })];

    public static TheoryData<StatusReason, string> StatusReasons =>
        [.. Enum.GetValues<StatusReason>().SelectMany(r => new[] { (r, "en"), (r, "de") })];

    [Theory]
    [MemberData(nameof(FindingReasons))]
    public void Every_finding_has_a_message_a_remedy_and_a_step_with_and_without_arguments(FindingReason reason, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        foreach (var arguments in new string[][] { [], [""], ["V5.1", "V5.1 SP1 Upd3"] })
        {
            string[] sentences =
            [
                FindingSentences.Message(reason, arguments, culture),
                FindingSentences.Remedy(reason, arguments, culture),
                FindingSentences.Step(reason, arguments, culture),
            ];
            foreach (var sentence in sentences)
            {
                sentence.ShouldNotContain("{");
                sentence.ShouldNotBe(reason.ToString());
                sentence.Length.ShouldBeGreaterThan(10);
            }
        }
    }

    [Theory]
    [MemberData(nameof(StatusReasons))]
    public void Every_status_has_a_sentence_with_and_without_arguments(StatusReason reason, string language)
    {
        foreach (var arguments in new string[][] { [], ["V5.1", "V5.1 SP1 Upd3"] })
        {
            var sentence = StatusSentences.Why(reason, arguments, CultureInfo.GetCultureInfo(language));
            sentence.ShouldNotContain("{");
            sentence.ShouldContain(' ');
        }
    }

    [Fact]
    public void A_message_names_the_culprit()
    {
        FindingSentences.Message(FindingReason.UpdateMissing, ["V5.1 SP1 Upd2", "V5.1 SP1 Upd3"], s_english)
            .ShouldBe("ALM V5.1 SP1 Upd2 is installed; the security update to V5.1 SP1 Upd3 is missing.");
        FindingSentences.Message(FindingReason.RemoteAccessListening, ["0.0.0.0:4410", "[::]:4410"], s_german)
            .ShouldContain("0.0.0.0:4410, [::]:4410");
    }

    [Fact]
    public void The_rules_own_words_are_translated()
    {
        FindingSentences.Message(FindingReason.RemoteAccessContradiction, ["service absent", "0.0.0.0:4410"], s_german)
            .ShouldContain("der Dienst fehlt; 0.0.0.0:4410");
        FindingSentences.Message(FindingReason.VersionNotInterpretable, ["V5.1 HF1", "UninstallDisplayName"], s_english)
            .ShouldContain("(uninstall key, DisplayName)");
    }

    [Fact]
    public void A_version_before_the_note_names_the_weaknesses_that_touch_it_all_the_same() =>
        StatusSentences.Why(StatusReason.OutsideScope, ["V3.0", "CVE-2011-4532"], s_english).ShouldContain("CVE-2011-4532 applies");

    [Fact]
    public void Text_of_a_host_is_never_read_as_a_format_and_cannot_turn_the_words_around_it()
    {
        var hostile = "{0}{9}\u202Eabc\u0007" + new string('x', 10_000);
        var sentence = FindingSentences.Message(FindingReason.VersionNotInterpretable, [hostile, "UninstallDisplayName"], s_english);

        sentence.ShouldContain("{0}{9}");
        sentence.ShouldNotContain('\u202E');
        sentence.ShouldNotContain('\u0007');
        sentence.Length.ShouldBeLessThan(400);
    }
}
