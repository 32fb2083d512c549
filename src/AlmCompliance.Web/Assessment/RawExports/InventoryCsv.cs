using System.Globalization;
using System.Net;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using Sylvan.Data.Csv;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>
/// Reads a list that somebody wrote: one host a line, the columns of <see cref="InventoryTemplate"/> in any order, commas or
/// semicolons. An empty cell is not known; <c>none</c> says that somebody looked and there is nothing.
/// </summary>
internal static class InventoryCsv
{
    public const int MostLines = 100_000;
    public const int LargestFile = 16 * 1024 * 1024;
    private const int MostErrors = 1_000;
    private const int LongestLine = 64 * 1024;

    private static readonly string[] s_sources =
    [
        "autsw.Release", "autsw.TechnVersion", "autsw.Version", "autsw.VersionString", "uninstall.DisplayName", "uninstall.DisplayVersion",
    ];

    public static ReadFile Read(string text)
    {
        // Notes at the head belong to the template; the library does not count them.
        var skipped = 0;
        var at = 0;
        while (at < text.Length && text[at] is '#' or '"' && IsNote(text, at))
        {
            at = text.IndexOf('\n', at) is var end and >= 0 ? end + 1 : text.Length;
            skipped++;
        }

        try
        {
            using var rest = new StringReader(text[at..]);
            using var csv = CsvDataReader.Create(rest, new CsvDataReaderOptions { MaxBufferSize = LongestLine, Comment = '\u0001' });
            return Read(csv, skipped);
        }
        catch (Exception exception) when (exception is CsvFormatException or CsvRecordTooLargeException or InvalidDataException or CsvMissingHeadersException)
        {
            return ReadFile.Wrong(RawFileKind.Csv, new FileError(0, null, "Csv"));
        }
    }

    // A spreadsheet puts a note that holds a comma into quotes.
    private static bool IsNote(string text, int at) => text[at] == '#' || (at + 1 < text.Length && text[at + 1] == '#');

    private static ReadFile Read(CsvDataReader csv, int skipped)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < csv.FieldCount; i++)
        {
            var title = csv.GetName(i).Trim();
            if (title.Length == 0)
            {
                continue;
            }

            // Passed over, what stands in it would be lost without a word.
            if (InventoryTemplate.ColumnOf(title) is not { } column || !columns.TryAdd(column, i))
            {
                return ReadFile.Wrong(RawFileKind.Csv, new FileError(skipped + 1, title.Length > 40 ? title[..40] : title, "Column"));
            }
        }

        if (!columns.ContainsKey(InventoryTemplate.Name))
        {
            return ReadFile.Wrong(RawFileKind.Csv, new FileError(skipped + 1, InventoryTemplate.Name, "Header"));
        }

        var hosts = new List<ReadHost>();
        var errors = new List<FileError>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var broken = 0;
        while (csv.Read())
        {
            var line = new InventoryLine(csv, columns, csv.RowNumber + 1 + skipped + broken);
            broken += line.Breaks;
            if (line.IsEmpty)
            {
                continue;
            }

            var host = HostOf(line);
            var key = $"{SortKeys.Of(host.Report.Host!.Name ?? "")}\n{SortKeys.Of(host.Zone ?? "")}\n{host.MachineId}";
            if (line.Error is { } wrong)
            {
                errors.Add(wrong);
            }
            else if (!seen.TryAdd(key, line.Number))
            {
                errors.Add(new FileError(line.Number, InventoryTemplate.Name, "Twice", seen[key]));
            }
            else
            {
                hosts.Add(host);
            }

            if (errors.Count >= MostErrors || hosts.Count > MostLines)
            {
                errors.Add(new FileError(0, null, "TooMany", MostLines));
                hosts.RemoveRange(Math.Min(hosts.Count, MostLines), Math.Max(0, hosts.Count - MostLines));
                break;
            }
        }

        if (hosts.Count == 0 && errors.Count == 0)
        {
            errors.Add(new FileError(0, null, "Empty"));
        }

        return new ReadFile(RawFileKind.Csv, hosts, errors);
    }

    private static ReadHost HostOf(InventoryLine line)
    {
        var draft = new ReportDraft();
        draft.Host.Name = line.Required(InventoryTemplate.Name);
        draft.Host.Domain = line.Text("domain");
        draft.Host.Addresses = line.List("addresses", text => IPAddress.TryParse(text.Split('/')[0], out _) ? text : null);
        if ((line.Text("os"), line.Text("osVersion")) is var (os, version) && (os ?? version) is not null)
        {
            draft.Host.Os = new OperatingSystemFacts { Name = os, Version = version };
        }

        Versions(draft, line);
        Service(draft, line);
        draft.Alm.Processes = line.List("processes", text => text);
        draft.Alm.Port = line.Text("port") is null ? null : line.Parse<int?>("port", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : null);
        draft.Alm.Listeners = line.List("listeners", text => IPEndPoint.TryParse(text, out var end) && end.Port > 0 ? new Listener { Address = end.Address.ToString(), Port = end.Port } : null);
        draft.Alm.RemoteAccessSetting = line.Choice("remoteAccessSetting", "enabled", "disabled");
        draft.Alm.RestartPending = line.Flag("restartPending");
        Missing(draft);
        draft.Alm.Installed = line.Flag("installed");
        return new ReadHost(line.Number, draft.Finish()) { Zone = line.Text("zone"), MachineId = line.Text("machineId"), CollectedAt = line.Time("collected") };
    }

    private static void Versions(ReportDraft draft, InventoryLine line)
    {
        foreach (var prefix in (string[])["", "other"])
        {
            var (text, source) = prefix.Length == 0 ? ("version", "versionSource") : ("otherVersion", "otherVersionSource");
            if (line.Text(text) is { } value)
            {
                // A version without the place where it stands weighs nothing, so it is asked for.
                draft.Version(line.Required(source) is { } said ? line.Parse(source, _ => Array.Find(s_sources, s => s.Equals(said, StringComparison.OrdinalIgnoreCase))) ?? "" : "", value);
            }
        }
    }

    private static void Service(ReportDraft draft, InventoryLine line)
    {
        var (state, mode) = (line.Choice("serviceState", "running", "stopped", "absent"), line.Choice("startMode", "automatic", "manual", "disabled"));
        if ((state ?? mode) is not null)
        {
            draft.Alm.Service = new ServiceFacts { State = state, StartMode = mode };
        }
    }

    private static void Missing(ReportDraft draft)
    {
        const string message = "the list does not say";
        foreach (var (collector, isThere) in (ReadOnlySpan<(string, bool)>)
        [
            (ReportDraft.Autsw, draft.HasVersionOf("autsw.")), (ReportDraft.Uninstall, draft.HasVersionOf("uninstall.")), (ReportDraft.Service, draft.Alm.Service?.State is not null),
            (ReportDraft.Processes, draft.Alm.Processes is not null), (ReportDraft.Listeners, draft.Alm.Listeners is not null), (ReportDraft.Restart, draft.Alm.RestartPending is not null),
            (ReportDraft.Firewall, false), (ReportDraft.Browser, false),
        ])
        {
            if (!isThere)
            {
                draft.Problem(collector, message);
            }
        }
    }
}
