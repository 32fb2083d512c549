namespace AlmCompliance.Data.Inventory;

/// <summary>For how long former snapshots are kept: one row, absent until somebody sets it. Then nothing is forgotten.</summary>
public sealed class StoredRetention
{
    public int Id { get; set; } = 1;

    /// <summary>Null keeps them all.</summary>
    public int? Days { get; set; }
    public required string SetBy { get; set; }
    public DateTimeOffset SetAt { get; set; }
}
