namespace AlmCompliance.Domain.Segmentation;

/// <summary>How a host fell into its zone.</summary>
public enum PlacementKind
{
    /// <summary>No range holds any of its addresses, and nobody placed it.</summary>
    Unzoned = 0,

    /// <summary>All of its addresses lie in one zone.</summary>
    ByAddress,

    /// <summary>A person placed it.</summary>
    ByHand,

    /// <summary>An address lies in zones of several sites, or beside its zone it has an address in none: a person is asked.</summary>
    Ambiguous,

    /// <summary>Its addresses lie in several zones: a person is asked, and every boundary of each counts.</summary>
    DualHomed,
}

/// <summary>A part of a zone that a host stands in.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Range">The zone's range that holds the address; the address alone where the zone has none for it.</param>
public readonly record struct ZoneStand(ZoneId Zone, AddressRange Range);

/// <summary>Where a host stands.</summary>
/// <param name="Kind">How it came there.</param>
/// <param name="Home">The zone that it counts for; null where a person has to say.</param>
/// <param name="Stands">Every zone and range it touches, each once; empty where it is unzoned.</param>
public sealed record ZonePlacement(PlacementKind Kind, ZoneId? Home, IReadOnlyList<ZoneStand> Stands)
{
    /// <summary>In no zone.</summary>
    public static ZonePlacement Unzoned { get; } = new(PlacementKind.Unzoned, null, []);

    /// <summary>Whether a person has to place the host.</summary>
    public bool AsksAPerson => Kind is PlacementKind.Ambiguous or PlacementKind.DualHomed;
}
