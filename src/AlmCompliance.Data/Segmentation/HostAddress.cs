namespace AlmCompliance.Data.Segmentation;

/// <summary>How a host came to its zone.</summary>
public enum ZoneBasis
{
    /// <summary>It has none.</summary>
    None = 0,

    /// <summary>The token it enrolled with names the zone.</summary>
    Token,

    /// <summary>Its address lies in a range of the zone.</summary>
    Address,

    /// <summary>A person put it there.</summary>
    Hand,

    /// <summary>An address lies in zones of several sites, or in none beside one in a zone; a person must say which is its own.</summary>
    Ambiguous,

    /// <summary>Its addresses lie in several zones of a site; a person must say which is its own, and every boundary of each counts.</summary>
    DualHomed,
}

/// <summary>An address that a host reported.</summary>
public sealed class HostAddress
{
    public Guid HostId { get; set; }

    /// <summary><see cref="AddressKey"/> of the address.</summary>
    public required string Key { get; set; }
    public int PrefixLength { get; set; }

    /// <summary>As it was reported: <c>10.20.4.41/24</c>.</summary>
    public required string Text { get; set; }
}

/// <summary>A zone that a host touches beside its own: every boundary of it counts for the host.</summary>
public sealed class HostZone
{
    public Guid HostId { get; set; }
    public Guid ZoneId { get; set; }
    public ZoneBasis Basis { get; set; }
}
