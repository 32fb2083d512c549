using AlmCompliance.Data;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <summary>What a schedule is told of the report that it asked for.</summary>
internal static class ScheduleNotes
{
    /// <param name="schedule">Null where a person asked.</param>
    /// <param name="why">Why it was not made; none where it was.</param>
    public static Task TellScheduleAsync(this AlmDbContext db, Guid? schedule, ReportRefusal why, CancellationToken cancellationToken) => schedule is null
        ? Task.CompletedTask
        : db.ReportSchedules.Where(s => s.Id == schedule).ExecuteUpdateAsync(s => s.SetProperty(x => x.LastError, ReportWords.Of(why)), cancellationToken);
}
