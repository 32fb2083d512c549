using AlmCompliance.Domain.Compliance;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Compliance;

/// <summary>Hosts of one zone with one status for an advisory at a moment.</summary>
/// <param name="ZoneId">The zone of that moment; null for hosts without one.</param>
public sealed record ZoneFigure(Guid? ZoneId, ComplianceStatus Status, bool IsExposed, int Hosts);

/// <summary>
/// Counts a fleet as it was at any moment without reading it: the counts of the last day that had ended, and what began and ended
/// since. A day in which one host in a hundred changes costs some ten thousand index entries, however large the fleet is.
/// </summary>
public static class Figures
{
    /// <summary>What the server had concluded; says the same as counting <see cref="EffectiveStatuses.StatusesAsOf"/>. Two statements.</summary>
    public static async Task<IReadOnlyList<ZoneFigure>> FiguresAsOfAsync(this AlmDbContext db, string advisoryId, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var lastEnded = DailyCount.LastEndedBy(moment);
        var counted = await db.DailyCounts.AsNoTracking()
            .Where(c => c.AdvisoryId == advisoryId
                && c.Day == db.DailyCounts.Where(d => d.AdvisoryId == advisoryId && d.Day <= lastEnded).Max(d => (DateOnly?)d.Day))
            .ToListAsync(cancellationToken);
        var since = counted is [var any, ..] ? DailyCount.EndOf(any.Day) : DateTimeOffset.MinValue;

        // What was counted never changes, so the two statements cannot disagree.
        var changes = await Changes(db, advisoryId, since, moment).ToListAsync(cancellationToken);
        changes.AddRange(counted.Select(c => new Change
        {
            Zone = c.ZoneId,
            Status = c.Status,
            LastKnown = c.IsExposed ? ComplianceStatus.NonCompliant : ComplianceStatus.Unknown,
            Hosts = c.Hosts,
        }));
        return [.. changes
            .GroupBy(c => (c.Zone, c.Status, IsExposed: IsExposed(c.Status, c.LastKnown)))
            .Select(g => new ZoneFigure(g.Key.Zone == Guid.Empty ? null : g.Key.Zone, g.Key.Status, g.Key.IsExposed, g.Sum(c => c.Hosts)))
            .Where(f => f.Hosts != 0)
            .OrderBy(f => f.ZoneId).ThenBy(f => f.Status).ThenBy(f => f.IsExposed)];
    }

    /// <summary>Only contrary evidence or a decommission ends exposure; not knowing does not.</summary>
    public static bool IsExposed(ComplianceStatus status, ComplianceStatus lastKnown) =>
        (status == ComplianceStatus.Unknown ? lastKnown : status) is ComplianceStatus.NonCompliant or ComplianceStatus.Waived;

    /// <summary>What came and went in the time after <paramref name="since"/> up to <paramref name="moment"/>. One statement, each part from an index alone.</summary>
    private static IQueryable<Change> Changes(AlmDbContext db, string advisoryId, DateTimeOffset since, DateTimeOffset moment)
    {
        var ended = db.StatusPeriods.Where(p => p.AdvisoryId == advisoryId && p.To > since && p.To <= moment)
            .GroupBy(p => new { p.ZoneId, p.Status, p.LastKnown })
            .Select(g => new Change { Zone = g.Key.ZoneId ?? Guid.Empty, Status = g.Key.Status, LastKnown = g.Key.LastKnown, Hosts = -g.Count() });
        var begun = db.StatusPeriods.Where(p => p.AdvisoryId == advisoryId && p.From > since && p.From <= moment)
            .GroupBy(p => new { p.ZoneId, p.Status, p.LastKnown })
            .Select(g => new Change { Zone = g.Key.ZoneId ?? Guid.Empty, Status = g.Key.Status, LastKnown = g.Key.LastKnown, Hosts = g.Count() });
        var current = db.Statuses.Where(s => s.AdvisoryId == advisoryId && s.From > since && s.From <= moment)
            .GroupBy(s => new { s.ZoneId, s.Status, s.LastKnown })
            .Select(g => new Change { Zone = g.Key.ZoneId ?? Guid.Empty, Status = g.Key.Status, LastKnown = g.Key.LastKnown, Hosts = g.Count() });

        // What has run out and nothing has been written about: no longer what it was, and Unknown instead.
        var expired = db.Statuses.Where(s => s.AdvisoryId == advisoryId && s.HoldsUntil > since && s.HoldsUntil <= moment);
        var noLonger = expired
            .GroupBy(s => new { s.ZoneId, s.Status, s.LastKnown })
            .Select(g => new Change { Zone = g.Key.ZoneId ?? Guid.Empty, Status = g.Key.Status, LastKnown = g.Key.LastKnown, Hosts = -g.Count() });
        var unknown = expired
            .GroupBy(s => new { s.ZoneId, LastKnown = s.Status })
            .Select(g => new Change { Zone = g.Key.ZoneId ?? Guid.Empty, Status = ComplianceStatus.Unknown, LastKnown = g.Key.LastKnown, Hosts = g.Count() });
        return ended.Concat(begun).Concat(current).Concat(noLonger).Concat(unknown);
    }

    private sealed class Change
    {
        public Guid Zone { get; init; }
        public ComplianceStatus Status { get; init; }
        public ComplianceStatus LastKnown { get; init; }
        public int Hosts { get; init; }
    }
}
