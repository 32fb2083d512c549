using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Rules;

/// <summary>Facts about remote access that cannot both be true (step 2): nothing is concluded from either, both are shown.</summary>
internal static class RemoteAccessContradiction
{
    public static RemoteAccess? In(HostFacts facts, ListeningSocket? reachable)
    {
        if (ServiceWords(facts) is { } service)
        {
            if (facts.Listeners is [var socket, ..])
            {
                return Between(service, socket.ToString());
            }

            // A process list without the process of a service that is said to run proves nothing about either.
            if (facts is { Service: ServiceState.Running, Processes: not null } && AlmProcesses.FirstIn(facts.Processes) is null)
            {
                return Between(service, "service running");
            }
        }

        return facts.RemoteAccessSetting switch
        {
            false when reachable is not null => Between("setting disabled", reachable.ToString()),
            true when OnlyLoopback(facts, reachable) => Between("setting enabled", SocketWords(facts.Listeners!)),
            _ => null,
        };
    }

    /// <summary>Why the service cannot run; null where it can.</summary>
    private static string? ServiceWords(HostFacts facts) => facts switch
    {
        { Service: ServiceState.Absent } => "service absent",
        { StartMode: ServiceStartMode.Disabled } => "service disabled",
        _ => null,
    };

    /// <summary>An empty list contradicts the setting only while the service runs.</summary>
    private static bool OnlyLoopback(HostFacts facts, ListeningSocket? reachable) =>
        reachable is null
        && RemoteAccessJudgement.ListenersAreComplete(facts)
        && (facts.Listeners!.Count > 0 || facts.Service == ServiceState.Running);

    private static string SocketWords(IReadOnlyList<ListeningSocket> sockets) =>
        sockets.Count == 0 ? "no listener" : sockets[0].ToString();

    private static RemoteAccess Between(string one, string other) =>
        new(RemoteAccessState.Unknown, RemoteAccessBasis.Contradiction, [one, other]);
}
