using System.Globalization;
using System.Text;

namespace AlmCompliance.Web.Components.Values;

/// <summary>
/// Text that a host sent, made fit to stand in a sentence: bounded, and without control and direction characters that
/// would let it rearrange the words around it. It still has to be encoded.
/// </summary>
internal static class HostileText
{
    public const int InSentence = 200;

    public static string Tame(string? raw, int limit = InSentence)
    {
        var text = new StringBuilder();
        foreach (var rune in (raw ?? "").EnumerateRunes())
        {
            if (text.Length >= limit)
            {
                return text.Append('…').ToString();
            }

            text.Append(IsHidden(rune) ? "\uFFFD" : rune.ToString());
        }

        return text.ToString();
    }

    /// <summary>Whether a reader could not see this character, or would see others out of their order because of it.</summary>
    public static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
