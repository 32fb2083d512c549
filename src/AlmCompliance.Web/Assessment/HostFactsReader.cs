using System.Net;
using AlmCompliance.Contracts;
using AlmCompliance.Domain.Inventory;
using static AlmCompliance.Web.Assessment.InventoryReportReader;

namespace AlmCompliance.Web.Assessment;

/// <summary>Turns what a report says into facts: everything bounded, nothing guessed. An unknown enum value counts as absent.</summary>
internal static class HostFactsReader
{
    public static HostFacts Read(InventoryReport report, FieldErrors errors)
    {
        var alm = report.Alm;
        if (alm?.Installed is null)
        {
            errors.Add("alm.installed", "This is required: true, or false where every place was looked at.");
        }

        var browser = report.Browser;
        var problems = errors.List("problems", report.Problems, LongList) ?? [];
        return new HostFacts
        {
            Installed = alm?.Installed,
            Versions = Versions(alm, errors),
            Service = alm?.Service?.State switch { "running" => ServiceState.Running, "stopped" => ServiceState.Stopped, "absent" => ServiceState.Absent, _ => null },
            ServiceStateUnclear = alm?.Service is { } service && service.State is not ("running" or "stopped" or "absent") && (service.State ?? service.StartMode) is not null,
            StartMode = alm?.Service?.StartMode switch { "automatic" => ServiceStartMode.Automatic, "manual" => ServiceStartMode.Manual, "disabled" => ServiceStartMode.Disabled, _ => null },
            Processes = errors.List("alm.processes", alm?.Processes, LongList)?.Select((p, i) => errors.Optional($"alm.processes[{i}]", p, 260) ?? "").ToArray(),
            Port = Port(errors, "alm.port", alm?.Port),
            RestartPending = alm?.RestartPending,
            RemoteAccessSetting = alm?.RemoteAccessSetting switch { "enabled" => true, "disabled" => false, _ => null },
            Listeners = Listeners(alm, errors),
            FirewallEnabled = report.Firewall?.ActiveProfileEnabled,
            AlmInbound = report.Firewall?.AlmInbound switch { "allowed" => FirewallVerdict.Allowed, "restricted" => FirewallVerdict.Restricted, "blocked" => FirewallVerdict.Blocked, _ => null },
            InternetExplorerPresent = browser?.InternetExplorer switch { "present" => true, "absent" => false, _ => null },
            AlmControlPresent = browser?.AlmControl switch { "registered" => true, "absent" => false, _ => null },
            KillBitNative = browser?.KillBit?.Native,
            KillBitWow64 = browser?.KillBit?.Wow64,
            ActiveXDisabledByPolicy = browser?.ActiveXPolicy switch { "disabled" => true, "none" => false, _ => null },
            Is64Bit = report.Host?.Os?.Is64Bit,
            Problems = [.. problems.Select((p, i) => new CollectorFailure(CollectorOf(p.Collector), errors.Optional($"problems[{i}].message", p.Message, LongText) ?? ""))],
        };
    }

    private static VersionEvidence[] Versions(AlmFacts? alm, FieldErrors errors)
    {
        var versions = errors.List("alm.versions", alm?.Versions, 32) ?? [];
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions[i].Value?.Length > LongText)
            {
                errors.Add($"alm.versions[{i}].value", $"This is longer than {LongText} characters.");
            }
        }

        return [.. versions.Where(v => !string.IsNullOrWhiteSpace(v.Value)).Select(v => new VersionEvidence(SourceOf(v.Source), v.Value!))];
    }

    private static ListeningSocket[]? Listeners(AlmFacts? alm, FieldErrors errors) =>
        errors.List("alm.listeners", alm?.Listeners, LongList)?.Select((listener, i) => new ListeningSocket(
            IPAddress.TryParse(errors.Optional($"alm.listeners[{i}].address", listener.Address, 64), out var address) ? address : null,
            Port(errors, $"alm.listeners[{i}].port", listener.Port),
            errors.Optional($"alm.listeners[{i}].process", listener.Process, 260))).ToArray();

    private static VersionSource SourceOf(string? source) => source switch
    {
        "autsw.VersionString" => VersionSource.AutswVersionString,
        "autsw.Release" => VersionSource.AutswRelease,
        "autsw.TechnVersion" => VersionSource.AutswTechnVersion,
        "autsw.Version" => VersionSource.AutswVersion,
        "uninstall.DisplayName" => VersionSource.UninstallDisplayName,
        "uninstall.DisplayVersion" => VersionSource.UninstallDisplayVersion,
        _ => VersionSource.Unknown,
    };

    private static Collector CollectorOf(string? collector) => collector switch
    {
        "autsw" => Collector.Autsw,
        "uninstall" => Collector.Uninstall,
        "service" => Collector.Service,
        "processes" => Collector.Processes,
        "listeners" => Collector.Listeners,
        "firewall" => Collector.Firewall,
        "restart" => Collector.Restart,
        "browser" => Collector.Browser,
        "probes" => Collector.Probes,
        _ => Collector.Unknown,
    };
}
