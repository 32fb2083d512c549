using System.Buffers.Text;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

/// <summary>
/// What is drawn on one page, from its upper left corner, in points. One that discards does nothing: it lets a layout be measured by
/// the very code that draws it.
/// </summary>
internal sealed class PageContent(float height, bool discards = false)
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;
    private bool _inText;
    private (Face Face, float Size) _font;
    private Ink? _fill;
    private Ink? _stroke;
    private float _width;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear()
    {
        EndText();
        _length = 0;
        Forget();
    }

    /// <summary>One line; every character must be in the font.</summary>
    public void Text(Face face, float size, Ink ink, float x, float baseline, ReadOnlySpan<char> text)
    {
        if (discards || text.Length == 0)
        {
            return;
        }

        if (!_inText)
        {
            Put("BT\n"u8);
            _inText = true;
        }

        if (_font != (face, size))
        {
            _font = (face, size);
            Put("/F"u8);
            Put((int)face);
            Put(" "u8);
            Put(size);
            Put("Tf\n"u8);
        }

        Fill(ink);
        Put("1 0 0 1 "u8);
        Put(x);
        Put(height - baseline);
        Put("Tm("u8);
        var font = Faces.Of(face);
        Room(4 * text.Length);
        foreach (var c in text)
        {
            var glyph = font.Glyph(c);
            Letter((byte)(glyph >> 8));
            Letter((byte)glyph);
        }

        Put(")Tj\n"u8);
    }

    public void Line(float x1, float y1, float x2, float y2, float width, Ink ink)
    {
        if (discards)
        {
            return;
        }

        EndText();
        Stroke(ink, width);
        MoveTo(x1, y1);
        LineTo(x2, y2);
        Put("S\n"u8);
    }

    public void FillRectangle(float x, float y, float width, float tall, Ink ink)
    {
        if (discards)
        {
            return;
        }

        EndText();
        Fill(ink);
        Rectangle(x, y, width, tall);
        Put("f\n"u8);
    }

    public void FrameRectangle(float x, float y, float width, float tall, float line, Ink ink)
    {
        if (discards)
        {
            return;
        }

        EndText();
        Stroke(ink, line);
        Rectangle(x, y, width, tall);
        Put("S\n"u8);
    }

    /// <summary>Through all points; filled where <paramref name="fill"/> is said, else stroked.</summary>
    public void Path(IReadOnlyList<(float X, float Y)> points, Ink ink, float line, bool fill = false)
    {
        if (discards || points.Count == 0)
        {
            return;
        }

        EndText();
        if (fill)
        {
            Fill(ink);
        }
        else
        {
            Stroke(ink, line);
        }

        MoveTo(points[0].X, points[0].Y);
        foreach (var (x, y) in points.Skip(1))
        {
            LineTo(x, y);
        }

        Put(fill ? "f\n"u8 : "S\n"u8);
    }

    /// <summary>What follows is drawn within these points alone, until <see cref="EndClip"/>.</summary>
    public void BeginClip(params IReadOnlyList<(float X, float Y)> points)
    {
        if (discards)
        {
            return;
        }

        EndText();
        Put("q\n"u8);
        MoveTo(points[0].X, points[0].Y);
        foreach (var (x, y) in points.Skip(1))
        {
            LineTo(x, y);
        }

        Put("W n\n"u8);
        Forget();
    }

    public void EndClip()
    {
        if (discards)
        {
            return;
        }

        EndText();
        Put("Q\n"u8);
        Forget();
    }

    /// <summary>A shared drawing of 16 by 16, scaled to a side.</summary>
    public void Mark(string name, float x, float y, float side)
    {
        if (discards)
        {
            return;
        }

        EndText();
        Put("q "u8);
        Put(side / 16);
        Put("0 0 "u8);
        Put(side / 16);
        Put(x);
        Put(height - y - side);
        Put("cm/"u8);
        foreach (var c in name)
        {
            Room(1);
            _bytes[_length++] = (byte)c;
        }

        Put(" Do Q\n"u8);
    }

    public void Finish() => EndText();

    private void Forget()
    {
        _font = default;
        _fill = null;
        _stroke = null;
        _width = 0;
    }

    private void EndText()
    {
        if (_inText)
        {
            Put("ET\n"u8);
            _inText = false;
        }
    }

    private void Fill(Ink ink)
    {
        if (_fill != ink)
        {
            _fill = ink;
            Colour(ink);
            Put("rg\n"u8);
        }
    }

    private void Stroke(Ink ink, float width)
    {
        if (_stroke != ink)
        {
            _stroke = ink;
            Colour(ink);
            Put("RG\n"u8);
        }

        if (_width != width)
        {
            _width = width;
            Put(width);
            Put("w\n"u8);
        }
    }

    private void Colour(Ink ink)
    {
        Put(ink.Red / 255f);
        Put(ink.Green / 255f);
        Put(ink.Blue / 255f);
    }

    private void MoveTo(float x, float y)
    {
        Put(x);
        Put(height - y);
        Put("m\n"u8);
    }

    private void LineTo(float x, float y)
    {
        Put(x);
        Put(height - y);
        Put("l\n"u8);
    }

    private void Rectangle(float x, float y, float width, float tall)
    {
        Put(x);
        Put(height - y - tall);
        Put(width);
        Put(tall);
        Put("re\n"u8);
    }

    /// <summary>One byte of a string; room for two must be there.</summary>
    private void Letter(byte value)
    {
        if (value is (byte)'(' or (byte)')' or (byte)'\\' or (byte)'\r')
        {
            _bytes[_length++] = (byte)'\\';
            value = value == (byte)'\r' ? (byte)'r' : value;
        }

        _bytes[_length++] = value;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Put(int number)
    {
        Room(12);
        Utf8Formatter.TryFormat(number, _bytes.AsSpan(_length), out var written);
        _length += written;
    }

    /// <summary>Hundredths of a point are finer than any printer; colours take three digits.</summary>
    private void Put(float number)
    {
        var thousandths = (int)MathF.Round(number * 1000);
        Room(16);
        if (thousandths < 0)
        {
            _bytes[_length++] = (byte)'-';
            thousandths = -thousandths;
        }

        Utf8Formatter.TryFormat(thousandths / 1000, _bytes.AsSpan(_length), out var written);
        _length += written;
        var rest = thousandths % 1000;
        if (rest != 0)
        {
            _bytes[_length++] = (byte)'.';
            for (var unit = 100; rest > 0; unit /= 10)
            {
                _bytes[_length++] = (byte)('0' + (rest / unit));
                rest %= unit;
            }
        }

        _bytes[_length++] = (byte)' ';
    }

    private void Room(int more)
    {
        if (_length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
        }
    }
}
