using System.Text.Json;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>What the JSON form says before its rows: every member of it, those too that follow from nothing else, since there may be no other.</summary>
internal sealed record ReportedHead(
    string Schema, Guid Id, string Reference, string Language, ReportedScope Scope, DateTimeOffset AsOf, bool Present, DateTimeOffset MadeAt, string MadeBy, string Program, string Rules,
    DateTimeOffset AssessedAt, DateTimeOffset NextAssessmentDue, ReportedFreshness FreshnessDays, ReportedCatalogue Catalogue, IReadOnlyList<ReportedAdvisory> Advisories,
    JsonElement Figures, ReportedTrail Trail);

internal sealed record ReportedScope(ReportScopeKind Kind, string? Site, IReadOnlyList<ReportedZone> Zones, bool WithoutZone, IReadOnlyList<ComplianceStatus> Statuses, string Search)
{
    /// <summary>Nobody whose sight ends at a zone makes such a report.</summary>
    public bool IsOfEveryZone => Zones.Count == 0 && WithoutZone;
}

internal sealed record ReportedZone(Guid Id, string Name, string Site, string Criticality);

internal sealed record ReportedFreshness(double OnlineReport, double File, double TypedOrRaw, double Probe, double Attestation)
{
    public static ReportedFreshness Of(FreshnessLimits limits) => new(
        limits.OnlineReport.TotalDays, limits.File.TotalDays, limits.TypedOrRaw.TotalDays, limits.Probe.TotalDays, limits.Attestation.TotalDays);

    public FreshnessLimits ToLimits() => new(TimeSpan.FromDays(OnlineReport), TimeSpan.FromDays(File), TimeSpan.FromDays(TypedOrRaw), TimeSpan.FromDays(Probe), TimeSpan.FromDays(Attestation));
}

internal sealed record ReportedCatalogue(DateOnly AsOf, DateTimeOffset? ReviewedAt, string? ReviewedBy, string? ApprovedBy, DateTimeOffset DueAt, bool Overdue);

internal sealed record ReportedAdvisory(
    string Id, string Title, DateOnly PublishedOn, string Revision, string? Digest, string Source, IReadOnlyList<string> Cves, string? FixedIn, DateTimeOffset? EnteredAt,
    IReadOnlyDictionary<ComplianceStatus, long> ByStatus);

internal sealed record ReportedTrail(long Sequence, string Sha256);

internal sealed record ReportedDecision(
    string Reference, string Kind, string State, string? AdvisoryId, string? AdvisoryRevision, ProtectiveMeasure Measure, string Reason, string Owner, string Requester,
    DateTimeOffset RequestedAt, string? Approver, DateTimeOffset? DecidedAt, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, long Hosts, IReadOnlyList<ReportedFile> Files);

internal sealed record ReportedFile(string Name, string MediaType, long Length, string Sha256, string UploadedBy, DateTimeOffset UploadedAt);

/// <summary>A host's row, or a line of the plant's list for which no host enrolled.</summary>
internal sealed record ReportedHost(
    Guid Id, bool Enrolled, bool Expected, string Name, string Site, string? Zone, string Owner, string Role, ComplianceStatus Status, ReportedVersion Version, ReportedAccess? RemoteAccess,
    ReportedEvidence Evidence, DateTimeOffset? EnrolledAt, DateTimeOffset? NextDue, IReadOnlyList<string> Decisions, IReadOnlyList<ReportedStatus> Statuses,
    IReadOnlyList<ReportedFinding> Findings, IReadOnlyList<ReportedMeasure> Measures)
{
    /// <summary>Nothing stands where a conclusion should.</summary>
    public bool HasGap => Statuses.Contains(null!) || Findings.Contains(null!) || Measures.Contains(null!);
}

internal sealed record ReportedVersion(string? Text, VersionSource Source, string? Canonical);

internal sealed record ReportedAccess(RemoteAccessState State, RemoteAccessBasis Basis);

internal sealed record ReportedEvidence(EvidenceOrigin Origin, DateTimeOffset? At, string? Sha256);

internal sealed record ReportedStatus(
    string AdvisoryId, string Applicability, ComplianceStatus Status, StatusReason Reason, IReadOnlyList<string> Arguments, DateTimeOffset? Since, DateTimeOffset? HoldsUntil,
    ComplianceStatus LastKnown);

internal sealed record ReportedFinding(
    Guid Id, RuleId Rule, string? AdvisoryId, FindingReason Reason, IReadOnlyList<string> Arguments, DateTimeOffset OpenedAt, DateTimeOffset DueAt, bool Overdue, string Owner);

internal sealed record ReportedMeasure(string AdvisoryId, ProtectiveMeasure Measure, MeasureState State, MeasureBasis Basis, DateTimeOffset? HoldsUntil, IReadOnlyList<string> Words);
