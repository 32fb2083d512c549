using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>
/// Reads what <c>collect.cmd</c> wrote: Windows' own tools, one section each, in whatever language that Windows speaks. So
/// it goes by numbers, by the words that are never translated and by the place in the line. Without its last line it is cut off.
/// </summary>
internal sealed partial class RawExport
{
    public const string Mark = "almcompliance.raw-export/1";

    private const string Zone = RegistryTree.Machine + @"SYSTEM\CurrentControlSet\Control\TimeZoneInformation";
    private const string International = @"HKEY_CURRENT_USER\Control Panel\International";
    private static readonly TimeSpan s_furthestAhead = TimeSpan.FromHours(14);

    private readonly RegistryTree _tree = new();
    private readonly Dictionary<string, string> _head = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _sections = new(StringComparer.Ordinal);

    public static ReadFile Read(string text)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        if (lines.FindLastIndex(l => l.Length > 0) is var last && (last < 0 || lines[last] != "#end"))
        {
            return ReadFile.Wrong(RawFileKind.Collected, new FileError(Math.Max(1, last + 1), null, "Truncated"));
        }

        var export = new RawExport();
        export.Take(lines);
        return new ReadFile(RawFileKind.Collected, [export.Host()], []);
    }

    private void Take(List<string> lines)
    {
        List<string>? body = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("#section ", StringComparison.Ordinal))
            {
                _sections[line[9..].Trim()] = body = [];
            }
            else if (body is not null)
            {
                body.Add(line);
            }
            else if (line.StartsWith('#') && line.IndexOf(' ', StringComparison.Ordinal) is var space and > 0)
            {
                _head[line[1..space]] = line[(space + 1)..].Trim();
            }
        }

        foreach (var (command, said) in _sections)
        {
            if (Query().Match(command) is { Success: true } query)
            {
                RegistryQuery.Add(_tree, RegistryTree.Full(query.Groups["key"].Value), query.Groups["name"] is { Success: true } name ? name.Value : null, query.Groups["all"].Success, said);
            }
        }
    }

    private ReadHost Host()
    {
        var draft = new ReportDraft();
        bool? is64Bit = _head.GetValueOrDefault("architecture") is { Length: > 0 } words ? words.Contains("64", StringComparison.Ordinal) : null;
        Service(draft);
        RegistryFacts.Write(draft, _tree, is64Bit);
        SocketOwners.Write(draft, Programs(draft), Sockets(), RegistryFacts.Program(_tree) ?? AlmTraces.ProgramOf(Said("sc qc almservice", BinaryPath())));
        draft.Problem(ReportDraft.Firewall, "the export is not read for the firewall");
        draft.Problem(ReportDraft.Browser, "the export is not read for the browser");

        draft.Host.Name = _head.GetValueOrDefault("host");
        draft.Host.Os ??= new();
        draft.Host.Os.Version = Said("ver", WindowsVersion()) ?? draft.Host.Os.Version;
        draft.Host.Os.Is64Bit = is64Bit;
        draft.Host.Addresses = Addresses();
        return new ReadHost(1, draft.Finish()) { CollectedAt = CollectedAt() };
    }

    private void Service(ReportDraft draft)
    {
        var state = Said("sc queryex almservice", ServiceState());
        var isAbsent = Said("sc queryex almservice", NoService()) is not null;
        if (state is null && !isAbsent)
        {
            draft.Problem(ReportDraft.Service, "whether the service runs cannot be read");
            return;
        }

        draft.Alm.Service = new()
        {
            State = isAbsent ? "absent" : state switch { "RUNNING" => "running", "STOPPED" => "stopped", _ => null },
            StartMode = Said("sc qc almservice", StartType()) switch { "AUTO_START" or "BOOT_START" or "SYSTEM_START" => "automatic", "DEMAND_START" => "manual", "DISABLED" => "disabled", _ => null },
        };
        if (draft.Alm.Service.State is null)
        {
            draft.Problem(ReportDraft.Service, $"the service is neither running nor stopped: {state}");
        }
    }

    private List<RunningProgram>? Programs(ReportDraft draft)
    {
        var lines = Lines("tasklist");
        var programs = lines.Select(l => Task().Match(l)).Where(m => m.Success && m.Groups["id"].Length < 10)
            .Select(m => new RunningProgram(int.Parse(m.Groups["id"].ValueSpan, CultureInfo.InvariantCulture), m.Groups["name"].Value)).ToList();
        if (programs.Count > 0 && programs.Count < lines.Count)
        {
            draft.Problem(ReportDraft.Processes, "a line of the process list cannot be read");
        }

        return programs.Count == 0 ? null : programs;
    }

    private List<WaitingSocket>? Sockets()
    {
        var sockets = new List<WaitingSocket>();
        var isRead = false;
        foreach (var line in Lines("netstat -ano"))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 4 || words[0] != "TCP")
            {
                continue;
            }

            isRead = true;

            // What waits has nobody at its other end; the word for it is translated.
            if (words[2] is "0.0.0.0:0" or "[::]:0" && IPEndPoint.TryParse(words[1], out var own) && own.Port > 0 && int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var owner))
            {
                sockets.Add(new WaitingSocket(own.Address, own.Port, owner));
            }
        }

        return isRead ? sockets : null;
    }

    /// <summary>An address is what stands on the line before its mask, in every language.</summary>
    private string[]? Addresses()
    {
        var values = Lines("ipconfig /all").Select(l => l[(l.IndexOf(": ", StringComparison.Ordinal) + 1)..].Trim().Split('(')[0].TrimStart(':', ' ')).ToList();
        var addresses = new List<string>();
        for (var i = 1; i < values.Count && addresses.Count < 64; i++)
        {
            if (PrefixOf(values[i]) is { } prefix && IsVersion4(values[i - 1], out var address) && !IPAddress.IsLoopback(address))
            {
                addresses.Add(string.Create(CultureInfo.InvariantCulture, $"{address}/{prefix}"));
            }
        }

        return addresses.Count == 0 ? null : [.. addresses.Distinct(StringComparer.Ordinal)];
    }

    private static int? PrefixOf(string mask)
    {
        if (!mask.StartsWith("255.", StringComparison.Ordinal) || !IsVersion4(mask, out var address))
        {
            return null;
        }

        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
        var ones = System.Numerics.BitOperations.PopCount(bits);
        return System.Numerics.BitOperations.LeadingZeroCount(~bits) == ones ? ones : null;
    }

    private static bool IsVersion4(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && address.AddressFamily == AddressFamily.InterNetwork && text.Count(c => c == '.') == 3;

    /// <summary>Null where day and month could be meant either way. Without the host's time zone it is as early as it can have been.</summary>
    private DateTimeOffset? CollectedAt()
    {
        if (Date().Match(_head.GetValueOrDefault("date") ?? "") is not { Success: true } date)
        {
            return null;
        }

        int Part(string name) => int.Parse(date.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
        var (one, two, three) = (Part("one"), Part("two"), Part("three"));
        (int Year, int Month, int Day)? day = (date.Groups["one"].Length == 4, _tree.Text(International, "iDate")) switch
        {
            (true, _) => (one, two, three),
            (_, "0") => (three, one, two),
            (_, "1") => (three, two, one),
            (_, "2") => (one, two, three),
            _ when date.Groups["by"].Value == "." || one > 12 => (three, two, one),
            _ when two > 12 => (three, one, two),
            _ => null,
        };
        if (day is not { } known
            || !DateTime.TryParseExact(
                string.Create(CultureInfo.InvariantCulture, $"{(known.Year < 100 ? 2000 + known.Year : known.Year):0000}-{known.Month:00}-{known.Day:00} {Part("hour"):00}:{Part("minute"):00}:{Part("second"):00}"),
                "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || local.Year < 1980)
        {
            return null;
        }

        var offset = _tree.Value(Zone, "ActiveTimeBias") is uint bias && Math.Abs((int)bias) <= s_furthestAhead.TotalMinutes ? TimeSpan.FromMinutes(-(int)bias) : s_furthestAhead;
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private List<string> Lines(string section) => _sections.TryGetValue(section, out var lines) ? lines.FindAll(l => !string.IsNullOrWhiteSpace(l) && l != "#end") : [];

    private string? Said(string section, Regex what) =>
        Lines(section).Select(l => what.Match(l)).FirstOrDefault(m => m.Success)?.Groups["it"].Value;

    [GeneratedRegex("^reg query \"(?<key>HK[^\"]+)\"(?: /v (?<name>\\S+))?(?<all> /s)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Query();

    [GeneratedRegex(@":\s+\d\s+(?<it>RUNNING|STOPPED|[A-Z]+_PENDING|PAUSED)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ServiceState();

    [GeneratedRegex(@":\s+\d\s+(?<it>[A-Z]+_START|DISABLED)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StartType();

    [GeneratedRegex(@"^\[SC\].*\b(?<it>1060)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoService();

    [GeneratedRegex(@"^\s*BINARY_PATH_NAME\s*:\s*(?<it>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BinaryPath();

    [GeneratedRegex("^\"(?<name>[^\"]+)\",\"(?<id>[0-9]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Task();

    [GeneratedRegex(@"(?<it>\d{1,2}\.\d{1,2}\.\d{1,5})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WindowsVersion();

    [GeneratedRegex(@"(?<one>\d{1,4})(?<by>[./-])(?<two>\d{1,2})[./-](?<three>\d{1,4})\.?\s+(?<hour>\d{1,2}):(?<minute>\d{2}):(?<second>\d{2})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Date();
}
