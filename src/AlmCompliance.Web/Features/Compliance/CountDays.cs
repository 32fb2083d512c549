using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Scheduling;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>
/// Counts each day that has ended, for every advisory in force: trends and figures of past moments start from these counts. Days
/// that were missed are caught up. Each day and advisory is one work of the write lane: a run that dies leaves whole days only, and
/// the next goes on there.
/// </summary>
internal sealed class CountDays(IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, PlantKnowledge plant, TimeProvider clock)
{
    public const string Name = "daily-counts";

    /// <summary>A report or a verdict stamped before midnight may still be on its way through the write lane.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(5);

    /// <summary>How many days of how many advisories were counted now.</summary>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var started = clock.GetUtcNow();
        var last = DailyCount.LastEndedBy(started - Settled);
        var counted = 0;
        string? error = "ended before it was done";
        try
        {
            foreach (var advisory in plant.Current.Catalogue.Advisories)
            {
                for (var day = await FirstAsync(advisory.Id.Value, cancellationToken); day <= last; day = day?.AddDays(1))
                {
                    var ended = day.Value;
                    counted += await lane.RunAsync((db, ct) => db.CountDayAsync(advisory.Id.Value, ended, ct), cancellationToken) ? 1 : 0;
                }
            }

            error = null;
            return counted;
        }
        catch (Exception exception)
        {
            error = exception.GetType().Name;
            throw;
        }
        finally
        {
            if (counted > 0 || error is not null)
            {
                await JobNotes.WriteAsync(lane, new JobSchedule
                {
                    Name = Name,
                    Cron = CountDaysJob.EachHour,
                    LastStartedAt = started,
                    LastFinishedAt = clock.GetUtcNow(),
                    LastChanged = counted,
                    LastError = error,
                });
            }
        }
    }

    /// <summary>The day after the last one counted, else the first on which anything was concluded; null where nothing ever was. Three statements at most.</summary>
    private async Task<DateOnly?> FirstAsync(string advisoryId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.DailyCounts.Where(c => c.AdvisoryId == advisoryId).MaxAsync(c => (DateOnly?)c.Day, cancellationToken) is { } counted)
        {
            return counted.AddDays(1);
        }

        var ended = await db.StatusPeriods.Where(p => p.AdvisoryId == advisoryId).MinAsync(p => (DateTimeOffset?)p.From, cancellationToken);
        var current = await db.Statuses.Where(s => s.AdvisoryId == advisoryId).MinAsync(s => (DateTimeOffset?)s.From, cancellationToken);
        return (ended < current ? ended : current ?? ended) is { } first ? DateOnly.FromDateTime(first.UtcDateTime) : null;
    }
}
