using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Compliance;

public static class OpenFindings
{
    /// <summary>Findings open now. One written ahead of time is none before it opens.</summary>
    public static IQueryable<FindingPeriod> FindingsOpen(this AlmDbContext db, DateTimeOffset now) =>
        db.Findings.AsNoTracking().Where(f => f.ClosedAt == null && f.OpenedAt <= now);

    /// <summary>Findings that were open at that moment.</summary>
    public static IQueryable<FindingPeriod> FindingsOpenAsOf(this AlmDbContext db, DateTimeOffset moment) =>
        db.Findings.AsNoTracking().Where(f => f.OpenedAt <= moment && (f.ClosedAt == null || f.ClosedAt > moment));

    /// <summary>Findings that were open once; one written ahead of time and closed before it opened never was.</summary>
    public static IQueryable<FindingPeriod> FindingsClosed(this AlmDbContext db, DateTimeOffset now) =>
        db.Findings.AsNoTracking().Where(f => f.ClosedAt != null && f.ClosedAt <= now && f.OpenedAt < f.ClosedAt);
}
