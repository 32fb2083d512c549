using System.Buffers.Binary;
using System.Text;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

/// <summary>What a PDF needs to know of a TrueType file: the glyph of each character, advances, and the measures of its descriptor.</summary>
internal sealed class TrueTypeFont
{
    /// <summary>Stands for what cannot be shown; drawn as the file's own sign for a missing glyph.</summary>
    public const char Replacement = '\uFFFD';

    private readonly ushort[] _glyphs = new ushort[char.MaxValue + 1];
    private readonly float[] _advances = new float[char.MaxValue + 1];

    public TrueTypeFont(string name, byte[] file)
    {
        Name = name;
        File = file;
        var head = Table("head");
        var metrics = Table("hhea");
        var os2 = Table("OS/2");
        var scale = 1000f / U16(head, 18);
        Box = [.. Enumerable.Range(0, 4).Select(i => (int)(I16(head, 36 + (2 * i)) * scale))];
        Ascent = (int)(I16(metrics, 4) * scale);
        Descent = (int)(I16(metrics, 6) * scale);
        CapHeight = (int)(I16(os2, 88) * scale);
        IsFixedPitch = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(Table("post") + 12)) != 0;
        GlyphAdvances = new int[U16(Table("maxp"), 4)];
        var (advances, known) = (Table("hmtx"), U16(metrics, 34));
        for (var glyph = 0; glyph < GlyphAdvances.Length; glyph++)
        {
            GlyphAdvances[glyph] = (int)Math.Round(U16(advances, 4 * Math.Min(glyph, known - 1)) * scale);
        }

        ReadCharacters(Table("cmap"));
        for (var c = 0; c < _glyphs.Length; c++)
        {
            _advances[c] = GlyphAdvances[_glyphs[c]] / 1000f;
        }
    }

    public string Name { get; }

    public byte[] File { get; }

    /// <summary>Of each glyph, in thousandths of the size.</summary>
    public int[] GlyphAdvances { get; }

    public IReadOnlyList<int> Box { get; }
    public int Ascent { get; }
    public int Descent { get; }
    public int CapHeight { get; }
    public bool IsFixedPitch { get; }

    public ushort Glyph(char character) => _glyphs[character];

    public bool Has(char character) => _glyphs[character] != 0 || character == Replacement;

    /// <summary>At size 1.</summary>
    public float Width(ReadOnlySpan<char> text)
    {
        var width = 0f;
        foreach (var c in text)
        {
            width += _advances[c];
        }

        return width;
    }

    public float Width(char character) => _advances[character];

    /// <summary>Format 4: ranges of characters, each with an offset to its glyphs.</summary>
    private void ReadCharacters(int cmap)
    {
        var sub = Enumerable.Range(0, U16(cmap, 2)).Select(i => cmap + BinaryPrimitives.ReadInt32BigEndian(File.AsSpan(cmap + 8 + (8 * i)))).First(s => U16(s, 0) == 4);
        var segments = U16(sub, 6) / 2;
        for (var i = 0; i < segments; i++)
        {
            var (end, start) = (U16(sub, 14 + (2 * i)), U16(sub, 16 + (2 * (segments + i))));
            var delta = U16(sub, 16 + (2 * ((2 * segments) + i)));
            var at = 16 + (2 * ((3 * segments) + i));
            var offset = U16(sub, at);
            for (var c = start; c <= end && c != char.MaxValue; c++)
            {
                var glyph = offset == 0 ? c : U16(sub, at + offset + (2 * (c - start)));
                _glyphs[c] = glyph == 0 ? (ushort)0 : (ushort)(glyph + delta);
            }
        }
    }

    private int Table(string tag)
    {
        for (var at = 12; at < 12 + (16 * U16(0, 4)); at += 16)
        {
            if (Encoding.Latin1.GetString(File, at, 4) == tag)
            {
                return BinaryPrimitives.ReadInt32BigEndian(File.AsSpan(at + 8));
            }
        }

        throw new InvalidDataException($"{Name} has no table {tag}.");
    }

    private int U16(int table, int offset) => BinaryPrimitives.ReadUInt16BigEndian(File.AsSpan(table + offset));

    private int I16(int table, int offset) => BinaryPrimitives.ReadInt16BigEndian(File.AsSpan(table + offset));
}
