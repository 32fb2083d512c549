using System;
using System.Collections.Generic;
using System.Linq;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Collecting.Firewall;

/// <summary>What a firewall rule must speak of to concern the ALM.</summary>
internal sealed class AlmPrograms
{
    private readonly string? _serviceProgram;
    private readonly IFileSystem _files;
    private readonly List<string> _listening;

    /// <param name="listeners">Where the ALM listens; null where that is not known.</param>
    public AlmPrograms(string? serviceProgram, Listener[]? listeners, IFileSystem files)
    {
        _serviceProgram = serviceProgram;
        _files = files;
        _listening = (listeners ?? []).Select(l => l.Process ?? "").Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        PortsAreKnown = listeners != null && listeners.Length > 0;
        Ports = PortsAreKnown ? listeners!.Select(l => l.Port ?? AlmNames.DefaultPort).Distinct().ToArray() : [AlmNames.DefaultPort];
    }

    public int[] Ports { get; }

    public bool PortsAreKnown { get; }

    public bool MayBe(string program)
    {
        return AlmNames.IsProcess(AlmNames.FileName(program), _serviceProgram);
    }

    /// <summary>Whether this one program owns all of the ALM's sockets.</summary>
    public bool IsTheOnly(string program)
    {
        return _serviceProgram != null
            && string.Equals(_files.Expand(program), _files.Expand(_serviceProgram), StringComparison.OrdinalIgnoreCase)
            && _listening.Count == 1
            && string.Equals(_listening[0], AlmNames.FileName(_serviceProgram), StringComparison.OrdinalIgnoreCase);
    }
}
