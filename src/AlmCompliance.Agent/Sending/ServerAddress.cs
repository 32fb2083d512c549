using System;
using AlmCompliance.Agent.Commands;

namespace AlmCompliance.Agent.Sending;

/// <summary>The server's address: HTTPS, or plain HTTP to this very host.</summary>
internal static class ServerAddress
{
    /// <exception cref="CommandException">It is none.</exception>
    public static Uri Parse(string text)
    {
        Uri? address;
        if (!Uri.TryCreate(text, UriKind.Absolute, out address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || address.UserInfo.Length > 0)
        {
            throw new CommandException("This is no server's address: use https://NAME:PORT.");
        }

        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            ? new Uri(address, "/")
            : throw new CommandException("Keys are not sent over plain HTTP to another host: use https://NAME:PORT.");
    }
}
