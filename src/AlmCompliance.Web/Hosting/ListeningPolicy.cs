using System.Globalization;
using System.Net;

namespace AlmCompliance.Web.Hosting;

/// <summary>Plain HTTP stays on this machine unless somebody says otherwise.</summary>
internal static class ListeningPolicy
{
    public const string DefaultUrl = "http://localhost:5080";
    public const string DefaultHttpsUrl = "https://localhost:5080";

    /// <exception cref="StartException">One of the addresses speaks plain HTTP beyond loopback.</exception>
    public static void Require(IEnumerable<string> urls, bool insecure)
    {
        if (insecure)
        {
            return;
        }

        foreach (var url in urls)
        {
            var address = BindingAddress.Parse(url);
            if (address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase) && !address.IsUnixPipe && !IsLoopback(address.Host))
            {
                throw new StartException($"Plain HTTP beyond this machine is refused ({url}); use --https, or say --insecure.");
            }
        }
    }

    /// <summary>The address as somebody at this machine can open it: one that means every interface is none that a browser knows.</summary>
    public static string Reachable(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.Host is "+" or "*" or "0.0.0.0" or "[::]"
            ? string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://localhost:{address.Port}")
            : url;
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
