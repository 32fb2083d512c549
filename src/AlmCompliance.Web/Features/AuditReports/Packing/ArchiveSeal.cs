using System.Text;

namespace AlmCompliance.Web.Features.AuditReports.Packing;

/// <summary>
/// The site's signature over every byte of an archive, as the archive's own comment: one that is packed in another order, or whose files
/// are compressed to other bits and unpack to the same, is another archive.
/// </summary>
internal static class ArchiveSeal
{
    /// <summary>Of the comment, in bytes: the same whatever the signature's own length, since it is told before there is one.</summary>
    public const int Length = 160;

    private const string Form = "almcompliance.audit-pack-seal/1 ";

    /// <summary>What is signed.</summary>
    /// <param name="sha256">Of all that stands before the comment, its length among it.</param>
    public static byte[] Statement(ReadOnlySpan<byte> sha256) => Encoding.ASCII.GetBytes(Form + Convert.ToHexStringLower(sha256));

    public static byte[] Comment(ReadOnlySpan<byte> signature) => Encoding.ASCII.GetBytes((Form + Convert.ToBase64String(signature)).PadRight(Length));

    /// <returns>Null where the comment is none that packing writes.</returns>
    public static byte[]? SignatureOf(ReadOnlySpan<byte> comment)
    {
        var text = Encoding.ASCII.GetString(comment);
        var signature = new byte[Length];
        return text.StartsWith(Form, StringComparison.Ordinal) && Convert.TryFromBase64String(text[Form.Length..].TrimEnd(' '), signature, out var length)
            && Comment(signature.AsSpan(0, length)).AsSpan().SequenceEqual(comment)
            ? signature[..length]
            : null;
    }
}
