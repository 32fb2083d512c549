using System.IO.Compression;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>A file as it was handed over.</summary>
internal sealed record ImportFile(string Name, byte[] Bytes);

/// <summary>Why an import is refused.</summary>
/// <param name="Pointer">JSON pointer into the file; empty for the file itself.</param>
internal sealed record ImportError(string File, string Pointer, string Message);

/// <summary>A document with what lies beside it.</summary>
internal sealed record HandedDocument(string Name, byte[] Bytes, byte[]? Digest, byte[]? Signature);

/// <summary>
/// Sorts what was handed over into documents and their side files, and opens archives, all in memory and bounded: what an
/// archive says of its own sizes is not believed.
/// </summary>
internal sealed class ImportPackage
{
    public const int MostDocuments = 1_000;
    public const int MostBytes = 64 * 1024 * 1024;
    private const int MostEntries = 10_000;
    private const string DigestEnd = ".sha512";
    private const string SignatureEnd = ".asc";

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ImportError> _errors = [];
    private long _bytes;

    private ImportPackage()
    {
    }

    public static (IReadOnlyList<HandedDocument> Documents, IReadOnlyList<ImportError> Errors) Open(IReadOnlyList<ImportFile> files)
    {
        var package = new ImportPackage();
        foreach (var file in files)
        {
            if (file.Bytes.AsSpan().StartsWith("PK\x03\x04"u8))
            {
                package.Unpack(file);
            }
            else
            {
                package.Add(Path.GetFileName(file.Name) == file.Name || IsPlain(file.Name) ? file.Name : "", file.Bytes, file.Name);
            }
        }

        var documents = package.Documents();
        return (package._errors.Count > 0 ? [] : documents, package._errors);
    }

    private List<HandedDocument> Documents()
    {
        var documents = _files.Where(f => !IsSideFile(f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => new HandedDocument(f.Key, f.Value, _files.GetValueOrDefault(f.Key + DigestEnd), _files.GetValueOrDefault(f.Key + SignatureEnd)))
            .ToList();
        foreach (var lonely in _files.Keys.Where(n => IsSideFile(n) && !_files.ContainsKey(Path.ChangeExtension(n, null))))
        {
            _errors.Add(new ImportError(lonely, "", "This lies beside no file of this import: the name before its ending must be the document's whole name."));
        }

        if (documents.Count == 0 && _errors.Count == 0)
        {
            _errors.Add(new ImportError("", "", "There is no document in it."));
        }
        else if (documents.Count > MostDocuments)
        {
            _errors.Add(new ImportError("", "", FormattableString.Invariant($"These are more than {MostDocuments} documents.")));
        }

        return documents;
    }

    private void Unpack(ImportFile file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostEntries)
            {
                _errors.Add(new ImportError(file.Name, "", FormattableString.Invariant($"The archive holds more than {MostEntries} entries.")));
                return;
            }

            foreach (var entry in archive.Entries)
            {
                if (!IsPlain(entry.FullName.TrimEnd('/')))
                {
                    _errors.Add(new ImportError(file.Name, "", "The archive holds a path that leads out of it."));
                    return;
                }

                if (IsOfAdvisories(entry.FullName) && !Take(file, entry))
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or ArgumentException or EndOfStreamException)
        {
            _errors.Add(new ImportError(file.Name, "", "The archive is damaged, cut off or locked."));
        }
    }

    private bool Take(ImportFile archive, ZipArchiveEntry entry)
    {
        using var unpacked = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = unpacked.Read(buffer)) > 0)
        {
            if (_bytes + content.Length + read > MostBytes)
            {
                _errors.Add(new ImportError(archive.Name, "", "The archive unpacks to more than 64 MiB."));
                return false;
            }

            content.Write(buffer, 0, read);
        }

        return Add(entry.FullName, content.ToArray(), entry.FullName);
    }

    private bool Add(string name, byte[] bytes, string shown)
    {
        _bytes += bytes.Length;
        var error = name.Length == 0 || !IsPlain(name) ? "The name is no plain file name."
            : _bytes > MostBytes ? "All together is more than 64 MiB."
            : !_files.TryAdd(name, bytes) ? "Two files bear this name."
            : null;
        if (error is not null)
        {
            _errors.Add(new ImportError(shown, "", error));
        }

        return error is null;
    }

    private static bool IsSideFile(string name) =>
        name.EndsWith(DigestEnd, StringComparison.OrdinalIgnoreCase) || name.EndsWith(SignatureEnd, StringComparison.OrdinalIgnoreCase);

    /// <summary>Of an archive only these are looked at: it may hold a read-me and an index as well.</summary>
    private static bool IsOfAdvisories(string name) =>
        name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
        || (IsSideFile(name) && Path.ChangeExtension(name, null).EndsWith(".json", StringComparison.OrdinalIgnoreCase));

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= 255
        && !name.Any(c => char.IsControl(c) || c is '\\' or ':')
        && Array.TrueForAll(name.Split('/'), part => part is not ("" or "." or ".."));
}
