using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Freezing;

/// <summary>One host as it goes into the frozen copy.</summary>
/// <param name="Input">What the rules were given, UTF-8 JSON; null where that is not kept.</param>
internal sealed record FrozenHost(
    ReportHost Host, IReadOnlyList<ReportStatusRow> Statuses, IReadOnlyList<ReportFinding> Findings, IReadOnlyList<ReportMeasure> Measures, byte[]? Input);
