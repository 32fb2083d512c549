namespace AlmCompliance.Web.Live;

/// <summary>Tells circuits which hosts changed, after the change is durable. Handlers must be quick and never throw.</summary>
internal sealed class ChangeFeed
{
    private readonly Lock _lock = new();
    private Action<Guid?>[] _handlers = [];
    private long _version;
    private long _plantVersion;

    /// <summary>Grows with every change.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Grows with every change of more than one host: of the fleet, the zones, the agents, decisions, advisories.</summary>
    public long PlantVersion => Interlocked.Read(ref _plantVersion);

    /// <summary>A host changed; null says that the fleet, the zones or the agents did.</summary>
    public void Publish(Guid? hostId)
    {
        Interlocked.Increment(ref _version);
        if (hostId is null)
        {
            Interlocked.Increment(ref _plantVersion);
        }

        foreach (var handler in Volatile.Read(ref _handlers))
        {
            handler(hostId);
        }
    }

    public IDisposable Subscribe(Action<Guid?> handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers, handler];
        }

        return new Subscription(this, handler);
    }

    private void Remove(Action<Guid?> handler)
    {
        lock (_lock)
        {
            _handlers = [.. _handlers.Where(h => h != handler)];
        }
    }

    private sealed class Subscription(ChangeFeed feed, Action<Guid?> handler) : IDisposable
    {
        public void Dispose() => feed.Remove(handler);
    }
}
