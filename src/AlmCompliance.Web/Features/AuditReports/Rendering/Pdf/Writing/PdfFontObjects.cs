using System.Globalization;
using System.Text;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

/// <summary>Embeds a font whole, addressed by its glyph numbers, with the way back from glyphs to characters for search and copy.</summary>
internal static class PdfFontObjects
{
    public static void Write(PdfFile file, int id, TrueTypeFont font)
    {
        var rest = file.Reserve(4);
        var (descendant, descriptor, program, characters) = (rest, rest + 1, rest + 2, rest + 3);
        file.Object(id, Format($"<</Type/Font/Subtype/Type0/BaseFont/{font.Name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {characters} 0 R>>"));
        file.Object(descendant, Format(
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{font.Name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor {descriptor} 0 R/W[0[{string.Join(' ', font.GlyphAdvances)}]]>>"));
        file.Object(descriptor, Format(
            $"<</Type/FontDescriptor/FontName/{font.Name}/Flags {(font.IsFixedPitch ? 5 : 4)}/FontBBox[{string.Join(' ', font.Box)}]/ItalicAngle 0/Ascent {font.Ascent}/Descent {font.Descent}/CapHeight {font.CapHeight}/StemV 80/FontFile2 {program} 0 R>>"));
        file.Stream(program, Format($"/Length1 {font.File.Length}"), font.File);
        file.Stream(characters, "", Encoding.ASCII.GetBytes(Characters(font)));
    }

    private static string Characters(TrueTypeFont font)
    {
        var pairs = Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(font.Has)
            .GroupBy(font.Glyph).Select(g => Format($"<{g.Key:X4}> <{(int)g.First():X4}>"));
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Glyphs def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n");
        foreach (var some in pairs.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{some.Length} beginbfchar\n").AppendJoin('\n', some).Append("\nendbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict /CMap defineresource pop end end").ToString();
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
