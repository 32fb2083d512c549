using System.Text.Json;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>What the JSON form says before its rows, as far as it is checked.</summary>
internal sealed record ReportedHead(
    string Schema, Guid Id, string Reference, DateTimeOffset AsOf, bool Present, DateTimeOffset MadeAt, string MadeBy, string Program, string Rules, ReportedFreshness FreshnessDays,
    ReportedCatalogue Catalogue, IReadOnlyList<ReportedAdvisory> Advisories, JsonElement Figures, ReportedTrail Trail);

internal sealed record ReportedFreshness(double OnlineReport, double File, double TypedOrRaw, double Probe, double Attestation)
{
    public static ReportedFreshness Of(FreshnessLimits limits) => new(
        limits.OnlineReport.TotalDays, limits.File.TotalDays, limits.TypedOrRaw.TotalDays, limits.Probe.TotalDays, limits.Attestation.TotalDays);

    public FreshnessLimits ToLimits() => new(TimeSpan.FromDays(OnlineReport), TimeSpan.FromDays(File), TimeSpan.FromDays(TypedOrRaw), TimeSpan.FromDays(Probe), TimeSpan.FromDays(Attestation));
}

internal sealed record ReportedCatalogue(DateOnly AsOf);

internal sealed record ReportedAdvisory(
    string Id, string Title, DateOnly PublishedOn, string Revision, string? Digest, string Source, IReadOnlyList<string> Cves, string? FixedIn, IReadOnlyDictionary<string, long> ByStatus);

internal sealed record ReportedTrail(long Sequence, string Sha256);

/// <summary>A decision, as far as files rest on it.</summary>
internal sealed record ReportedDecision(string Reference, IReadOnlyList<ReportedFile> Files);

internal sealed record ReportedFile(long Length, string Sha256);

/// <summary>A host's row.</summary>
internal sealed record ReportedHost(
    Guid Id, bool Enrolled, bool Expected, string Name, string Site, string? Zone, ComplianceStatus Status, ReportedVersion Version, ReportedAccess? RemoteAccess,
    ReportedEvidence Evidence, IReadOnlyList<ReportedStatus> Statuses, IReadOnlyList<ReportedFinding> Findings, IReadOnlyList<ReportedMeasure> Measures)
{
    /// <summary>Nothing stands where a conclusion should.</summary>
    public bool HasGap => Statuses.Contains(null!) || Findings.Contains(null!) || Measures.Contains(null!);
}

internal sealed record ReportedVersion(string? Text, VersionSource Source, string? Canonical);

internal sealed record ReportedAccess(RemoteAccessState State, RemoteAccessBasis Basis);

internal sealed record ReportedEvidence(EvidenceOrigin Origin, DateTimeOffset? At);

internal sealed record ReportedStatus(string AdvisoryId, ComplianceStatus Status, StatusReason Reason, IReadOnlyList<string> Arguments, DateTimeOffset? HoldsUntil);

internal sealed record ReportedFinding(RuleId Rule, string? AdvisoryId, FindingReason Reason, IReadOnlyList<string> Arguments, bool Overdue);

internal sealed record ReportedMeasure(string AdvisoryId, ProtectiveMeasure Measure, MeasureState State, MeasureBasis Basis, DateTimeOffset? HoldsUntil, IReadOnlyList<string> Words);
