using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;

/// <summary>Text and signs that stay together on one page; laid out first, then placed. One is used again and again.</summary>
internal sealed class Block
{
    /// <summary>More would not fit on a page; the middle is left out of what is longer.</summary>
    private const int MostLines = 60;

    /// <summary>Around what a sentence stresses.</summary>
    public const char Strong = '\u0001';
    public const char Plain = '\u0002';

    private readonly List<Piece> _pieces = [];
    private readonly List<Glyph> _signs = [];
    private readonly List<Stroke> _rules = [];
    private readonly List<(int Start, int Length)> _lines = [];

    public float Height { get; private set; }

    public void Clear()
    {
        _pieces.Clear();
        _signs.Clear();
        _rules.Clear();
        Height = 0;
    }

    /// <summary>From <paramref name="y"/> downwards; the answer is where it ends.</summary>
    public float Text(string text, Face face, float size, float leading, Ink ink, float x, float y, float width, bool toTheRight = false)
    {
        text = Printable.In(face, text);
        Wrapping.Break(text, face, size, width, _lines);
        var (most, skipped) = (MostLines, _lines.Count - MostLines);
        for (var i = 0; i < _lines.Count; i++)
        {
            if (skipped > 0 && i >= most / 2 && i < (most / 2) + skipped)
            {
                if (i == most / 2)
                {
                    y = Line("…", 0, 1, face, size, leading, ink, x, y);
                }

                continue;
            }

            var (start, length) = _lines[i];
            var indent = toTheRight ? width - Faces.Width(face, size, text.AsSpan(start, length)) : 0;
            y = Line(text, start, length, face, size, leading, ink, x + indent, y);
        }

        return y;
    }

    /// <summary>A sentence of our own, in which <see cref="Strong"/> and <see cref="Plain"/> stand around what is stressed.</summary>
    public float Sentence(string text, Face face, Face strong, float size, float leading, Ink ink, float x, float y, float width)
    {
        var spoken = text.Replace(Strong.ToString(), "", StringComparison.Ordinal).Replace(Plain.ToString(), "", StringComparison.Ordinal);
        var stressed = Stressed(text);
        // By the wider face: no line grows longer than its room.
        Wrapping.Break(spoken, strong, size, width, _lines);
        foreach (var (start, length) in _lines)
        {
            var at = x;
            var end = start + length;
            for (var from = start; from < end;)
            {
                var to = from + 1;
                while (to < end && stressed[to] == stressed[from])
                {
                    to++;
                }

                var part = stressed[from] ? strong : face;
                _pieces.Add(new(spoken, from, to - from, part, size, ink, at, y + Baseline(size, leading)));
                at += Faces.Width(part, size, spoken.AsSpan(from, to - from));
                from = to;
            }

            y += leading;
        }

        Height = Math.Max(Height, y);
        return y;
    }

    public void Sign(string name, float x, float y, float side) => _signs.Add(new(name, x, y, side));

    public void Rule(float x1, float x2, float y, float width, Ink ink) => _rules.Add(new(x1, x2, y, width, ink));

    /// <summary>Room below.</summary>
    public void Grow(float to) => Height = Math.Max(Height, to);

    public void Place(PageContent page, float y)
    {
        foreach (var rule in _rules)
        {
            page.Line(rule.X1, y + rule.Y, rule.X2, y + rule.Y, rule.Width, rule.Ink);
        }

        foreach (var sign in _signs)
        {
            page.Mark(sign.Name, sign.X, y + sign.Y, sign.Side);
        }

        foreach (var piece in _pieces)
        {
            page.Text(piece.Face, piece.Size, piece.Ink, piece.X, y + piece.Y, piece.Text.AsSpan(piece.Start, piece.Length));
        }
    }

    private float Line(string text, int start, int length, Face face, float size, float leading, Ink ink, float x, float y)
    {
        _pieces.Add(new(text, start, length, face, size, ink, x, y + Baseline(size, leading)));
        Height = Math.Max(Height, y + leading);
        return y + leading;
    }

    private static float Baseline(float size, float leading) => (leading / 2) + (size * 0.34f);

    private static List<bool> Stressed(string text)
    {
        var stressed = new List<bool>(text.Length);
        var now = false;
        foreach (var c in text)
        {
            if (c is Strong or Plain)
            {
                now = c == Strong;
            }
            else
            {
                stressed.Add(now);
            }
        }

        return stressed;
    }

    private readonly record struct Piece(string Text, int Start, int Length, Face Face, float Size, Ink Ink, float X, float Y);

    private readonly record struct Glyph(string Name, float X, float Y, float Side);

    private readonly record struct Stroke(float X1, float X2, float Y, float Width, Ink Ink);
}
