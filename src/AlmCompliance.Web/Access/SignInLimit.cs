using System.Net;

namespace AlmCompliance.Web.Access;

/// <summary>
/// The limit of wrong passwords. Whoever has signed in from an address before has failures of their own there: those of others
/// behind the same address do not keep them out.
/// </summary>
internal sealed class SignInLimit(TimeProvider clock)
{
    private const int MostRemembered = 10_000;

    private readonly FailureLimit<IPAddress> _addresses = new(50, TimeSpan.FromSeconds(6), clock);
    private readonly FailureLimit<(IPAddress, string)> _people = new(10, TimeSpan.FromSeconds(6), clock);
    private readonly Lock _lock = new();
    private readonly HashSet<(IPAddress, string)> _familiar = [];

    public TimeSpan RetryAfter => _addresses.RetryAfter;

    /// <summary>Counts an attempt as a failure until it turns out to be none; null where none is left.</summary>
    public Attempt? TryBegin(IPAddress peer, string account)
    {
        bool isFamiliar;
        lock (_lock)
        {
            isFamiliar = _familiar.Contains((peer, account));
        }

        var counted = isFamiliar ? _people.TryCount((peer, account)) : _addresses.TryCount(peer);
        return counted ? new Attempt(this, peer, account, isFamiliar) : null;
    }

    private void Succeeded(IPAddress peer, string account, bool wasFamiliar)
    {
        if (wasFamiliar)
        {
            _people.GiveBack((peer, account));
            return;
        }

        _addresses.GiveBack(peer);
        lock (_lock)
        {
            if (_familiar.Count >= MostRemembered)
            {
                _familiar.Clear();
            }

            _familiar.Add((peer, account));
        }
    }

    public sealed class Attempt(SignInLimit limit, IPAddress peer, string account, bool isFamiliar)
    {
        public void Succeeded() => limit.Succeeded(peer, account, isFamiliar);
    }
}
