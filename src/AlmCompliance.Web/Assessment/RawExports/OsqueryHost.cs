using System.Globalization;
using System.Net;
using AlmCompliance.Contracts;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>What the tables of osquery say of a host. They do not hold the product key, nor anything of firewall or browser.</summary>
internal static class OsqueryHost
{
    public static ReadHost Of(OsqueryTables tables, string identifier, string fileName)
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
        draft.Host.Name = Given(system.GetValueOrDefault("computer_name")) ?? Given(system.GetValueOrDefault("hostname")) ?? (identifier.Length == 0 ? RegistryHost.NameOf(fileName) : Guid.TryParse(identifier, out _) ? null : identifier);
        if (tables["os_version"] is [var os, ..])
        {
            draft.Host.Os = new OperatingSystemFacts { Name = os.GetValueOrDefault("name"), Version = os.GetValueOrDefault("version"), Is64Bit = os.GetValueOrDefault("arch") is { } arch ? arch.Contains("64", StringComparison.Ordinal) : null };
        }

        draft.Host.Addresses = Addresses(tables["interface_addresses"]);
        return new ReadHost(tables.Line, draft.Finish()) { CollectedAt = tables.At };
    }

    private static void Programs(ReportDraft draft, OsqueryTables tables)
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

    private static Dictionary<string, string>? Service(ReportDraft draft, OsqueryTables tables)
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

    private static List<RunningProgram>? RunningPrograms(OsqueryTables tables) => tables["processes"] is not { Count: > 0 } processes ? null
        : [.. processes.Where(p => p.GetValueOrDefault("name") is not null).Select(p => new RunningProgram(Number(p, "pid") ?? 0, p["name"]))];

    /// <summary>TCP on IPv4 or IPv6. What is no address is taken for one that everybody can reach.</summary>
    private static List<WaitingSocket>? Sockets(OsqueryTables tables) => tables["listening_ports"] is not { } ports ? null
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
}
