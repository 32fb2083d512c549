using AlmCompliance.Simulator.Life;

namespace AlmCompliance.Simulator.Plant;

/// <summary>The hosts of a plant with their lives up to one day; the same options and day make the same plant.</summary>
public sealed class SimulatedPlant
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <param name="options">What kind of plant.</param>
    /// <param name="today">The end of the hosts' lived history.</param>
    /// <exception cref="ArgumentException">The options have a <see cref="PlantOptions.Problem"/>.</exception>
    public SimulatedPlant(PlantOptions options, DateTimeOffset today)
    {
        if (options.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        Options = options;
        Calendar = new PlantCalendar(today, options.History, [.. options.Zones.Select(z => z.Site).Where(s => s.Length > 0).Distinct(StringComparer.Ordinal)]);
        Hosts = [.. MakeHosts()];
        Clones = [.. MakeClones()];
    }

    public PlantOptions Options { get; }

    /// <summary>When the hosts' lived history begins.</summary>
    public DateTimeOffset Start => Calendar.Start;

    public IReadOnlyList<SimulatedHost> Hosts { get; }

    /// <summary>Machines made from the image of one of <see cref="Hosts"/>.</summary>
    public IReadOnlyList<SimulatedHost> Clones { get; }

    internal PlantCalendar Calendar { get; }

    private IEnumerable<SimulatedHost> MakeHosts()
    {
        var fates = new PlantFates(Options);
        var index = 0;
        foreach (var (zone, count) in HostsByZone())
        {
            var weight = zone.Roles.Sum(r => r.Weight);
            var roles = Deal.Out(
                count, new Dice(Options.Seed, index, "roles"), zone.Roles[^1].Role, [.. zone.Roles.Select(r => (r.Role, r.Weight / weight))]);
            for (var i = 0; i < count; i++, index++)
            {
                var fate = fates.Of(index);
                var windows = WindowsEdition.For(fate.Era, roles[i].IsServer, new Dice(Options.Seed, index, "windows"));
                var life = HostLife.Of(fate, Calendar, zone.Site, new Dice(Options.Seed, index, "life"));
                yield return new SimulatedHost(Options.Seed, index, NextName(roles[i]), zone, i, windows, life);
            }
        }
    }

    private IEnumerable<SimulatedHost> MakeClones()
    {
        var dice = new Dice(Options.Seed, 0, "clones");
        return Hosts.Where(h => h.Life.At(Calendar.Today).IsReporting)
            .OrderBy(_ => dice.NextBits())
            .Take(Options.CloneCount)
            .Select((original, i) => original.Clone(Options.Hosts + i));
    }

    private IEnumerable<(PlantZone Zone, int Count)> HostsByZone()
    {
        var weight = Options.Zones.Sum(z => z.Weight);
        var shares = Options.Zones.Select(z => (z, z.Weight / weight)).ToArray();
        return Enumerable.Range(0, Options.Hosts)
            .Select(i => Deal.At((i + 0.5) / Options.Hosts, Options.Zones[^1], shares))
            .CountBy(z => z)
            .Select(p => (p.Key, p.Value));
    }

    private string NextName(HostRole role)
    {
        var number = _numbers.GetValueOrDefault(role.Prefix) + 1;
        _numbers[role.Prefix] = number;
        return role.Name(number);
    }
}
