namespace AlmCompliance.Data.Inventory;

public static class SnapshotOrder
{
    /// <summary>A host's snapshots, the one that was confirmed last first, as <see cref="Host.ConfirmedTo"/> says.</summary>
    public static IOrderedQueryable<InventorySnapshot> OrderByConfirmation(this IQueryable<InventorySnapshot> snapshots, Host host)
    {
        return host is { CurrentSnapshotId: { } current, EvidenceAt: { } confirmedTo }
            ? snapshots.OrderByDescending(s => s.Id == current && s.ConfirmedTo < confirmedTo ? confirmedTo : s.ConfirmedTo)
            : snapshots.OrderByDescending(s => s.ConfirmedTo);
    }
}
