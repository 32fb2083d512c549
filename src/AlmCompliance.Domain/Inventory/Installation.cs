namespace AlmCompliance.Domain.Inventory;

/// <summary>Whether the Automation License Manager is on a host.</summary>
public enum InstallationState
{
    /// <summary>The host says no, but something of it was found or a collector failed.</summary>
    Doubtful = 0,

    /// <summary>The host looked everywhere and found nothing.</summary>
    NotInstalled,

    /// <summary>The host says yes, or does not say.</summary>
    Presumed,
}

/// <summary>Weighs a host's word that no ALM is installed against everything else it reports.</summary>
/// <param name="State">The outcome.</param>
/// <param name="Doubt">What speaks against the host's word, raw; null where nothing does.</param>
public readonly record struct Installation(InstallationState State, string? Doubt)
{
    /// <summary>Judges one host's facts.</summary>
    public static Installation Of(HostFacts facts)
    {
        if (facts.Installed is not false)
        {
            return new Installation(InstallationState.Presumed, null);
        }

        var doubt = TraceOfAlm(facts) ?? FailureOfASearch(facts);
        return new Installation(doubt is null ? InstallationState.NotInstalled : InstallationState.Doubtful, doubt);
    }

    private static string? TraceOfAlm(HostFacts facts)
    {
        if (facts.Service is ServiceState.Running or ServiceState.Stopped || facts.ServiceStateUnclear
            || (facts.StartMode is not null && facts.Service is not ServiceState.Absent))
        {
            return "service almservice";
        }

        // Only the ALM's own processes are listed, so any name is one, even if it is none of those that are known.
        if (facts.Processes is [var process, ..])
        {
            return process;
        }

        if (facts.Listeners is [var socket, ..])
        {
            return socket.ToString();
        }

        foreach (var text in facts.Versions)
        {
            if (!string.IsNullOrWhiteSpace(text.Raw))
            {
                return text.Raw;
            }
        }

        return facts switch
        {
            { Port: { } port } => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"port {port}"),
            { RestartPending: true } => "restart pending",
            { RemoteAccessSetting: not null } => "remote access setting",
            { AlmControlPresent: true } => "ALMListView.ALMListCtrl",
            _ => null,
        };
    }

    private static string? FailureOfASearch(HostFacts facts)
    {
        foreach (var problem in facts.Problems)
        {
            if (problem.Collector is Collector.Unknown or Collector.Autsw or Collector.Uninstall or Collector.Service or Collector.Processes)
            {
                return problem.ToString();
            }
        }

        return null;
    }
}
