using System.Net;

namespace AlmCompliance.Web.Access;

/// <summary>
/// How often an address may fail. Only failures count, and the address is the peer's own: no header can lend another. A whole
/// plant may stand behind one address, so an address that has spent its failures gets the next one back within seconds, and
/// who shows a valid key or token is served all the same. The guessing of one person's password is stopped by the lockout of
/// the account, from wherever it comes.
/// </summary>
internal sealed class FailureLimits(TimeProvider clock)
{
    /// <summary>Unknown agent keys and API tokens.</summary>
    public FailureLimit<IPAddress> Keys { get; } = new(60, TimeSpan.FromSeconds(1), clock);

    /// <summary>Unknown, expired or used-up enrolment tokens.</summary>
    public FailureLimit<IPAddress> Enrollments { get; } = new(30, TimeSpan.FromSeconds(2), clock);

    /// <summary>Wrong set-up codes.</summary>
    public FailureLimit<IPAddress> SetUps { get; } = new(10, TimeSpan.FromSeconds(10), clock);

    /// <summary>A person's attempts to change their own password that changed nothing.</summary>
    public FailureLimit<Guid> OwnPasswords { get; } = new(10, TimeSpan.FromSeconds(6), clock);

    /// <summary>Wrong passwords.</summary>
    public SignInLimit SignIns { get; } = new(clock);
}

/// <summary>So many failures at once, and one more after each interval.</summary>
internal sealed class FailureLimit<TKey>(int most, TimeSpan interval, TimeProvider clock)
    where TKey : notnull
{
    private const int Many = 20_000;
    private readonly Lock _lock = new();

    // When each will have all its failures back.
    private readonly Dictionary<TKey, DateTimeOffset> _whole = [];
    private DateTimeOffset _sweptAt;

    /// <summary>Until one that has spent its failures gets the next one back.</summary>
    public TimeSpan RetryAfter => interval;

    /// <summary>Counts one failure; false where none was left. Counted before a guess is tried, guesses sent side by side cannot overshoot.</summary>
    public bool TryCount(TKey key)
    {
        var now = clock.GetUtcNow();
        var full = now + most * interval;
        lock (_lock)
        {
            var whole = _whole.TryGetValue(key, out var at) && at > now ? at : now;

            if (whole + interval > full)
            {
                // A clock that was set back must not keep anybody out for longer.
                _whole[key] = whole > full ? full : whole;
                return false;
            }

            Sweep(now);
            _whole[key] = whole + interval;
            return true;
        }
    }

    /// <summary>Takes one count back: it was no failure.</summary>
    public void GiveBack(TKey key)
    {
        lock (_lock)
        {
            if (_whole.TryGetValue(key, out var at))
            {
                _whole[key] = at - interval;
            }
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        if (_whole.Count < Many || (now - _sweptAt).Duration() < interval)
        {
            return;
        }

        _sweptAt = now;
        foreach (var (key, _) in _whole.Where(w => w.Value <= now).ToList())
        {
            _whole.Remove(key);
        }
    }
}
