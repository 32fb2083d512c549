namespace AlmCompliance.Simulator.Plant;

/// <summary>What kind of plant is played, and how lively; the same options make the same plant.</summary>
public sealed record PlantOptions
{
    public int Hosts { get; init; } = 250;

    public int Seed { get; init; } = 57252401;

    /// <summary>Of the live reports, the share whose content differs from the host's one before; a tenth of these moves the verdict.</summary>
    public double ChangedShare { get; init; } = 0.1;

    /// <summary>Of the hosts, the share that has fallen silent for good; half as many more were silent for some days.</summary>
    public double SilentShare { get; init; } = 0.025;

    /// <summary>Of the live reports, the share that no server may take.</summary>
    public double MalformedShare { get; init; }

    /// <summary>Machines beside the hosts that were made from a host's disk image: its identity, its key, another address.</summary>
    public int CloneCount { get; init; }

    /// <summary>Live reports a second over the whole plant; 0 sends as fast as the server takes them.</summary>
    public double Rate { get; init; } = 2;

    /// <summary>How long live traffic lasts; null until it is cancelled.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How far back the hosts' lives reach.</summary>
    public TimeSpan History { get; init; } = TimeSpan.FromDays(90);

    public IReadOnlyList<PlantZone> Zones { get; init; } = PlantZone.ChemicalWorks;

    /// <summary>Why no plant can be made of this; null where one can.</summary>
    public string? Problem => this switch
    {
        { Hosts: < 1 or > 1_000_000 } => "A plant has 1 to 1,000,000 hosts.",
        _ when CloneCount < 0 || CloneCount > Hosts => "There are at most as many clones as hosts.",
        { ChangedShare: not (>= 0 and <= 1) } or { MalformedShare: not (>= 0 and <= 1) } => "A share lies between 0 and 1.",
        { SilentShare: not (>= 0 and <= 0.6) } => "The share of silent hosts lies between 0 and 0.6.",
        { Rate: not (>= 0 and <= 1_000_000) } => "The rate lies between 0 and 1,000,000 reports a second.",
        { Duration.Ticks: <= 0 } or { History.Ticks: <= 0 } => "A span of time is longer than nothing.",
        { Zones.Count: 0 } => "A plant has at least one zone.",
        _ => null,
    };
}
