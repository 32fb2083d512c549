using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>The form of a report's figures: whole numbers where things are counted, and no member besides. What they say, <see cref="FigureTally"/> compares.</summary>
internal sealed record ReportedFigures(
    long Hosts, IReadOnlyDictionary<ComplianceStatus, long> ByStatus, long? Expected, long NeverEnrolled, long NeverReported, long EvidenceTooOld, long Unlisted, long Covered, long InScope,
    double? Coverage, long FindingsOpen, long FindingsOverdue, long NoteFindingsOpen, long NoteFindingsOverdue, long NoteOverdueHosts, long RemoteAccessOpen, DateTimeOffset? OldestEvidence, DateTimeOffset? MedianEvidence,
    IReadOnlyList<ReportedRuleFigure> Rules, IReadOnlyList<ReportedZoneFigure> Zones, ReportedPatchTime? TimeToPatch, IReadOnlyList<ReportedDay> Trend);

internal sealed record ReportedRuleFigure(RuleId Rule, long Hosts, long Open, long Overdue);

internal sealed record ReportedZoneFigure(
    string? Site, string? Zone, long Hosts, IReadOnlyDictionary<ComplianceStatus, long> ByStatus, IReadOnlyDictionary<RuleId, long> ByRule, long Overdue);

internal sealed record ReportedPatchTime(long Hosts, double MedianDays, double Percentile90Days);

internal sealed record ReportedDay(DateOnly Day, long NonCompliant, long Waived, long Unknown);
