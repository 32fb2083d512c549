using System.Reflection;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

/// <summary>Serif states, sans counts, mono quotes the host. Zero is none.</summary>
internal enum Face
{
    None = 0,
    Serif,
    SerifBold,
    Sans,
    SansBold,
    Mono,
}

/// <summary>The fonts that this program brings along; their licences stand beside them.</summary>
internal static class Faces
{
    private static readonly TrueTypeFont[] _fonts = [Load("LedgerSerif-Regular"), Load("LedgerSerif-Semibold"), Load("LedgerSans-Regular"), Load("LedgerSans-Semibold"), Load("LedgerMono-Regular")];

    public static IEnumerable<Face> All => Enum.GetValues<Face>().Skip(1);

    public static TrueTypeFont Of(Face face) => _fonts[(int)face - 1];

    public static float Width(Face face, float size, ReadOnlySpan<char> text) => Of(face).Width(text) * size;

    private static TrueTypeFont Load(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Fonts.{name}.ttf")!;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return new TrueTypeFont(name, bytes);
    }
}
