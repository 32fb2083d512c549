using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Compliance;

public static class DailyCounting
{
    /// <summary>
    /// Writes the counts of a day that has ended, inside the caller's transaction. A day that is counted already stays as it is,
    /// so a job that was killed starts again at no harm; days in between may be counted in any order. Call it some minutes after
    /// midnight: a report stamped before it may still be on its way through the write lane.
    /// </summary>
    /// <returns>Whether it was counted now.</returns>
    public static async Task<bool> CountDayAsync(this AlmDbContext db, string advisoryId, DateOnly day, CancellationToken cancellationToken)
    {
        if (await db.DailyCounts.AnyAsync(c => c.AdvisoryId == advisoryId && c.Day == day, cancellationToken))
        {
            return false;
        }

        foreach (var figure in await db.FiguresAsOfAsync(advisoryId, DailyCount.EndOf(day), cancellationToken))
        {
            db.DailyCounts.Add(new DailyCount
            {
                Day = day,
                AdvisoryId = advisoryId,
                ZoneId = figure.ZoneId ?? Guid.Empty,
                Status = figure.Status,
                IsExposed = figure.IsExposed,
                Hosts = figure.Hosts,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
