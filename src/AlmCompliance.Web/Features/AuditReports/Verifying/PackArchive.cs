using AlmCompliance.Web.Features.AuditReports.Packing;
using Microsoft.Win32.SafeHandles;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>A file of a pack, where its own head and the archive's list agree on it.</summary>
/// <param name="Start">Where its packed bytes begin.</param>
/// <param name="Packed">How many there are.</param>
/// <param name="Length">How many they unpack to, as the archive says.</param>
internal sealed record PackEntry(string Name, long Start, long Packed, long Length, bool IsDeflated);

/// <summary>
/// The zip archive that a pack is, read as strictly as <see cref="StableZip"/> writes it: no byte stands in it that belongs to no file,
/// tells a time or a right, or says in one place what another place denies. Other programs are lenient, each in its own way, so that one
/// archive can show different files to different readers.
/// </summary>
internal sealed class PackArchive
{
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, PackEntry> _entries;

    private readonly long? _seal;

    private PackArchive(SafeFileHandle file, Dictionary<string, PackEntry> entries, long? seal) => (_file, _entries, _seal) = (file, entries, seal);

    public IReadOnlyCollection<PackEntry> Entries => _entries.Values;

    public PackEntry? Find(string name) => _entries.GetValueOrDefault(name);

    public Stream Open(PackEntry entry) => new UnpackedStream(_file, entry);

    /// <summary>What its seal signs, and by which signature; null where it bears none.</summary>
    public (byte[] Statement, byte[] Signature)? Seal(CancellationToken cancellationToken) =>
        _seal is { } at && ArchiveSeal.SignatureOf(ArchiveList.Bytes(_file, at, ArchiveSeal.Length)) is { } signature
            ? (ArchiveSeal.Statement(FileDigest.Of(_file, at, cancellationToken)), signature)
            : null;

    /// <summary>Null where it cannot be read as an archive at all; what is wrong besides is said and read over.</summary>
    public static PackArchive? Read(SafeFileHandle file, PackChecks checks)
    {
        try
        {
            var (listed, end, seal) = ArchiveList.Read(file);
            var entries = new Dictionary<string, PackEntry>(StringComparer.OrdinalIgnoreCase);
            long next = 0;
            foreach (var entry in listed)
            {
                if (entry.Flaw is { } flaw)
                {
                    checks.Fails(entry.Name, flaw);
                }

                if (entry.MadeBy != listed[0].MadeBy)
                {
                    checks.Fails(entry.Name, "it was packed on another kind of system than the files before it");
                }

                if (!IsWithin(entry.Name))
                {
                    checks.Fails(entry.Name, "its name leads out of the folder that the pack is unpacked to");
                }

                if (entry.Offset != next)
                {
                    checks.Fails(entry.Name, "bytes stand before it in the archive that belong to no file");
                }

                var read = ArchiveHead.Read(file, entry, checks);
                next = read.End;
                if (!entries.TryAdd(entry.Name, new PackEntry(entry.Name, read.Start, entry.Packed, entry.Length, entry.Method == ArchiveList.Deflated)))
                {
                    checks.Fails(entry.Name, "the archive holds two files of this name");
                }
            }

            if (next != end)
            {
                checks.Fails("archive", "bytes stand after the last file that belong to none");
            }

            return new PackArchive(file, entries, seal);
        }
        catch (InvalidDataException exception)
        {
            checks.Fails("archive", exception.Message);
            return null;
        }
    }

    private static bool IsWithin(string name) =>
        !name.AsSpan().ContainsAny('\\', ':') && !name.Any(char.IsControl) && !name.Split('/').Any(part => part is "" or "." or "..");
}
