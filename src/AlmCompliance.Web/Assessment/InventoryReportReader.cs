using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AlmCompliance.Contracts;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Web.Assessment;

/// <summary>A report that was read: everything bounded, nothing guessed.</summary>
internal sealed record ReadReport(
    Guid ReportId,
    DateTimeOffset CollectedAt,
    DateTimeOffset SentAt,
    string MachineId,
    string HostName,
    MachineFacts Machine,
    AgentFacts? Agent,
    HostFacts Facts)
{
    /// <summary>By the host's own clock, as <see cref="CollectedAt"/>; null where it does not say.</summary>
    public DateTimeOffset? LastBootAt { get; init; }
}

/// <summary>
/// Reads the contract's message. A wrong length, type or a missing required member is an error at its path; what of it are facts,
/// <see cref="HostFactsReader"/> reads.
/// </summary>
internal static class InventoryReportReader
{
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("\\/:*?\"<>|,;=()&");

    public const int LongText = 1024;
    public const int LongList = 256;

    /// <summary>A host that sends so late tells history, not evidence.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(400);

    public static ReadReport? Read(InventoryReport report, FieldErrors errors)
    {
        if (report.Schema != InventoryReport.SchemaV1)
        {
            errors.Add("schema", $"This must be {InventoryReport.SchemaV1}.");
            return null;
        }

        if (!Guid.TryParse(report.ReportId, out var reportId) || reportId == Guid.Empty)
        {
            errors.Add("reportId", "This must be a UUID.");
        }

        var collectedAt = Time(errors, "collectedAt", report.CollectedAt);
        var sentAt = Time(errors, "sentAt", report.SentAt);
        if (collectedAt == default || sentAt == default)
        {
            // Said already.
        }
        else if (collectedAt > sentAt)
        {
            errors.Add("collectedAt", "This is later than sentAt: the clock was set back in between; collect anew.");
        }
        else if (sentAt - collectedAt > LongestDelay)
        {
            errors.Add("collectedAt", $"This is more than {LongestDelay.TotalDays:0} days before sentAt.");
        }

        var machine = report.Host ?? new MachineFacts();
        var machineId = errors.Required("host.machineId", machine.MachineId, 200);
        var name = HostName(errors, "host.name", machine.Name);
        Bound(machine, errors);
        Bound(report.Firewall, report.Probes, errors);
        if (report.Agent is { } agent)
        {
            agent.Version = errors.Optional("agent.version", agent.Version, 64);
            agent.Platform = errors.Optional("agent.platform", agent.Platform, 64);
        }

        DateTimeOffset? lastBootAt = machine.LastBootAt is null ? null : Time(errors, "host.lastBootAt", machine.LastBootAt);
        var facts = HostFactsReader.Read(report, errors);
        return errors.Any ? null : new ReadReport(reportId, collectedAt, sentAt, machineId, name, machine, report.Agent, facts) { LastBootAt = lastBootAt };
    }

    /// <summary>The facts alone, as stored content is read again: what was accepted once is not refused now.</summary>
    public static HostFacts Facts(InventoryReport report) => HostFactsReader.Read(report, new FieldErrors());

    public static string HostName(FieldErrors errors, string path, string? value)
    {
        var name = errors.Required(path, value, 255).Trim();
        if (name.Length > 0 && (name.AsSpan().ContainsAny(NotInNames) || !(char.IsLetterOrDigit(name[0]) || name[0] == '_')))
        {
            errors.Add(path, "This is no computer name.");
        }

        return name;
    }

    private static void Bound(MachineFacts machine, FieldErrors errors)
    {
        machine.Domain = errors.Optional("host.domain", machine.Domain, 255);
        if (machine.Os is { } os)
        {
            os.Name = errors.Optional("host.os.name", os.Name, 255);
            os.Version = errors.Optional("host.os.version", os.Version, 64);
        }

        var addresses = errors.List("host.addresses", machine.Addresses, 64) ?? [];
        for (var i = 0; i < addresses.Count; i++)
        {
            if (addresses[i].Length > 64 || !IsAddress(addresses[i]))
            {
                errors.Add($"host.addresses[{i}]", "This is no address with a prefix length.");
            }
        }
    }

    private static void Bound(FirewallFacts? firewall, ProbeResult[]? probes, FieldErrors errors)
    {
        var remotes = errors.List("firewall.remoteAddresses", firewall?.RemoteAddresses, LongList) ?? [];
        for (var i = 0; i < remotes.Count; i++)
        {
            errors.Optional($"firewall.remoteAddresses[{i}]", remotes[i], 255);
        }

        var tries = errors.List("probes", probes, LongList) ?? [];
        for (var i = 0; i < tries.Count; i++)
        {
            errors.Optional($"probes[{i}].address", tries[i].Address, 64);
            Port(errors, $"probes[{i}].port", tries[i].Port);
            if (tries[i].At is { } at)
            {
                Time(errors, $"probes[{i}].at", at);
            }
        }
    }

    // 10.20.4.41/24 names a host inside a network; only the form is checked here.
    private static bool IsAddress(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address))
        {
            return false;
        }

        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        return slash < 0 || (int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix <= bits);
    }

    public static DateTimeOffset Time(FieldErrors errors, string path, string? value)
    {
        if (value is not null
            && value.Length is > 11 and <= 40
            && value[4] == '-' && value[7] == '-' && value[10] == 'T'
            && (value.EndsWith('Z') || value.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && time.UtcDateTime.Year is >= 1980 and < 9000)
        {
            return time.ToUniversalTime();
        }

        errors.Add(path, "This must be a time with an offset, as in 2026-11-22T10:15:00Z.");
        return default;
    }

    public static int? Port(FieldErrors errors, string path, int? port)
    {
        if (port is null or (>= 1 and <= 65535))
        {
            return port;
        }

        errors.Add(path, "A port is 1 to 65535.");
        return null;
    }
}
