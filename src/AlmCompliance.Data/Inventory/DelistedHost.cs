namespace AlmCompliance.Data.Inventory;

/// <summary>What a line of the plant's own list was until somebody took it off or gave it another name: what is said of those times goes on counting it.</summary>
public sealed class DelistedHost
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid LineId { get; set; }
    public required string Name { get; set; }
    public required string NameKey { get; set; }
    public required string Owner { get; set; }
    public Guid? ZoneId { get; set; }
    public string? Role { get; set; }
    public DateTimeOffset ListedAt { get; set; }

    /// <summary>From this moment on it was not on the list.</summary>
    public DateTimeOffset DelistedAt { get; set; }
    public Guid? HostId { get; set; }

    public static DelistedHost Of(ExpectedHost line, DateTimeOffset now) => new()
    {
        LineId = line.Id,
        Name = line.Name,
        NameKey = line.NameKey,
        Owner = line.Owner,
        ZoneId = line.ZoneId,
        Role = line.Role,
        ListedAt = line.ListedAt,
        DelistedAt = now,
        HostId = line.HostId,
    };
}
