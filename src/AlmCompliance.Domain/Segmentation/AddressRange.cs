using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AlmCompliance.Domain.Segmentation;

/// <summary>
/// A range of addresses by prefix, IPv4 or IPv6: <c>10.20.4.0/24</c>, <c>fd00:20::/64</c>. An IPv4 address written inside
/// IPv6 (<c>::ffff:10.20.4.1</c>) is the IPv4 address.
/// </summary>
public readonly record struct AddressRange
{
    private readonly UInt128 _first;
    private readonly byte _prefix;
    private readonly bool _isIPv6;

    private AddressRange(UInt128 first, int prefix, bool isIPv6)
    {
        _first = first;
        _prefix = (byte)prefix;
        _isIPv6 = isIPv6;
    }

    /// <summary>Bits of the network part: 0 to 32, or 0 to 128.</summary>
    public int PrefixLength => _prefix;

    /// <summary>Whether it is a range of IPv6 addresses.</summary>
    public bool IsIPv6 => _isIPv6;

    /// <summary>The range that holds this address alone.</summary>
    public static AddressRange Of(IPAddress address) => Around(address, int.MaxValue);

    /// <summary>Reads <c>address/prefix</c>, or an address alone. False where bits are set beyond the prefix: such a text hides what was meant.</summary>
    public static bool TryParse(string? text, out AddressRange range)
    {
        range = default;
        var rest = text.AsSpan().Trim();
        var slash = rest.IndexOf('/');
        if (rest.Contains('%') || !IPAddress.TryParse(slash < 0 ? rest : rest[..slash], out var address) || !IsWhole(address, rest))
        {
            return false;
        }

        var whole = Of(address);
        int prefix = whole._prefix;
        if (slash >= 0 && !int.TryParse(rest[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix))
        {
            return false;
        }

        // A prefix over the mapped form counts the 96 bits before the IPv4 address.
        if (slash >= 0 && address.IsIPv4MappedToIPv6)
        {
            prefix -= 96;
        }

        if (prefix < 0 || prefix > whole._prefix)
        {
            return false;
        }

        range = Around(address, prefix);
        return range._first == whole._first;
    }

    /// <summary>Whether the address lies in the range.</summary>
    public bool Contains(IPAddress address)
    {
        var other = Of(address);
        return other._isIPv6 == _isIPv6 && Masked(other._first, _prefix, _isIPv6) == _first;
    }

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _first);
        var address = new IPAddress(_isIPv6 ? bytes : bytes[12..]);
        return string.Create(CultureInfo.InvariantCulture, $"{address}/{_prefix}");
    }

    /// <summary>The range of that prefix length in which the address lies; longer than the family allows means the address alone.</summary>
    internal static AddressRange Around(IPAddress address, int prefix)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            address.TryWriteBytes(bytes[12..], out _);
        }
        else
        {
            address.TryWriteBytes(bytes, out _);
        }

        var isIPv6 = address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6;
        var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        number = isIPv6 ? number : number & uint.MaxValue;
        prefix = Math.Min(prefix, isIPv6 ? 128 : 32);
        return new AddressRange(Masked(number, prefix, isIPv6), prefix, isIPv6);
    }

    /// <summary>Not <c>10.1</c> or <c>0x0a000001</c>: the parser of the platform accepts more than people mean.</summary>
    private static bool IsWhole(IPAddress address, ReadOnlySpan<char> text) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 || (text.Count('.') == 3 && !text.ContainsAny('x', 'X'));

    private static UInt128 Masked(UInt128 number, int prefix, bool isIPv6)
    {
        var open = (isIPv6 ? 128 : 32) - prefix;
        return open >= 128 ? UInt128.Zero : (number >> open) << open;
    }
}
