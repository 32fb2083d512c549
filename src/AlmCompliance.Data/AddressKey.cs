using System.Net;
using System.Net.Sockets;

namespace AlmCompliance.Data;

/// <summary>
/// An IP address as text that both databases order by its number: <c>4</c> and 8 hexadecimal digits, or <c>6</c> and 32. Text and not
/// bytes, because a query can compare text. An IPv4 address mapped into IPv6 is the IPv4 address; a scope is left out.
/// </summary>
public static class AddressKey
{
    public const int MaxLength = 33;

    public static string Of(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return (plain.AddressFamily == AddressFamily.InterNetworkV6 ? "6" : "4") + Convert.ToHexString(plain.GetAddressBytes());
    }

    /// <summary>The keys of a network's first and last address.</summary>
    public static (string First, string Last) Of(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return (Of(network.BaseAddress), Of(new IPAddress(bytes)));
    }

    public static IPAddress ToAddress(string key) => new(Convert.FromHexString(key.AsSpan(1)));
}
