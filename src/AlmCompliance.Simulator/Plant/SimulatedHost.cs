using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Simulator.Life;

namespace AlmCompliance.Simulator.Plant;

/// <summary>One machine of the plant.</summary>
public sealed class SimulatedHost
{
    private readonly int _seed;
    private readonly int _index;
    private readonly int _identity;

    internal SimulatedHost(
        int seed, int index, string name, PlantZone zone, int numberInZone, WindowsEdition windows, HostLife life, SimulatedHost? original = null)
    {
        _seed = seed;
        _index = index;
        _identity = original?._identity ?? index;
        Name = name;
        Zone = zone;
        Windows = windows;
        Life = life;
        IsClone = original is not null;
        MachineId = original?.MachineId ?? DigestOf(FormattableString.Invariant($"machine {seed}/{index}"));
        Address = string.Create(
            CultureInfo.InvariantCulture, $"10.{zone.Octet + (numberInZone / 62_500)}.{numberInZone / 250 % 250}.{(numberInZone % 250) + 2}");
    }

    public string Name { get; }

    public string MachineId { get; }

    public PlantZone Zone { get; }

    /// <summary>IPv4, without prefix length.</summary>
    public string Address { get; }

    /// <summary>Whether it was made from another host's disk image and so shares its identity.</summary>
    public bool IsClone { get; }

    internal WindowsEdition Windows { get; }

    internal HostLife Life { get; }

    /// <summary>How far the host's own clock is wrong; on some an empty battery has set it back by years.</summary>
    internal TimeSpan ClockError
    {
        get
        {
            var dice = Dice("clock");
            return Deal.At(dice.NextShare(), TimeSpan.Zero, (TimeSpan.FromMinutes(dice.Between(-90, 90)), 0.03), (TimeSpan.FromDays(-4_000), 0.01));
        }
    }

    public override string ToString() => Name;

    /// <summary>A machine made from this one's disk image.</summary>
    internal SimulatedHost Clone(int index) => new(_seed, index, Name, Zone, index, Windows, Life, this);

    /// <summary>Chance that a clone shares with its original.</summary>
    internal Dice Habit(string topic) => new(_seed, _identity, topic);

    /// <summary>Chance of this machine's own.</summary>
    internal Dice Dice(string topic) => new(_seed, _index, topic);

    /// <summary>Windows starts again every few weeks, and when an event of its life brings it about; a clone shares no event with its original.</summary>
    internal DateTimeOffset LastBoot(HostState state, DateTimeOffset now)
    {
        var dice = Dice("boot");
        var cycle = TimeSpan.FromDays(dice.Between(20, 50)).Ticks;
        var regular = now.AddTicks(-((now.UtcTicks + (long)(dice.NextShare() * cycle)) % cycle));
        return !IsClone && state.StartedAt is { } started && started > regular ? started : regular;
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
}
