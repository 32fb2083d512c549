using System;
using System.Net;
using System.Net.Sockets;

namespace AlmCompliance.Agent.Probing;

/// <summary>One plain TCP connection: made, closed, nothing sent.</summary>
internal static class PortProbe
{
    public const string Open = "open";
    public const string Refused = "refused";
    public const string NoAnswer = "noAnswer";
    public const string Unreachable = "unreachable";

    /// <summary>What became of it: <see cref="Open"/>, <see cref="Refused"/>, <see cref="NoAnswer"/> or <see cref="Unreachable"/>.</summary>
    public static string Connect(IPAddress address, int port, TimeSpan timeout)
    {
        using (var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                var connecting = socket.BeginConnect(address, port, null, null);
                if (!connecting.AsyncWaitHandle.WaitOne(timeout))
                {
                    return NoAnswer;
                }

                socket.EndConnect(connecting);
                return Open;
            }
            catch (SocketException exception)
            {
                return Word(exception.SocketErrorCode);
            }
        }
    }

    private static string Word(SocketError error)
    {
        switch (error)
        {
            case SocketError.ConnectionRefused:
            case SocketError.ConnectionReset:
                return Refused;
            case SocketError.TimedOut:
                return NoAnswer;
            default:
                return Unreachable;
        }
    }
}
