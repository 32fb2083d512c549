using AlmCompliance.Web.Features.AuditReports.Freezing;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Packing;
using AlmCompliance.Web.Features.AuditReports.Rendering;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>What makes, keeps and tells of audit reports.</summary>
internal static class AuditReportsHosting
{
    public static void AddAuditReports(this IServiceCollection services)
    {
        services.AddSingleton<IReportRenderer, JsonReport>();
        services.AddSingleton<FreezeReport>();
        services.AddSingleton<PackReport>();
        services.AddSingleton<ReportDesk>();
        services.AddSingleton<ReportFolder>();
        services.AddSingleton<RequestReport>();
        services.AddSingleton<CancelReport>();
        services.AddSingleton<RemoveReport>();
        services.AddSingleton<MakeReport>();
        services.AddSingleton<ReportQueries>();
        services.AddHostedService<ReportWork>();
    }
}
