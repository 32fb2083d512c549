using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Data.Inventory;

/// <summary>An area of the plant (IEC 62443). The zone <c>Outside</c> is built in and has no row: an absent zone stands for it where a path begins.</summary>
public sealed class Zone
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary><see cref="SortKeys.Of"/> of the name; unique.</summary>
    public required string NameKey { get; set; }
    public string Site { get; set; } = "";

    /// <summary><see cref="SortKeys.Of"/> of the site: address ranges are unique within it.</summary>
    public string SiteKey { get; set; } = "";
    public ZoneCriticality Criticality { get; set; }
    public string Owner { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Hosts of this zone may probe and be probed.</summary>
    public bool ProbesAllowed { get; set; }

    /// <summary>Probes go out only between these times of day (UTC); the end may lie after midnight. Null: at no time.</summary>
    public TimeOnly? ProbesFrom { get; set; }
    public TimeOnly? ProbesTo { get; set; }

    /// <summary>The zone's owner approved that targets below V5.2 are probed.</summary>
    public string? OldTargetsApprovedBy { get; set; }
    public DateTimeOffset? OldTargetsApprovedAt { get; set; }
}
