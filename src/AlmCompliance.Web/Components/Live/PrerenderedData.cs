using System.Collections.Concurrent;

namespace AlmCompliance.Web.Components.Live;

/// <summary>
/// Carries what the first, plain rendering read over to the circuit that takes the page on, so that nothing is read twice or
/// flashes. Only a ticket travels through the browser: a page of data would not fit into the circuit's first message.
/// </summary>
internal sealed class PrerenderedData(TimeProvider clock)
{
    private const int MostKept = 500;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, object Data)> _kept = new();

    public Guid Keep(object data)
    {
        var now = clock.GetUtcNow();
        foreach (var (ticket, kept) in _kept)
        {
            if (now - kept.At > Life || _kept.Count >= MostKept)
            {
                _kept.TryRemove(ticket, out _);
            }
        }

        var fresh = Guid.NewGuid();
        _kept[fresh] = (now, data);
        return fresh;
    }

    /// <summary>What was kept, once; null where it is gone.</summary>
    public object? Take(Guid ticket) =>
        _kept.TryRemove(ticket, out var kept) && clock.GetUtcNow() - kept.At <= Life ? kept.Data : null;
}
