namespace AlmCompliance.Domain.Segmentation;

/// <summary>What the network showed about one host's ALM port.</summary>
/// <param name="LastFoundOpenAt">When another host last connected to it; null where none ever did.</param>
public sealed record PortEvidence(DateTimeOffset? LastFoundOpenAt)
{
    /// <summary>Nobody ever probed the host.</summary>
    public static PortEvidence None { get; } = new((DateTimeOffset?)null);
}
