using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Data.Inventory;

/// <summary>What a verdict asks of a host's row: the whole row gives it, and a page of the fleet.</summary>
public interface IStoredHost
{
    Guid Id { get; }
    Guid? ZoneId { get; }
    ZoneBasis ZoneBasis { get; }
    string? Addresses { get; }
    DateTimeOffset EnrolledAt { get; }
    DateTimeOffset? EvidenceAt { get; }
    EvidenceOrigin EvidenceOrigin { get; }
    DateTimeOffset? EvidenceExpiresAt { get; }
    Guid? CurrentSnapshotId { get; }

    /// <summary>Of the current snapshot; null where the host never reported.</summary>
    byte[]? ContentDigest { get; }

    /// <summary>Two machines use its identity; null where nothing shows that.</summary>
    IdentityDoubt? Identity { get; }
}
