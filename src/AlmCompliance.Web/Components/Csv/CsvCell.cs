using System.Buffers;
using System.Globalization;
using System.Text;

namespace AlmCompliance.Web.Components.Csv;

/// <summary>
/// Text for a cell that a spreadsheet will open: hostile where it came from a host. A text that the program could take for a
/// formula gets an apostrophe in front; characters that nobody sees are left out.
/// </summary>
internal static class CsvCell
{
    /// <summary>In a cell that begins with a letter or a digit these change nothing.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c != ';')]);

    public static string Harmless(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        if (char.IsAsciiLetterOrDigit(text[0]) && !text.ContainsAnyExcept(Plain))
        {
            return text;
        }

        var cell = new StringBuilder(text.Length + 1);
        if (text[0] is '\t' or '\r' or '\n')
        {
            cell.Append('\'');
        }

        // Where a list is separated by semicolons, a program that was told so begins a new cell at each of them.
        var begins = cell.Length == 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
            {
                continue;
            }

            if (begins && StartsFormula(rune))
            {
                cell.Insert(StartOfCell(cell), '\'');
            }

            begins = rune.Value == ';' || (begins && (Rune.IsWhiteSpace(rune) || rune.Value == '"'));
            cell.Append(rune);
        }

        return cell.ToString();
    }

    private static int StartOfCell(StringBuilder cell)
    {
        var start = cell.Length;
        while (start > 0 && cell[start - 1] != ';')
        {
            start--;
        }

        return start;
    }

    // Full-width and small forms of the signs are folded to the plain ones by some programs.
    private static bool StartsFormula(Rune rune) => rune.ToString().Normalize(NormalizationForm.FormKC) is "=" or "+" or "-" or "@" || rune.Value == '\u2212';

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
