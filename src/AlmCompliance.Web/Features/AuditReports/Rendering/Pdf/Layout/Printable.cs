using System.Globalization;
using System.Text;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;

/// <summary>
/// Makes any text one that a font can show: what would hide or rearrange others becomes the sign of replacement, and a character of a
/// script that the font lacks its number, <c>[64CD]</c>, so that nothing vanishes and no two names look the same.
/// </summary>
internal static class Printable
{
    public static string In(Face face, string text)
    {
        var font = Faces.Of(face);
        foreach (var c in text)
        {
            if (!font.Has(c) || c == SoftHyphen)
            {
                return Spelled(font, text);
            }
        }

        return text;
    }

    private const char SoftHyphen = '\u00AD';

    private static string Spelled(TrueTypeFont font, string text)
    {
        var spelled = new StringBuilder();
        var numbered = false;
        foreach (var rune in Composed(text).EnumerateRunes())
        {
            var hidden = HostileText.IsHidden(rune);
            if (hidden || (rune.IsBmp && font.Has((char)rune.Value)))
            {
                spelled.Append(numbered ? "]" : "").Append(hidden ? TrueTypeFont.Replacement : (char)rune.Value);
                numbered = false;
                continue;
            }

            spelled.Append(numbered ? ' ' : '[').Append(rune.Value.ToString("X4", CultureInfo.InvariantCulture));
            numbered = true;
        }

        return spelled.Append(numbered ? "]" : "").ToString();
    }

    /// <summary>Letters with their marks as one, where there is one; a text that is broken already stays as it is.</summary>
    private static string Composed(string text)
    {
        try
        {
            return text.Normalize();
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
