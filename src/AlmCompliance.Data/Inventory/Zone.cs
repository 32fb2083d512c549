namespace AlmCompliance.Data.Inventory;

/// <summary>An area of the plant (IEC 62443). Its ranges and conduits come with segmentation.</summary>
public sealed class Zone
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required string Name { get; set; }

    /// <summary><see cref="SortKeys.Of"/> of the name; unique.</summary>
    public required string NameKey { get; set; }
    public string Site { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
}
