namespace AlmCompliance.Data.Inventory;

/// <summary>
/// The facts of a host's current snapshot in a form that is quick to read, in a table of its own that is read in host order.
/// Made from the snapshot and made again whenever it does not name it or its format is another: nothing is lost with it.
/// </summary>
public sealed class CompactFacts
{
    public Guid HostId { get; set; }

    /// <summary>The snapshot it was made from.</summary>
    public Guid SnapshotId { get; set; }

    /// <summary>How it is written; another number than the program's own counts as absent.</summary>
    public int Format { get; set; }
    public required byte[] Bytes { get; set; }
}
