using System;
using AlmCompliance.Agent.Collecting.Firewall;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Collecting;

/// <summary>Collects all facts of one host into a report. What fails is named in it; what was not looked at is absent.</summary>
internal sealed class CollectInventory(HostSources sources, RemoteAccessSetting? remoteAccess, Func<DateTime> utcNow)
{
    /// <exception cref="FormatException">The machine cannot be told from others.</exception>
    public InventoryReport Run()
    {
        var problems = new Problems();
        var collectedAt = utcNow();
        var report = new InventoryReport
        {
            Schema = InventoryReport.SchemaV1,
            ReportId = Guid.NewGuid().ToString(),
            CollectedAt = Rfc3339.Of(collectedAt),
            Agent = new AgentFacts { Version = ThisProgram.Version, Platform = ThisProgram.Platform },
            Host = MachineCollector.Collect(sources, collectedAt),
        };

        string? serviceProgram = null;
        problems.Guard(Problems.Service, () => serviceProgram = ServiceCollector.Program(sources.Registry));
        report.Alm = Alm(serviceProgram, problems);
        problems.Guard(Problems.Firewall, () => report.Firewall = FirewallCollector.Collect(
            sources.Registry, sources.Windows, new AlmPrograms(serviceProgram, report.Alm.Listeners, sources.Files), problems));
        problems.Guard(Problems.Browser, () => report.Browser = BrowserCollector.Collect(sources.Registry, sources.Files, serviceProgram, problems));
        report.Problems = problems.ToArray();
        return report;
    }

    private AlmFacts Alm(string? serviceProgram, Problems problems)
    {
        var alm = new AlmFacts();
        var versions = new VersionTexts();
        var isNamed = AutswCollector.Collect(sources.Registry, versions, problems);
        isNamed |= UninstallCollector.Collect(sources.Registry, versions, problems);
        alm.Versions = versions.ToArray();

        OpenSocket[]? sockets = null;
        RunningProcess[]? processes = null;
        problems.Guard(Problems.Listeners, () => sockets = sources.Listeners.Read());
        problems.Guard(Problems.Processes, () => processes = sources.Processes.Read());
        problems.Guard(Problems.Service, () => alm.Service = ServiceCollector.Collect(sources.Registry, processes, problems));
        if (processes != null)
        {
            alm.Processes = ProcessCollector.Collect(processes, serviceProgram);
            problems.Guard(Problems.Listeners, () => alm.Listeners = sockets == null ? null : ListenerCollector.Collect(sockets, processes, serviceProgram, problems));
        }

        problems.Guard(Problems.Restart, () => alm.RestartPending = RestartCollector.Collect(sources.Registry, serviceProgram));
        alm.RemoteAccessSetting = remoteAccess?.Read(sources.Registry);
        alm.Installed = isNamed || !LookedEverywhere(problems) || alm.Service?.State != "absent" || alm.Processes?.Length != 0 || alm.Listeners?.Length > 0;
        return alm;
    }

    private static bool LookedEverywhere(Problems problems)
    {
        return !problems.Any(Problems.Autsw) && !problems.Any(Problems.Uninstall) && !problems.Any(Problems.Service) && !problems.Any(Problems.Processes);
    }
}
