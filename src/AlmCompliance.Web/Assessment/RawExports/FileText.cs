using System.Text;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>The text of a file whose encoding is known by its mark, or as UTF-8, or else by what wrote it.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding s_wide = new(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);

    /// <summary>Of Windows' windows: lists that a spreadsheet saved, exports of the registry.</summary>
    public static Encoding Ansi { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Of Windows' console, in Western Europe.</summary>
    public static Encoding Console { get; } = CodePagesEncodingProvider.Instance.GetEncoding(850)!;

    /// <summary>Null where it is no text.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes, Encoding otherwise)
    {
        try
        {
            if (bytes.StartsWith((byte[])[0xFF, 0xFE]))
            {
                return s_wide.GetString(bytes[2..]);
            }

            if (bytes.Contains((byte)0))
            {
                return null;
            }

            return s_strict.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            return bytes.StartsWith((byte[])[0xFF, 0xFE]) ? null : otherwise.GetString(bytes);
        }
    }
}
