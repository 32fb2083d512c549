using AlmCompliance.Web.Features.AuditReports.Making;

namespace AlmCompliance.Web.Features.AuditReports.Scheduling;

/// <summary>What a schedule is to be.</summary>
/// <param name="Cron">Quartz's form, UTC: <c>0 0 6 ? * MON</c> is each Monday at six.</param>
/// <param name="Report">What each report is about; its as-of is the moment of making.</param>
/// <param name="KeepDays">Null keeps its reports.</param>
/// <param name="MailTo">Addresses; nobody where empty.</param>
internal sealed record ScheduleRequest(string Name, string Cron, ReportRequest Report, int? KeepDays, IReadOnlyList<string> MailTo);

/// <summary>What keeps a schedule from being set, by the field that it is in.</summary>
internal enum ScheduleFlaw
{
    None = 0,
    Name,
    Cron,

    /// <summary>It would run more often than each hour.</summary>
    TooOften,
    Scope,
    KeepDays,
    MailTo,
}
