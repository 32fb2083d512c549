using System.Buffers;
using System.Security.Cryptography;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>Compares the files of a pack with what its manifest lists.</summary>
internal static class PackDigests
{
    private const int Block = 128 * 1024;

    /// <returns>The names of the files that are what the manifest says.</returns>
    public static IReadOnlySet<string> Check(PackArchive archive, PackManifest manifest, PackChecks checks, CancellationToken cancellationToken)
    {
        var listed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var whole = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            if (!listed.Add(file.Name) || PackNames.Unlisted.Contains(file.Name, StringComparer.OrdinalIgnoreCase))
            {
                checks.Fails(file.Name, $"{PackNames.Manifest} lists it twice, or cannot list it");
            }
            else if (archive.Find(file.Name) is not { } entry || entry.Name != file.Name)
            {
                checks.Fails(file.Name, $"it is missing; {PackNames.Manifest} lists it");
            }
            else if (Flaw(archive, entry, file, cancellationToken) is { } flaw)
            {
                checks.Fails(file.Name, flaw);
            }
            else
            {
                whole.Add(file.Name);
            }
        }

        foreach (var entry in archive.Entries.Where(e => !listed.Contains(e.Name) && !PackNames.Unlisted.Contains(e.Name, StringComparer.Ordinal)))
        {
            checks.Fails(entry.Name, $"{PackNames.Manifest} does not list it: it belongs to nobody");
        }

        if (whole.Count == manifest.Files.Count)
        {
            checks.Holds(PackNames.Manifest, $"all {whole.Count} files that it lists have the length and the SHA-256 that it says");
        }

        return whole;
    }

    private static string? Flaw(PackArchive archive, PackEntry entry, PackFile file, CancellationToken cancellationToken)
    {
        // Not unpacked: whatever it is, it is not this file, and may be of any size.
        if (entry.Length != file.Length)
        {
            return $"it has {entry.Length} bytes, not the {file.Length} that {PackNames.Manifest} says";
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Block);
        try
        {
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var from = archive.Open(entry);
            while (from.Read(buffer) is > 0 and var count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                digest.AppendData(buffer, 0, count);
            }

            return Convert.ToHexStringLower(digest.GetHashAndReset()) == file.Sha256 ? null : $"its SHA-256 is not the one that {PackNames.Manifest} says: it was changed";
        }
        catch (InvalidDataException exception)
        {
            return $"it cannot be unpacked: {exception.Message}";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
