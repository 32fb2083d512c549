namespace AlmCompliance.Simulator.Plant;

/// <summary>
/// Chance that depends on nothing but the seed, the host and the topic (SplitMix64): a new topic moves no other draw, and
/// two machines draw alike.
/// </summary>
internal sealed class Dice
{
    private ulong _state;

    public Dice(int seed, int host, string topic)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in topic)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        _state = Mix(Mix(Mix((ulong)(uint)seed) + (ulong)(uint)host) + hash);
    }

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        return Mix(_state);
    }

    /// <summary>From 0 up to, not including, 1.</summary>
    public double NextShare() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    public int Below(int limit) => (int)(NextShare() * limit);

    public bool Hits(double share) => NextShare() < share;

    public double Between(double least, double most) => least + (NextShare() * (most - least));

    public T OneOf<T>(params ReadOnlySpan<T> items) => items[Below(items.Length)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
