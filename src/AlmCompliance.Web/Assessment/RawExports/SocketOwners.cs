using System.Globalization;
using System.Net;
using AlmCompliance.Contracts;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>A program that runs.</summary>
internal readonly record struct RunningProgram(int Id, string FileName);

/// <summary>A TCP socket that waits for connections.</summary>
internal readonly record struct WaitingSocket(IPAddress Address, int Port, int ProcessId);

/// <summary>Whose sockets are whose: the ALM's programs and where they listen. A socket without a known owner leaves the list in doubt.</summary>
internal static class SocketOwners
{
    private const int Most = 250;

    public static void Write(ReportDraft draft, IReadOnlyCollection<RunningProgram>? programs, IReadOnlyCollection<WaitingSocket>? sockets, string? serviceProgram)
    {
        if (programs is null)
        {
            draft.Problem(ReportDraft.Processes, "the file does not hold the process list");
            draft.Problem(ReportDraft.Listeners, "whose sockets are whose is not known without the process list");
        }
        else
        {
            draft.Alm.Processes =
            [
                .. programs.Select(p => p.FileName).Where(n => n.Length <= Most && AlmTraces.IsProcess(n, serviceProgram))
                    .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).Take(Most),
            ];
        }

        if (sockets is null)
        {
            draft.Problem(ReportDraft.Listeners, "the file does not hold the listening sockets");
            return;
        }

        // Nobody listens as number 0, which is idling: there Windows does not tell the owner.
        var names = (programs ?? []).Where(p => p.Id != 0).DistinctBy(p => p.Id).ToDictionary(p => p.Id, p => p.FileName);
        foreach (var socket in sockets.Where(s => programs is not null && !names.ContainsKey(s.ProcessId)).Take(1))
        {
            draft.Problem(ReportDraft.Listeners, string.Create(CultureInfo.InvariantCulture, $"a listening socket belongs to no known process, the first one at port {socket.Port}"));
        }

        foreach (var socket in sockets.Where(s => s.Port == AlmTraces.DefaultPort && names.TryGetValue(s.ProcessId, out var name) && !AlmTraces.IsProcess(name, serviceProgram)).Take(1))
        {
            draft.Problem(ReportDraft.Listeners, $"the ALM's default port is held by a program that is not known as the ALM's: {names[socket.ProcessId]}");
        }

        // Without the process list the default port alone tells the ALM, which is enough to show that it listens.
        var own = sockets.Where(s => names.TryGetValue(s.ProcessId, out var name) ? AlmTraces.IsProcess(name, serviceProgram) : s.Port == AlmTraces.DefaultPort).ToList();
        if (own.Count > Most)
        {
            draft.Problem(ReportDraft.Listeners, "there are more listening sockets than a report holds");
        }

        if (programs is null && own.Count == 0)
        {
            return;
        }

        // Those that others can reach come first, should not all have room.
        draft.Alm.Listeners =
        [
            .. own.OrderBy(s => IPAddress.IsLoopback(s.Address)).ThenBy(s => s.Port).ThenBy(s => s.Address.ToString(), StringComparer.Ordinal).Take(Most)
                .Select(s => new Listener { Address = s.Address.ToString(), Port = s.Port, Process = names.GetValueOrDefault(s.ProcessId) is { Length: <= Most } name ? name : null }),
        ];
    }
}
