using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;

namespace AlmCompliance.Web.Access;

/// <summary>
/// How often an address may fail. Only failures count, and the address is the peer's own: no header can lend another.
/// </summary>
internal sealed class FailureLimits : IDisposable
{
    /// <summary>Unknown agent keys and API tokens.</summary>
    public FailureLimit Keys { get; } = new(permits: 60, TimeSpan.FromMinutes(1));

    /// <summary>Unknown, expired or used-up enrolment tokens.</summary>
    public FailureLimit Enrollments { get; } = new(permits: 30, TimeSpan.FromMinutes(1));

    /// <summary>Wrong passwords and set-up codes.</summary>
    public FailureLimit SignIns { get; } = new(permits: 10, TimeSpan.FromMinutes(5));

    public void Dispose()
    {
        Keys.Dispose();
        Enrollments.Dispose();
        SignIns.Dispose();
    }
}

/// <summary>One such limit: a window per address.</summary>
internal sealed class FailureLimit(int permits, TimeSpan window) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = window,
            QueueLimit = 0,
        }));

    public string RetryAfterSeconds { get; } = window.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Whether the address has failed as often as it may.</summary>
    public bool IsExhausted(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(Peer(context), permitCount: 0);
        return !lease.IsAcquired;
    }

    /// <summary>Counts one failure.</summary>
    public void Count(HttpContext context) => _limiter.AttemptAcquire(Peer(context)).Dispose();

    public void Dispose() => _limiter.Dispose();

    // An IPv6 peer commands its whole /64.
    private static IPAddress Peer(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }
}
