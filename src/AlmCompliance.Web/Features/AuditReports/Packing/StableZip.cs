using System.IO.Compression;
using System.Text;

namespace AlmCompliance.Web.Features.AuditReports.Packing;

/// <summary>
/// A zip file whose bytes depend on its content and order alone: no times, no rights of its maker, no lengths that are put in afterwards, so that it
/// may be written to what cannot be rewound. Files may be longer than 4 GiB. What remains is one byte of each entry that names the kind
/// of system it was packed on.
/// </summary>
internal sealed class StableZip : IDisposable
{
    /// <summary>The earliest that the format can say.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A plain file that its owner may write and everybody read: with nothing said, whoever unpacks it on Linux could read nothing.</summary>
    public const int ReadableFile = unchecked((int)(0x81A4u << 16));

    private readonly ZipArchive _zip;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="to">Stays open.</param>
    public StableZip(Stream to) => _zip = new ZipArchive(new ForwardStream(to), ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);

    /// <summary>Opens the next file for writing; it has to be closed before another is opened.</summary>
    /// <param name="name">Relative, with slashes; no two may differ by case alone.</param>
    /// <exception cref="ArgumentException">The name would lie elsewhere when unpacked, or is taken.</exception>
    public Stream Open(string name, CompressionLevel compression = CompressionLevel.Optimal)
    {
        if (name.Contains('\\', StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) || name.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw new ArgumentException($"'{name}' is no name for a file in an archive.", nameof(name));
        }

        if (!_names.Add(name))
        {
            throw new ArgumentException($"'{name}' is in the archive already.", nameof(name));
        }

        var entry = _zip.CreateEntry(name, compression);
        entry.LastWriteTime = NoTime;
        entry.ExternalAttributes = ReadableFile;
        return entry.Open();
    }

    /// <summary>Writes the list of files; without it the file is no archive.</summary>
    public void Dispose() => _zip.Dispose();
}
