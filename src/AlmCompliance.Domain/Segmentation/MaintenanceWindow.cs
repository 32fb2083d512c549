namespace AlmCompliance.Domain.Segmentation;

/// <summary>A time in which a zone may be worked on.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end, later than the beginning.</param>
public readonly record struct MaintenanceWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>
    /// The last window that is not over yet and ends by the due date; null where there is none: then only an approved
    /// deferral helps. Windows never move a due date.
    /// </summary>
    public static MaintenanceWindow? LastBefore(IReadOnlyList<MaintenanceWindow> windows, DateTimeOffset dueAt, DateTimeOffset now)
    {
        MaintenanceWindow? last = null;
        foreach (var window in windows)
        {
            if (window.To > now && window.To <= dueAt && (last is not { } known || window.To > known.To))
            {
                last = window;
            }
        }

        return last;
    }
}
