using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Answers;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>The fleet at one moment as the API says it.</summary>
/// <param name="Hosts">All that <paramref name="ByStatus"/> counts.</param>
/// <param name="ByStatus">By status for the advisory.</param>
/// <param name="ByRule">Hosts with an open finding of the advisory or of none.</param>
/// <param name="NeverEnrolled">How many of the Unknown ones are lines of the plant's own list that no host had enrolled for.</param>
internal sealed record ComplianceSummaryAnswer(
    DateTimeOffset AsOf,
    string AdvisoryId,
    int Hosts,
    IReadOnlyDictionary<ComplianceStatus, int> ByStatus,
    IReadOnlyDictionary<RuleId, int> ByRule,
    int NeverEnrolled)
{
    public static ComplianceSummaryAnswer Of(ComplianceSummary summary) =>
        new(summary.AsOf, summary.AdvisoryId, summary.Hosts, summary.ByStatus, summary.ByRule, summary.NeverEnrolled);
}

/// <summary>One host at one moment as the API says it.</summary>
internal sealed record HostComplianceAnswer(Guid HostId, DateTimeOffset AsOf, IReadOnlyList<StatusAnswer> Statuses, IReadOnlyList<FindingAnswer> Findings)
{
    public static HostComplianceAnswer Of(HostCompliance host) => new(
        host.HostId,
        host.AsOf,
        [.. host.Statuses.Select(s => StatusAnswer.Of(s.AdvisoryId, s.Status, s.Since, s.HoldsUntil, s.LastKnown))],
        [.. host.Findings.Select(f => FindingAnswer.Of(f.Rule, f.AdvisoryId, f.Reason, f.Arguments, f.OpenedAt, f.DueAt))]);
}
