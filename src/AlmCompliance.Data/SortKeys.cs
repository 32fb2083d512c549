using System.Globalization;
using System.Text;

namespace AlmCompliance.Data;

/// <summary>Normalised text for sort and search columns, so that both databases order and find alike.</summary>
public static class SortKeys
{
    /// <summary>The longest key in UTF-16 units; what lies behind orders nothing.</summary>
    public const int MaxLength = 400;

    /// <summary>Upper case, compatibility-composed, trimmed; numbers inside padded to eight digits so that ES-9 stands before ES-10.</summary>
    public static string Of(string text)
    {
        var source = Folded(text);
        var key = new StringBuilder(source.Length + 16);
        for (var i = 0; i < source.Length;)
        {
            if (!char.IsAsciiDigit(source[i]))
            {
                key.Append(source[i++]);
                continue;
            }

            var start = i;
            while (i < source.Length && char.IsAsciiDigit(source[i]))
            {
                i++;
            }

            key.Append(source[start..i].PadLeft(8, '0'));
        }

        // Two texts that differ only in leading zeros are still two.
        if (HasLeadingZero(source))
        {
            key.Append(' ').Append(source);
        }

        if (key.Length <= MaxLength)
        {
            return key.ToString();
        }

        return key.ToString(0, char.IsHighSurrogate(key[MaxLength - 1]) ? MaxLength - 1 : MaxLength);
    }

    private static bool HasLeadingZero(string text)
    {
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (text[i] == '0' && char.IsAsciiDigit(text[i + 1]) && (i == 0 || !char.IsAsciiDigit(text[i - 1])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Upper case and compatibility-composed: what a search looks into, and what it looks for.</summary>
    public static string Folded(string text) =>
        StorableText.Of(text).Normalize(NormalizationForm.FormKC).Trim().ToUpper(CultureInfo.InvariantCulture);
}
