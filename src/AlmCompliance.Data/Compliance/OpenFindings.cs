using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Compliance;

public static class OpenFindings
{
    /// <summary>Findings open now. One written ahead of time is none before it opens.</summary>
    public static IQueryable<FindingPeriod> FindingsOpen(this AlmDbContext db, DateTimeOffset now) =>
        db.Findings.AsNoTracking().Where(f => f.ClosedAt == null && f.OpenedAt <= now);

    /// <summary>Findings that were open at that moment. To show them, say what they said then with <see cref="AsSaidAtAsync"/>.</summary>
    public static IQueryable<FindingPeriod> FindingsOpenAsOf(this AlmDbContext db, DateTimeOffset moment) =>
        db.Findings.AsNoTracking().Where(f => f.OpenedAt <= moment && (f.ClosedAt == null || f.ClosedAt > moment));

    /// <summary>Findings that were open once; one written ahead of time and closed before it opened never was.</summary>
    public static IQueryable<FindingPeriod> FindingsClosed(this AlmDbContext db, DateTimeOffset now) =>
        db.Findings.AsNoTracking().Where(f => f.ClosedAt != null && f.ClosedAt <= now && f.OpenedAt < f.ClosedAt);

    /// <summary>Gives findings the sentence that they had at a moment. One statement; the rows must not be tracked.</summary>
    public static async Task<IReadOnlyList<FindingPeriod>> AsSaidAtAsync(
        this AlmDbContext db, IReadOnlyList<FindingPeriod> findings, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var ids = findings.Select(f => f.Id).ToArray();
        var former = (await db.FindingSentences.AsNoTracking().Where(s => ids.Contains(s.FindingId) && s.Until > moment)
            .OrderBy(s => s.Until).ToListAsync(cancellationToken)).ToLookup(s => s.FindingId);
        foreach (var finding in findings)
        {
            if (former[finding.Id].FirstOrDefault() is { } said)
            {
                finding.Reason = said.Reason;
                finding.Arguments = said.Arguments;
            }
        }

        return findings;
    }
}
