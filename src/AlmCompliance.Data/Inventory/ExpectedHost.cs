namespace AlmCompliance.Data.Inventory;

/// <summary>A line of the plant's own list of hosts; one that never reported is Unknown and counts.</summary>
public sealed class ExpectedHost
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public required string NameKey { get; set; }
    public required string Owner { get; set; }
    public Guid? ZoneId { get; set; }
    public DateTimeOffset ListedAt { get; set; }

    /// <summary>The host that enrolled under this name; null until one did.</summary>
    public Guid? HostId { get; set; }
}
