using System.Text;
using System.Text.RegularExpressions;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>Tells what a file is by its content, and reads it. Never throws: whatever a file holds, its reading is an answer.</summary>
internal static class RawFiles
{
    /// <summary>Of every kind but a list: the uninstall keys and the process list of a large host have room in it.</summary>
    public const int LargestFile = 4 * 1024 * 1024;

    public static RawFileKind KindOf(byte[] bytes)
    {
        if (FileText.Of(bytes.AsSpan(0, Math.Min(bytes.Length, 512) & ~1), FileText.Ansi) is not { } head)
        {
            return RawFileKind.Unknown;
        }

        head = head.TrimStart();
        return head.StartsWith(RegistryExport.Wide, StringComparison.Ordinal) || head.StartsWith(RegistryExport.Narrow, StringComparison.Ordinal) ? RawFileKind.Registry
            : head.StartsWith(RawExport.Mark, StringComparison.Ordinal) ? RawFileKind.Collected
            : head.StartsWith('{') || head.StartsWith('[') ? RawFileKind.Osquery
            : head.Length > 0 && (head.Contains(',', StringComparison.Ordinal) || head.Contains(';', StringComparison.Ordinal) || head.StartsWith(InventoryTemplate.Name, StringComparison.OrdinalIgnoreCase)) ? RawFileKind.Csv
            : RawFileKind.Unknown;
    }

    /// <summary>
    /// Reads an upload in its order. Exports of a registry hold one key each, so those whose names begin alike up to the first
    /// dot are read as one: <c>ES-041.autsw.reg</c> and <c>ES-041.uninstall.reg</c>.
    /// </summary>
    public static IEnumerable<(IReadOnlyList<int> Files, ReadFile Read)> Together(IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        var registries = Enumerable.Range(0, files.Count).Where(i => KindOf(files[i].Bytes) is RawFileKind.Registry)
            .ToLookup(i => RegistryHost.NameOf(files[i].Name), StringComparer.OrdinalIgnoreCase);
        var read = new HashSet<int>();
        for (var i = 0; i < files.Count; i++)
        {
            if (!read.Add(i))
            {
                continue;
            }

            List<int> parts = KindOf(files[i].Bytes) is RawFileKind.Registry ? [.. registries[RegistryHost.NameOf(files[i].Name)]] : [i];
            read.UnionWith(parts);
            yield return (parts, parts.Count == 1 ? Read(files[i].Name, files[i].Bytes) : Registry(files[i].Name, [.. parts.Select(p => files[p].Bytes)]));
        }
    }

    /// <param name="fileName">Names the host where nothing in the file does; hostile text.</param>
    public static ReadFile Read(string fileName, byte[] bytes)
    {
        var kind = KindOf(bytes);
        var largest = kind is RawFileKind.Csv ? InventoryCsv.LargestFile : LargestFile;
        if (bytes.Length > largest)
        {
            return ReadFile.Wrong(kind, new FileError(0, null, "TooLarge", largest / 1024 / 1024));
        }

        return kind switch
        {
            RawFileKind.Registry => Registry(fileName, [bytes]),
            RawFileKind.Collected => Text(kind, bytes, FileText.Console, RawExport.Read),
            RawFileKind.Csv => Text(kind, bytes, FileText.Ansi, InventoryCsv.Read),
            RawFileKind.Osquery => Text(kind, bytes, FileText.Ansi, text => OsqueryResults.Read(Encoding.UTF8.GetBytes(text), fileName)),
            _ => ReadFile.Wrong(kind, new FileError(0, null, bytes.Length == 0 ? "Empty" : "Kind")),
        };
    }

    private static ReadFile Registry(string fileName, IReadOnlyList<byte[]> exports)
    {
        var tree = new RegistryTree();
        foreach (var bytes in exports)
        {
            if ((bytes.Length > LargestFile ? new FileError(0, null, "TooLarge", LargestFile / 1024 / 1024) : RegistryExport.Read(bytes, tree)) is { } wrong)
            {
                return ReadFile.Wrong(RawFileKind.Registry, wrong);
            }
        }

        return RegistryHost.Of(tree, fileName);
    }

    private static ReadFile Text(RawFileKind kind, byte[] bytes, Encoding otherwise, Func<string, ReadFile> read)
    {
        if (FileText.Of(bytes, otherwise) is not { } text)
        {
            return ReadFile.Wrong(kind, new FileError(0, null, "Binary"));
        }

        try
        {
            return read(text);
        }
        catch (Exception exception) when (exception is RegexMatchTimeoutException or InvalidOperationException)
        {
            // Lines that are built to take long, halves of characters in names.
            return ReadFile.Wrong(kind, new FileError(0, null, "Kind"));
        }
    }
}
