using System.Net;
using System.Net.Sockets;

namespace AlmCompliance.Web.Access;

/// <summary>Who is really at the other end of a connection.</summary>
internal static class Peer
{
    /// <summary>The address that failures count against. An IPv6 peer commands its whole /64.</summary>
    public static IPAddress Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }
}
