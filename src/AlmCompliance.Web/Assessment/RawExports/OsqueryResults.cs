using System.Globalization;
using System.Text.Json;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>
/// Reads results of osquery: one object that holds tables by their name, or the log of snapshots that its daemon writes, one
/// object a line or all in a list. Differences alone are no picture of a host and are refused.
/// </summary>
internal static class OsqueryResults
{
    private const int MostHosts = 10_000;
    private static readonly string[] s_tables = ["programs", "services", "listening_ports", "processes", "system_info", "os_version", "interface_addresses"];
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <param name="bytes">UTF-8.</param>
    /// <param name="fileName">Names the host where the results do not.</param>
    public static ReadFile Read(byte[] bytes, string fileName)
    {
        var hosts = new Dictionary<string, OsqueryTables>(StringComparer.OrdinalIgnoreCase);
        var errors = new List<FileError>();
        foreach (var (line, document) in Documents(bytes, errors))
        {
            using (document)
            {
                Take(document.RootElement, line, hosts, errors);
            }

            if (errors.Count > 100 || hosts.Count > MostHosts)
            {
                errors.Add(new FileError(0, null, "TooMany", MostHosts));
                break;
            }
        }

        if (hosts.Count == 0 && errors.Count == 0)
        {
            errors.Add(new FileError(0, null, "OsqueryOther"));
        }

        return new ReadFile(RawFileKind.Osquery, [.. hosts.Select(h => OsqueryHost.Of(h.Value, h.Key, fileName))], errors);
    }

    /// <summary>The whole as one document, or else each line as one.</summary>
    private static IEnumerable<(int Line, JsonDocument Document)> Documents(byte[] bytes, List<FileError> errors)
    {
        if (Parse(bytes) is { } whole)
        {
            yield return (1, whole);
            yield break;
        }

        var number = 0;
        for (var at = 0; at < bytes.Length && errors.Count <= 100; number++)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', at) is var found and >= 0 ? found : bytes.Length;
            var line = bytes.AsMemory(at, end - at);
            at = end + 1;
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            if (Parse(line) is { } document)
            {
                yield return (number + 1, document);
            }
            else
            {
                errors.Add(new FileError(number + 1, null, "Json"));
            }
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text, s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Take(JsonElement root, int line, Dictionary<string, OsqueryTables> hosts, List<FileError> errors)
    {
        if (root.ValueKind is JsonValueKind.Array)
        {
            foreach (var element in root.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.Object))
            {
                Take(element, line, hosts, errors);
            }
        }
        else if (root.ValueKind is not JsonValueKind.Object)
        {
            errors.Add(new FileError(line, null, "Json"));
        }
        else if (root.TryGetProperty("snapshot", out var rows))
        {
            Logged(root, rows, line, hosts, errors);
        }
        else if (root.TryGetProperty("diffResults", out _) || root.TryGetProperty("columns", out _))
        {
            errors.Add(new FileError(line, null, "OsqueryDifference"));
        }
        else
        {
            foreach (var table in s_tables)
            {
                if (root.TryGetProperty(table, out var found))
                {
                    Add(hosts, "", table, found, line, null, errors);
                }
            }
        }
    }

    private static void Logged(JsonElement root, JsonElement rows, int line, Dictionary<string, OsqueryTables> hosts, List<FileError> errors)
    {
        var name = Text(root, "name") ?? "";
        var table = s_tables.FirstOrDefault(t => name.EndsWith(t, StringComparison.OrdinalIgnoreCase) && (name.Length == t.Length || !char.IsLetterOrDigit(name[name.Length - t.Length - 1])));
        if (table is null)
        {
            // A log holds other queries too.
            return;
        }

        var decorated = root.TryGetProperty("decorations", out var words) && words.ValueKind is JsonValueKind.Object ? Text(words, "hostname") : null;
        if ((decorated ?? Text(root, "hostIdentifier")) is not { } host)
        {
            errors.Add(new FileError(line, null, "OsqueryNoHost"));
            return;
        }

        var seconds = long.TryParse(Text(root, "unixTime"), NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read is > 0 and < 100_000_000_000 ? read : (long?)null;
        Add(hosts, host, table, rows, line, seconds is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null, errors);
    }

    private static void Add(Dictionary<string, OsqueryTables> hosts, string host, string table, JsonElement rows, int line, DateTimeOffset? at, List<FileError> errors)
    {
        if (rows.ValueKind is not JsonValueKind.Array || rows.EnumerateArray().Any(r => r.ValueKind is not JsonValueKind.Object))
        {
            errors.Add(new FileError(line, table, "OsqueryRows"));
            return;
        }

        if (!hosts.TryGetValue(host, out var tables))
        {
            hosts.Add(host, tables = new OsqueryTables(line));
        }

        // Without a time there is no newer one: a second table of one name is another machine's.
        if (at is null && tables[table] is not null)
        {
            errors.Add(new FileError(line, table, "OsqueryTwice"));
            return;
        }

        tables.Put(table, at, [.. rows.EnumerateArray().Select(Row)]);
    }

    private static Dictionary<string, string> Row(JsonElement row)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cell in row.EnumerateObject())
        {
            if (TextOf(cell.Value) is { } value)
            {
                cells[cell.Name] = value;
            }
        }

        return cells;
    }

    private static string? Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? TextOf(value) : null;

    // Numbers are texts in some versions of osquery and numbers in others.
    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Unpaired(value),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static string? Unpaired(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a character, escaped.
            return null;
        }
    }
}
