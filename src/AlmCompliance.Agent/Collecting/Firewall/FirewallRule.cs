using System;
using System.Collections.Generic;
using System.Globalization;

namespace AlmCompliance.Agent.Collecting.Firewall;

/// <summary>One inbound rule as the registry holds it: <c>v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=4410|…|</c>.</summary>
internal sealed class FirewallRule
{
    private const int Tcp = 6;
    private static readonly string[] _harmless = ["Action", "Active", "Dir", "Protocol", "LPort", "LPort2_10", "App", "Svc", "Profile", "Name", "Desc", "EmbedCtxt"];

    private readonly Dictionary<string, List<string>> _parts = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FormatException">The text is no rule.</exception>
    public FirewallRule(string text, bool isLocal)
    {
        IsLocal = isLocal;
        var parts = text.Split('|');
        if (parts.Length < 2 || !parts[0].StartsWith("v2.", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException("a firewall rule cannot be read");
        }

        for (var i = 1; i < parts.Length; i++)
        {
            var equals = parts[i].IndexOf('=');
            if (equals > 0)
            {
                var name = parts[i].Substring(0, equals);
                List<string>? values;
                if (!_parts.TryGetValue(name, out values))
                {
                    _parts[name] = values = new List<string>();
                }

                values.Add(parts[i].Substring(equals + 1));
            }
        }
    }

    /// <summary>Written on this host, not by a group policy.</summary>
    public bool IsLocal { get; }

    public bool IsInboundTcp
    {
        get
        {
            return Says("Dir", "In") && Says("Active", "TRUE")
                && (!_parts.ContainsKey("Protocol") || Says("Protocol", "256") || Says("Protocol", Tcp.ToString(CultureInfo.InvariantCulture)));
        }
    }

    public bool Blocks
    {
        get { return Says("Action", "Block"); }
    }

    /// <summary>Lets authenticated peers pass every block.</summary>
    public bool Bypasses
    {
        get { return !Blocks && !Says("Action", "Allow"); }
    }

    /// <summary>The remotes it is limited to; empty where it is for all.</summary>
    public List<string> Remotes
    {
        get
        {
            var remotes = new List<string>(All("RA4"));
            remotes.AddRange(All("RA6"));
            remotes.AddRange(All("RA42"));
            remotes.AddRange(All("RA62"));
            return remotes;
        }
    }

    public bool IsForProfile(string profile)
    {
        return !_parts.ContainsKey("Profile") || Says("Profile", profile);
    }

    /// <summary>May let peers reach the ALM: in doubt it does.</summary>
    public bool MayConcern(AlmPrograms alm)
    {
        return (!_parts.ContainsKey("Svc") || Says("Svc", "*") || Says("Svc", AlmNames.Service))
            && (!_parts.ContainsKey("App") || _parts["App"].Exists(alm.MayBe))
            && (!HasPorts || Array.Exists(alm.Ports, Names));
    }

    /// <summary>Closes every port of every program of the ALM to every remote: any condition more, and it does not.</summary>
    public bool ClosesAll(AlmPrograms alm)
    {
        foreach (var part in _parts.Keys)
        {
            if (!Array.Exists(_harmless, h => string.Equals(h, part, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return Blocks
            && (!_parts.ContainsKey("Svc") || Says("Svc", "*"))
            && (!_parts.ContainsKey("App") || _parts["App"].Exists(alm.IsTheOnly))
            && (!HasPorts || (alm.PortsAreKnown && Array.TrueForAll(alm.Ports, Names)));
    }

    private bool HasPorts
    {
        get { return _parts.ContainsKey("LPort") || _parts.ContainsKey("LPort2_10"); }
    }

    private bool Names(int port)
    {
        var ports = new List<string>(All("LPort"));
        ports.AddRange(All("LPort2_10"));
        return ports.Exists(text => Spans(text, port));
    }

    private static bool Spans(string text, int port)
    {
        var ends = text.Split('-');
        int from;
        int to;
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out from)
            && int.TryParse(ends[ends.Length - 1], NumberStyles.None, CultureInfo.InvariantCulture, out to)
            && from <= port && port <= to;
    }

    private bool Says(string name, string value)
    {
        return All(name).Exists(v => string.Equals(v, value, StringComparison.OrdinalIgnoreCase));
    }

    private List<string> All(string name)
    {
        List<string>? values;
        return _parts.TryGetValue(name, out values) ? values : new List<string>();
    }
}
