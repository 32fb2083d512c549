using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Collecting;

/// <summary>All addresses and ports on which the ALM's programs wait for connections.</summary>
internal static class ListenerCollector
{
    private const int Most = 250;

    /// <param name="processes">The process list, read after the sockets: a program that began in between owns none of them.</param>
    public static Listener[] Collect(OpenSocket[] sockets, RunningProcess[] processes, string? serviceProgram, Problems problems)
    {
        var names = new Dictionary<int, string>();
        foreach (var process in processes)
        {
            names[process.Id] = process.FileName;
        }

        // Nobody listens as number 0, which is idling: there Windows does not tell the owner.
        names.Remove(0);
        var ownerless = sockets.Where(s => !names.ContainsKey(s.ProcessId)).ToList();
        if (ownerless.Count > 0)
        {
            problems.Add(Problems.Listeners, string.Format(
                CultureInfo.InvariantCulture, "a listening socket belongs to no known process, the first one at port {0}", ownerless[0].Port));
        }

        var stranger = sockets.FirstOrDefault(s => s.Port == AlmNames.DefaultPort && names.ContainsKey(s.ProcessId) && !AlmNames.IsProcess(names[s.ProcessId], serviceProgram));
        if (stranger != null)
        {
            problems.Add(Problems.Listeners, "the ALM's default port is held by a program that is not known as the ALM's: " + names[stranger.ProcessId]);
        }

        var own = sockets
            .Where(s => names.ContainsKey(s.ProcessId) && AlmNames.IsProcess(names[s.ProcessId], serviceProgram))
            .OrderBy(s => s.Port).ThenBy(s => s.Address.ToString(), StringComparer.Ordinal)
            .ToList();
        if (own.Count > Most)
        {
            problems.Add(Problems.Listeners, "there are more listening sockets than a report holds");
        }

        // Those that others can reach come first, should not all have room.
        return own.OrderBy(s => System.Net.IPAddress.IsLoopback(s.Address)).Take(Most).Select(s => new Listener
        {
            Address = s.Address.ToString(),
            Port = s.Port,
            Process = BoundedText.OrNull(names[s.ProcessId], 250),
        }).ToArray();
    }
}
