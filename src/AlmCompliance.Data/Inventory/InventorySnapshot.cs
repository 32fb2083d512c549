using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Data.Inventory;

/// <summary>What was accepted of a report. The same content again confirms it; a gap in the evidence starts a new one.</summary>
public sealed class InventorySnapshot
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public Guid HostId { get; set; }
    public EvidenceOrigin Origin { get; set; }

    /// <summary>SHA-256 of the report without ids, times and probes: what decides whether it changed.</summary>
    public required byte[] ContentDigest { get; set; }

    /// <summary>The report as it came, as JSON of the contract, bounded.</summary>
    public required string Content { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    public DateTimeOffset ConfirmedFrom { get; set; }

    /// <summary>Of a host's current snapshot ask <see cref="Host.ConfirmedTo"/>: it is written here when the snapshot ends.</summary>
    public DateTimeOffset ConfirmedTo { get; set; }
}
