using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

/// <summary>
/// Text for a cell, as XML. A cell of the type string is never taken for a formula, whatever it begins with, so nothing is put in front
/// of it as in CSV. Characters that XML cannot hold become <c>_xHHHH_</c>, which spreadsheets turn back; a text that looks like
/// that has its first sign written so.
/// </summary>
internal static partial class XlsxText
{
    /// <summary>As many UTF-16 units as a cell can hold.</summary>
    public const int Longest = 32_767;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('&' or '<' or '>' or '_' or '"'))]);

    public static bool IsPlain(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Plain);

    /// <summary>What a reader of XML would leave out: white space at either end, and lines.</summary>
    public static bool NeedsItsSpaces(ReadOnlySpan<char> text) => text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) || text.ContainsAny('\n', '\t'));

    /// <summary>Cut where a cell ends, with a sign that it was.</summary>
    public static string Bounded(string text)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        var end = Longest - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    /// <summary>For what is not <see cref="IsPlain"/>.</summary>
    public static string Escaped(string text)
    {
        var xml = new StringBuilder(text.Length + 32);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&':
                    xml.Append("&amp;");
                    break;
                case '<':
                    xml.Append("&lt;");
                    break;
                case '>':
                    xml.Append("&gt;");
                    break;
                case '"':
                    xml.Append("&quot;");
                    break;
                case '_' when LooksEscaped().IsMatch(text.AsSpan(i, Math.Min(7, text.Length - i))):
                    Append(xml, c);
                    break;
                case '\t' or '\n':
                    xml.Append(c);
                    break;
                case < ' ' or '\uFFFE' or '\uFFFF':
                    Append(xml, c);
                    break;
                case >= '\uD800' and <= '\uDFFF':
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                    {
                        xml.Append(c).Append(text[++i]);
                    }
                    else
                    {
                        // Half a character is none, and would be none again.
                        xml.Append('\uFFFD');
                    }

                    break;
                default:
                    xml.Append(c);
                    break;
            }
        }

        return xml.ToString();
    }

    private static void Append(StringBuilder xml, char c) => xml.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");

    [GeneratedRegex("^_x[0-9A-Fa-f]{4}_", RegexOptions.None, 1000)]
    private static partial Regex LooksEscaped();
}
