using AlmCompliance.Data;
using AlmCompliance.Domain.Segmentation;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>When zones may still be worked on, to be told beside a due date, which they never move.</summary>
internal sealed class ZoneWindows
{
    private readonly ILookup<Guid, MaintenanceWindow> _windows;
    private readonly DateTimeOffset _now;

    private ZoneWindows(ILookup<Guid, MaintenanceWindow> windows, DateTimeOffset now) => (_windows, _now) = (windows, now);

    /// <summary>Windows of these zones that are not over yet. One statement, none for no zones.</summary>
    public static async Task<ZoneWindows> ReadAsync(AlmDbContext db, IEnumerable<Guid?> zoneIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Guid[] zones = [.. zoneIds.OfType<Guid>().Distinct()];
        var stored = zones.Length == 0
            ? []
            : await db.MaintenanceWindows.AsNoTracking().Where(w => zones.Contains(w.ZoneId) && w.To > now).ToListAsync(cancellationToken);
        return new ZoneWindows(stored.ToLookup(w => w.ZoneId, w => new MaintenanceWindow(w.From, w.To)), now);
    }

    /// <summary>The last one that ends by then; null where there is none: only an approved deferral helps.</summary>
    public MaintenanceWindow? LastBefore(Guid? zone, DateTimeOffset dueAt) =>
        zone is { } id ? MaintenanceWindow.LastBefore([.. _windows[id]], dueAt, _now) : null;
}
