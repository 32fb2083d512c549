using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Probing;

/// <summary>
/// Tries the targets that the server named, one after the other, each at its time, within <see cref="ProbeCaps"/>. Hosts whose
/// clocks differ meet at a target all the same: the time is a span from the answer, by a clock that nobody sets.
/// </summary>
internal sealed class ProbeRound
{
    private readonly ProbeLedger _ledger;
    private readonly Func<DateTime> _utcNow;
    private readonly WaitHandle _stop;

    /// <param name="utcNow">The host's clock.</param>
    /// <param name="stop">Set when the program is to end.</param>
    public ProbeRound(ProbeLedger ledger, Func<DateTime> utcNow, WaitHandle stop)
    {
        _ledger = ledger;
        _utcNow = utcNow;
        _stop = stop;
    }

    /// <summary>The connections that were tried. Targets that a cap forbids, or that are no address of a single other host, are passed over.</summary>
    public ProbeResult[] Run(IEnumerable<ProbeTarget> targets)
    {
        var sinceAnswer = Stopwatch.StartNew();
        var results = new List<ProbeResult>();
        foreach (var target in targets.OrderBy(t => t.AfterSeconds))
        {
            IPAddress? address;
            var wait = TimeSpan.FromSeconds(target.AfterSeconds) - sinceAnswer.Elapsed;
            if (wait > ProbeCaps.LongestWait || (wait > TimeSpan.Zero && _stop.WaitOne(wait)))
            {
                break;
            }

            if (results.Count == ProbeCaps.MostInARound || (results.Count > 0 && _stop.WaitOne(ProbeCaps.Pause)))
            {
                break;
            }

            if (sinceAnswer.Elapsed - TimeSpan.FromSeconds(target.AfterSeconds) > ProbeCaps.LongestDelay)
            {
                continue;
            }

            if (target.Port < 1 || target.Port > 65535 || !IPAddress.TryParse(target.Address ?? "", out address) || !IsSingleHost(address))
            {
                continue;
            }

            var at = _utcNow();
            if (_ledger.TryEnter(address, target.Port, at))
            {
                results.Add(new ProbeResult
                {
                    Address = address.ToString(),
                    Port = target.Port,
                    Result = PortProbe.Connect(address, target.Port, ProbeCaps.Timeout),
                    At = at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                });
            }
        }

        return results.ToArray();
    }

    private static bool IsSingleHost(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Broadcast))
        {
            return false;
        }

        // An IPv4 address in IPv6 clothes would have a second line in the ledger.
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? !address.IsIPv6Multicast && !address.ToString().StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase)
            : address.GetAddressBytes()[0] < 224;
    }
}
