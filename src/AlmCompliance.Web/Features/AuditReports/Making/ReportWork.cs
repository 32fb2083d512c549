using AlmCompliance.Data;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <summary>Makes the reports that wait, one after the other. What a server left that was ended meanwhile is said to have failed.</summary>
internal sealed partial class ReportWork(MakeReport make, ReportDesk desk, ReportFolder folder, IWriteLane lane, TimeProvider clock, ILogger<ReportWork> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await SettleAsync(stoppingToken);
        await foreach (var report in desk.Waiting.ReadAllAsync(stoppingToken))
        {
            await make.RunAsync(Actor.System("audit reports"), report, stoppingToken);
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        var finished = await lane.RunAsync(
            async (db, ct) =>
            {
                // Those that were asked for since the start wait at the desk.
                var left = await db.AuditReports.Where(r => r.State == ReportState.Waiting || r.State == ReportState.Making).ToListAsync(ct);
                foreach (var report in left.Where(r => desk.ProgressOf(r.Id) is null))
                {
                    (report.State, report.FinishedAt, report.Error) = (ReportState.Failed, clock.GetUtcNow(), nameof(ReportRefusal.Stopped));
                    await db.TellScheduleAsync(report.ScheduleId, ReportRefusal.Stopped, ct);
                }

                await db.SaveChangesAsync(ct);
                return await db.AuditReports.Where(r => r.State == ReportState.Done).Select(r => r.Id).ToListAsync(ct);
            },
            cancellationToken);

        // Nothing is made before this is done.
        try
        {
            folder.RemoveAllBut(finished);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogLeft(log, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Folders of reports that nobody finished could not be removed")]
    private static partial void LogLeft(ILogger logger, Exception exception);
}
