using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>The fleet at one moment, by status for one advisory.</summary>
/// <param name="Hosts">All that are counted in <paramref name="ByStatus"/>.</param>
/// <param name="ByStatus">Every status has its number; lines of the plant's own list that nobody had enrolled for are Unknown.</param>
/// <param name="ByRule">Hosts with an open finding of the advisory or of none; every rule has its number.</param>
/// <param name="NeverEnrolled">How many of the Unknown ones are such lines.</param>
/// <param name="UnknownZones">Zones of the filter that there are not; then nothing else was looked up.</param>
internal sealed record ComplianceSummary(
    DateTimeOffset AsOf,
    string AdvisoryId,
    int Hosts,
    IReadOnlyDictionary<ComplianceStatus, int> ByStatus,
    IReadOnlyDictionary<RuleId, int> ByRule,
    int NeverEnrolled,
    IReadOnlyList<string> UnknownZones);

/// <summary>What the server had concluded about one host at one moment.</summary>
/// <param name="Statuses">Empty where the host was not enrolled yet.</param>
internal sealed record HostCompliance(
    Guid HostId,
    DateTimeOffset AsOf,
    IReadOnlyList<EffectiveStatus> Statuses,
    IReadOnlyList<FindingPeriod> Findings);
