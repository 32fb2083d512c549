namespace AlmCompliance.Data.Inventory;

public static class SnapshotOrder
{
    /// <summary>A host's snapshots, the one that was confirmed last first, as <see cref="Host.ConfirmedTo"/> says.</summary>
    public static IOrderedQueryable<InventorySnapshot> OrderByConfirmation(this IQueryable<InventorySnapshot> snapshots, Host host)
    {
        var (current, confirmedTo) = (host.CurrentSnapshotId, host.EvidenceAt);
        return snapshots.OrderByDescending(s => s.Id == current && s.ConfirmedTo < confirmedTo ? confirmedTo!.Value : s.ConfirmedTo);
    }
}
