using AlmCompliance.Web.Features.AuditReports.Freezing;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Packing;
using AlmCompliance.Web.Features.AuditReports.Rendering;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf;
using AlmCompliance.Web.Features.AuditReports.Scheduling;
using AlmCompliance.Web.Features.AuditReports.Sending;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>What makes, keeps and tells of audit reports.</summary>
internal static class AuditReportsHosting
{
    public static void AddAuditReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<MailOptions>(configuration.GetSection("Mail"));
        services.AddSingleton<FreezeReport>();
        services.AddSingleton<IReportRenderer, PdfReport>();
        services.AddSingleton<IReportRenderer, XlsxReport>(_ => new XlsxReport());
        services.AddSingleton<IReportRenderer, CsvReport>();
        services.AddSingleton<IReportRenderer, JsonReport>();
        services.AddSingleton<PackReport>();
        services.AddSingleton<ReportDesk>();
        services.AddSingleton<ReportFolder>();
        services.AddSingleton<RequestReport>();
        services.AddSingleton<CancelReport>();
        services.AddSingleton<RemoveReport>();
        services.AddSingleton<MakeReport>();
        services.AddSingleton<ReportQueries>();
        services.AddSingleton<SetReportSchedule>();
        services.AddSingleton<RemoveReportSchedule>();
        services.AddSingleton<StartDueReports>();
        services.AddSingleton<MailReport>();
    }
}
