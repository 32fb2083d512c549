using System.Net;

namespace AlmCompliance.Web.Access;

/// <summary>
/// Decides which failed sign-ins the audit trail tells of: of an address at an account within a window the 1st, 10th, 100th …,
/// so that no guesser can flood it. Where more pairs fail than are told apart, the rest count as one.
/// </summary>
internal sealed class FailedSignIns(TimeProvider clock)
{
    public const int MostPairs = 100;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly (IPAddress, Guid?) s_rest = (IPAddress.None, null);

    private readonly Lock _lock = new();
    private readonly Dictionary<(IPAddress, Guid?), long> _counts = [];
    private DateTimeOffset _windowEnd;

    /// <summary>Counts one; how many it were so far where that is to be told, else null.</summary>
    /// <param name="account">Null where there is no such person: what was typed may be a password and is not kept.</param>
    public long? Count(IPAddress peer, Guid? account)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (now >= _windowEnd || _windowEnd - now > Window)
            {
                _counts.Clear();
                _windowEnd = now + Window;
            }

            var pair = _counts.ContainsKey((peer, account)) || _counts.Count < MostPairs ? (peer, account) : s_rest;
            var count = _counts[pair] = _counts.GetValueOrDefault(pair) + 1;
            return IsPowerOfTen(count) ? count : null;
        }
    }

    private static bool IsPowerOfTen(long count)
    {
        while (count % 10 == 0)
        {
            count /= 10;
        }

        return count == 1;
    }
}
