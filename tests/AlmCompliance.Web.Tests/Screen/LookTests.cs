using System.Text.RegularExpressions;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Components.Values;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>What is drawn exists, and what is not known never looks like what is well.</summary>
public sealed partial class LookTests
{
    [Fact]
    public void Every_status_has_a_glyph_a_pattern_and_a_place_in_the_order()
    {
        var sprite = Sources.Text("wwwroot", "img", "glyphs.svg");
        var parts = Sources.Text("wwwroot", "css", "parts.css");
        foreach (var status in Enum.GetValues<ComplianceStatus>())
        {
            sprite.ShouldContain($"id=\"{StatusLook.Glyph(status)}\"");
            parts.ShouldContain($".{StatusLook.Pattern(status)} ");
            StatusLook.Order.ShouldContain(status);
        }
    }

    [Fact]
    public void A_status_that_this_program_does_not_know_looks_unknown() =>
        StatusLook.Class((ComplianceStatus)99).ShouldBe(StatusLook.Class(ComplianceStatus.Unknown));

    [Fact]
    public void Every_glyph_that_markup_names_is_in_the_sprite()
    {
        var sprite = Sources.Text("wwwroot", "img", "glyphs.svg");
        foreach (var (name, text) in Sources.Screen())
        {
            foreach (var glyph in Named().Matches(text).Select(m => m.Groups["it"].Value))
            {
                sprite.ShouldContain($"id=\"{glyph}\"", customMessage: name);
            }
        }
    }

    [Fact]
    public void Styles_name_only_tokens_that_there_are()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Sources.Root, "wwwroot", "css"), "*.css")
            .Concat(Directory.EnumerateFiles(Path.Combine(Sources.Root, "src", "AlmCompliance.Web"), "*.razor.css", SearchOption.AllDirectories));
        var defined = Defined().Matches(Sources.Text("wwwroot", "css", "tokens.css")).Select(m => m.Groups["it"].Value).ToHashSet(StringComparer.Ordinal);
        var missing = files.SelectMany(f => Used().Matches(File.ReadAllText(f)).Select(m => m.Groups["it"].Value))
            .Where(token => !token.StartsWith("--mud-", StringComparison.Ordinal) && !defined.Contains(token)).Distinct();

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_on_the_screen_is_markup_from_outside_or_an_inline_script()
    {
        foreach (var (name, text) in Sources.Screen())
        {
            text.ShouldNotContain("MarkupString", customMessage: name);
            InlineScript().IsMatch(text).ShouldBeFalse(name);
        }
    }

    [GeneratedRegex(@"(?:Glyph Name=|Icon=|glyphs\.svg#)""?(?<it>[gmi]-[a-z]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<it>--[a-z0-9-]+):", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Defined();

    [GeneratedRegex(@"var\((?<it>--[a-z0-9-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Used();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlineScript();
}
