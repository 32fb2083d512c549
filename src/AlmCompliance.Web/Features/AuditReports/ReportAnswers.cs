using AlmCompliance.Data.AuditReports;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Comparing;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>What a report is to be about, as the API takes it.</summary>
internal sealed class ReportBody
{
    /// <summary>The whole fleet if absent.</summary>
    public ReportScopeBody? Scope { get; set; }

    /// <summary>A past moment, ISO 8601; that of its making if absent.</summary>
    public string? AsOf { get; set; }

    /// <summary>en or de; en if absent.</summary>
    public string? Language { get; set; }
}

internal sealed class ReportScopeBody
{
    /// <summary>Fleet, Site, Zones or Filter.</summary>
    public string? Kind { get; set; }
    public string? Site { get; set; }

    /// <summary>By id or name; - for hosts without one.</summary>
    public string[]? Zones { get; set; }

    /// <summary>Of a filter: statuses for the product note.</summary>
    public string[]? Statuses { get; set; }

    /// <summary>Of a filter: any part of name, address, domain or owner.</summary>
    public string? Q { get; set; }
}

internal sealed record ReportFileAnswer(string Name, string MediaType, long Length, string Sha256, string Href);

internal sealed record ReportScopeAnswer(ReportScopeKind Kind, string Site, IReadOnlyList<string> Zones, bool WithoutZone, IReadOnlyList<ComplianceStatus> Statuses, string Q)
{
    public static ReportScopeAnswer Of(ReportScope scope) => new(scope.Kind, scope.Site, [.. scope.Zones.Select(z => z.Name)], scope.WithoutZone, scope.Statuses, scope.Search);
}

/// <param name="Percent">How far it is; null where it neither waits nor is made.</param>
/// <param name="Step">Waiting, Copying, Writing or Packing.</param>
/// <param name="Problem">Why there is none; null where nothing is wrong.</param>
internal sealed record ReportAnswer(
    string Reference, Guid Id, ReportState State, int? Percent, string? Step, ReportScopeAnswer Scope, DateTimeOffset? AsOf, string Language,
    string RequestedBy, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt, DateTimeOffset? KeepUntil, int Hosts, int Covered, int InScope, string? Problem, IReadOnlyList<ReportFileAnswer> Files)
{
    public static ReportAnswer Of(ReportItem item) => new(
        item.Report.Reference,
        item.Report.Id,
        item.Report.State,
        item.Progress?.Percent,
        item.Progress?.Step.ToString(),
        ReportScopeAnswer.Of(item.Scope),
        item.Report.AsOf ?? item.Report.AskedAsOf,
        item.Report.Language,
        item.Report.RequestedBy,
        item.Report.RequestedAt,
        item.Report.FinishedAt,
        item.Report.KeepUntil,
        item.Report.Hosts,
        item.Report.Covered,
        item.Report.InScope,
        Enum.TryParse<ReportRefusal>(item.Report.Error, out var refusal) ? ReportWords.Of(refusal) : null,
        item.Report.State == ReportState.Done ? [.. item.Files.Select(f => new ReportFileAnswer(f.Name, f.MediaType, f.Length, f.Sha256, HrefOf(item.Report.Reference, f.Name)))] : []);

    public static string HrefOf(string reference, string file) => $"/api/v1/audit-reports/{reference}/files/{file}";
}

internal sealed record ReportListAnswer(IReadOnlyList<ReportAnswer> Items, int Total);

/// <param name="Hosts">Hosts and lines in the scope's zones; a filter may leave some of them out.</param>
internal sealed record ReportPreviewAnswer(int Hosts, IReadOnlyList<string> Zones);

/// <param name="Items">The first of them, worse ones first; the workbook has all.</param>
internal sealed record ReportChangesAnswer(ChangeTotals Totals, IReadOnlyList<HostChange> Items);
