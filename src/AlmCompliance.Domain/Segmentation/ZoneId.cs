namespace AlmCompliance.Domain.Segmentation;

/// <summary>A zone of the plant. The default, all zeros, is no zone that is known.</summary>
/// <param name="Value">The zone's number.</param>
public readonly record struct ZoneId(Guid Value)
{
    /// <summary>Everything that is no zone of the plant: built in, never stored as a row of its own.</summary>
    public static ZoneId Outside { get; } = new(Guid.AllBitsSet);

    /// <inheritdoc />
    public override string ToString() => this == Outside ? nameof(Outside) : Value.ToString();
}

/// <summary>How much harm a stop or a manipulation in a zone does; deadlines depend on it.</summary>
public enum ZoneCriticality
{
    /// <summary>Nobody has said.</summary>
    Unknown = 0,

    /// <summary>Little.</summary>
    Low,

    /// <summary>Usual.</summary>
    Medium,

    /// <summary>Much.</summary>
    High,
}

/// <summary>A permitted way: hosts of one zone may reach licence servers of another on the ALM's port there.</summary>
/// <param name="From">Where connections come from; may be <see cref="ZoneId.Outside"/>.</param>
/// <param name="To">Where the licence servers stand.</param>
/// <param name="Port">The TCP port; another is not permitted by it.</param>
public readonly record struct Conduit(ZoneId From, ZoneId To, int Port);
