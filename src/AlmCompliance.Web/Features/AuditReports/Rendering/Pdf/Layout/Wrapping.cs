using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;

/// <summary>Breaks a text into lines: at spaces, in words that are too long after a sign, else anywhere.</summary>
internal static class Wrapping
{
    public static void Break(string text, Face face, float size, float width, List<(int Start, int Length)> lines)
    {
        lines.Clear();
        var font = Faces.Of(face);
        var room = (width + 0.01f) / size;
        var start = 0;
        while (start < text.Length)
        {
            var (end, next) = Line(text, start, font, room);
            lines.Add((start, end - start));
            start = next;
        }
    }

    /// <summary>Where the line ends, and where the next one begins.</summary>
    private static (int End, int Next) Line(string text, int start, TrueTypeFont font, float room)
    {
        var used = 0f;
        var (space, sign) = (-1, -1);
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
            {
                return (i, i + 1);
            }

            used += font.Width(c);
            if (c == ' ')
            {
                space = i;
                continue;
            }

            if (used > room && i > start)
            {
                return space > start ? (space, space + 1) : sign > start ? (sign, sign) : (i, i);
            }

            if (c is '-' or '/' or '\\' or '_' or '.' or ',' or ':' or '@' or ']')
            {
                sign = i + 1;
            }
        }

        return (text.Length, text.Length);
    }
}
