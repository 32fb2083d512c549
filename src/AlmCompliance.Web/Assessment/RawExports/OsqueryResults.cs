using System.Globalization;
using System.Net;
using System.Text.Json;
using AlmCompliance.Contracts;

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
        var hosts = new Dictionary<string, Tables>(StringComparer.OrdinalIgnoreCase);
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

        return new ReadFile(RawFileKind.Osquery, [.. hosts.Select(h => HostOf(h.Value, h.Key, fileName))], errors);
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

    private static void Take(JsonElement root, int line, Dictionary<string, Tables> hosts, List<FileError> errors)
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

    private static void Logged(JsonElement root, JsonElement rows, int line, Dictionary<string, Tables> hosts, List<FileError> errors)
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

    private static void Add(Dictionary<string, Tables> hosts, string host, string table, JsonElement rows, int line, DateTimeOffset? at, List<FileError> errors)
    {
        if (rows.ValueKind is not JsonValueKind.Array || rows.EnumerateArray().Any(r => r.ValueKind is not JsonValueKind.Object))
        {
            errors.Add(new FileError(line, table, "OsqueryRows"));
            return;
        }

        if (!hosts.TryGetValue(host, out var tables))
        {
            hosts.Add(host, tables = new Tables(line));
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

    private static ReadHost HostOf(Tables tables, string identifier, string fileName)
    {
        var draft = new ReportDraft();
        draft.Problem(ReportDraft.Autsw, "osquery's tables do not hold the product key");
        Programs(draft, tables);
        var service = Service(draft, tables);
        SocketOwners.Write(draft, RunningPrograms(tables), Sockets(tables), AlmTraces.ProgramOf(service?.GetValueOrDefault("path")));
        foreach (var collector in (string[])[ReportDraft.Restart, ReportDraft.Firewall, ReportDraft.Browser])
        {
            draft.Problem(collector, "osquery's tables do not hold it");
        }

        var system = tables["system_info"] is [var info, ..] ? info : [];
        draft.Host.Name = Given(system.GetValueOrDefault("computer_name")) ?? Given(system.GetValueOrDefault("hostname")) ?? (identifier.Length == 0 ? RegistryExport.NameOf(fileName) : Guid.TryParse(identifier, out _) ? null : identifier);
        if (tables["os_version"] is [var os, ..])
        {
            draft.Host.Os = new OperatingSystemFacts { Name = os.GetValueOrDefault("name"), Version = os.GetValueOrDefault("version"), Is64Bit = os.GetValueOrDefault("arch") is { } arch ? arch.Contains("64", StringComparison.Ordinal) : null };
        }

        draft.Host.Addresses = Addresses(tables["interface_addresses"]);
        return new ReadHost(tables.Line, draft.Finish()) { CollectedAt = tables.At };
    }

    private static void Programs(ReportDraft draft, Tables tables)
    {
        if (tables["programs"] is not { } programs)
        {
            draft.Problem(ReportDraft.Uninstall, "the file does not hold the table programs");
            return;
        }

        foreach (var program in programs)
        {
            if (program.GetValueOrDefault("name") is not { } name || !AlmTraces.IsProduct(name))
            {
                continue;
            }

            draft.IsNamed = true;
            if (AlmTraces.NamesVersion(name))
            {
                draft.Version("uninstall.DisplayName", name);
                draft.Version("uninstall.DisplayVersion", program.GetValueOrDefault("version"));
            }
        }
    }

    private static Dictionary<string, string>? Service(ReportDraft draft, Tables tables)
    {
        if (tables["services"] is not { } services)
        {
            draft.Problem(ReportDraft.Service, "the file does not hold the table services");
            return null;
        }

        var service = services.Find(s => string.Equals(s.GetValueOrDefault("name"), AlmTraces.Service, StringComparison.OrdinalIgnoreCase));
        if (service is null)
        {
            draft.Alm.Service = new ServiceFacts { State = "absent" };
            return null;
        }

        draft.IsNamed = true;
        draft.Alm.Service = new ServiceFacts
        {
            State = service.GetValueOrDefault("status") switch { "RUNNING" => "running", "STOPPED" => "stopped", _ => null },
            StartMode = service.GetValueOrDefault("start_type") switch { "AUTO_START" or "BOOT_START" or "SYSTEM_START" => "automatic", "DEMAND_START" => "manual", "DISABLED" => "disabled", _ => null },
        };
        if (draft.Alm.Service.State is null)
        {
            draft.Problem(ReportDraft.Service, "the service is neither running nor stopped");
        }

        return service;
    }

    private static List<RunningProgram>? RunningPrograms(Tables tables) => tables["processes"] is not { Count: > 0 } processes ? null
        : [.. processes.Where(p => p.GetValueOrDefault("name") is not null).Select(p => new RunningProgram(Number(p, "pid") ?? 0, p["name"]))];

    /// <summary>TCP on IPv4 or IPv6. What is no address is taken for one that everybody can reach.</summary>
    private static List<WaitingSocket>? Sockets(Tables tables) => tables["listening_ports"] is not { } ports ? null
        : [.. ports.Where(p => Number(p, "protocol") == 6 && Number(p, "port") is > 0 and <= 65535)
            .Select(p => new WaitingSocket(IPAddress.TryParse(p.GetValueOrDefault("address"), out var address) ? address : IPAddress.Any, Number(p, "port")!.Value, Number(p, "pid") ?? 0))];

    private static string[]? Addresses(List<Dictionary<string, string>>? rows)
    {
        var addresses = new List<string>();
        foreach (var row in rows ?? [])
        {
            if (IPAddress.TryParse(row.GetValueOrDefault("address")?.Split('%')[0], out var address) && !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && addresses.Count < 64)
            {
                var bits = IPAddress.TryParse(row.GetValueOrDefault("mask"), out var mask) && mask.AddressFamily == address.AddressFamily ? mask.GetAddressBytes().Sum(b => System.Numerics.BitOperations.PopCount(b)) : address.GetAddressBytes().Length * 8;
                addresses.Add(string.Create(CultureInfo.InvariantCulture, $"{address}/{bits}"));
            }
        }

        return addresses.Count == 0 ? null : [.. addresses.Distinct(StringComparer.Ordinal)];
    }

    private static int? Number(Dictionary<string, string> row, string name) =>
        int.TryParse(row.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>The newest rows of each table of one host.</summary>
    private sealed class Tables(int line)
    {
        private readonly Dictionary<string, (DateTimeOffset? At, List<Dictionary<string, string>> Rows)> _tables = new(StringComparer.Ordinal);

        public int Line => line;

        /// <summary>As old as the oldest of them; null where one does not say.</summary>
        public DateTimeOffset? At => _tables.Values.Any(t => t.At is null) ? null : _tables.Values.Min(t => t.At);

        public List<Dictionary<string, string>>? this[string table] => _tables.TryGetValue(table, out var found) ? found.Rows : null;

        public void Put(string table, DateTimeOffset? at, List<Dictionary<string, string>> rows)
        {
            if (!_tables.TryGetValue(table, out var known) || known.At is null || at >= known.At)
            {
                _tables[table] = (at, rows);
            }
        }
    }
}
