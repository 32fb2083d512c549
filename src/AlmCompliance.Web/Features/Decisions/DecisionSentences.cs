using System.Globalization;
using System.Resources;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Why something was refused, or ended, in the reader's language; for screen and API alike.</summary>
internal static class DecisionSentences
{
    private static readonly ResourceManager Texts = new(typeof(DecisionTexts));

    public static string Of(Refusal refusal, CultureInfo culture) => string.Format(
        culture,
        Texts.GetString($"Refused.{refusal.Key}", culture) ?? refusal.Key,
        [.. refusal.Arguments.Select(a => a is string text ? HostileText.Tame(text, 120) : a)]);

    /// <summary>A word of <see cref="EndReasons"/> as a sentence; what a person wrote as it is.</summary>
    public static string OfEnd(string reason, CultureInfo culture)
    {
        var (word, rest) = reason.Split(' ', 2) is [var first, var second] ? (first, second) : (reason, "");
        var isOwn = word == EndReasons.Replaced ? rest.StartsWith("D-", StringComparison.Ordinal) : rest.Length == 0;
        return isOwn && word.Length > 0 && Texts.GetString($"End.{word}", culture) is { } sentence ? string.Format(culture, sentence, rest) : reason;
    }
}
