using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Scheduling;
using AlmCompliance.Web.Features.AuditReports.Sending;
using Quartz;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>Each minute: starts the reports that are due, and sends those that are made.</summary>
[DisallowConcurrentExecution]
internal sealed class ReportsJob(StartDueReports start, MailReport mail) : IJob
{
    public const string EachMinute = "40 * * * * ?";
    public static readonly JobKey Key = new("audit-reports");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await start.RunAsync(Actor.System("report schedule"), cancellationToken);
        await mail.RunAsync(Actor.System("report schedule"), cancellationToken);
    }
}

/// <summary>Each night: removes the files of reports that were kept as long as their schedule says.</summary>
[DisallowConcurrentExecution]
internal sealed class RemoveReportsJob(RemoveReport remove) : IJob
{
    public const string Nightly = "0 50 3 * * ?";
    public static readonly JobKey Key = new("remove-reports");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await remove.ExpiredAsync(Actor.System("nightly job"), cancellationToken);
}
