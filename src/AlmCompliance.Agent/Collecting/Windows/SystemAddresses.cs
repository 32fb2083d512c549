using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;

namespace AlmCompliance.Agent.Collecting.Windows;

/// <summary>Addresses of the interfaces that are up, without loopback and those that never leave the link.</summary>
internal sealed class SystemAddresses : INetworkAddresses
{
    private const int Most = 60;

    public string[] Read()
    {
        var all = new List<string>();
        foreach (var network in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (network.OperationalStatus != OperationalStatus.Down && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            {
                all.AddRange(network.GetIPProperties().UnicastAddresses.Where(a => Leaves(a.Address)).Select(Text));
            }
        }

        return all.Distinct(StringComparer.Ordinal).OrderBy(a => a, StringComparer.Ordinal).Take(Most).ToArray();
    }

    private static bool Leaves(IPAddress address)
    {
        return !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.ToString().StartsWith("169.254.", StringComparison.Ordinal);
    }

    private static string Text(UnicastIPAddressInformation address)
    {
        // A scope has no meaning elsewhere.
        var text = new IPAddress(address.Address.GetAddressBytes()).ToString();
        var prefix = Prefix(address);
        return prefix == null ? text : text + "/" + prefix.Value.ToString(CultureInfo.InvariantCulture);
    }

#if NETFRAMEWORK
    /// <summary>.NET 4.0 knows no prefix length; an IPv6 address then stands for itself alone.</summary>
    private static int? Prefix(UnicastIPAddressInformation address)
    {
        if (address.Address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || address.IPv4Mask == null)
        {
            return null;
        }

        return address.IPv4Mask.GetAddressBytes().Sum(b => Enumerable.Range(0, 8).Count(bit => (b & (1 << bit)) != 0));
    }
#else
    private static int? Prefix(UnicastIPAddressInformation address)
    {
        return address.PrefixLength;
    }
#endif
}
