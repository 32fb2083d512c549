using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Answers;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>A page of findings as the API says it.</summary>
/// <param name="Total">Findings that match the whole filter.</param>
internal sealed record FindingListAnswer(IReadOnlyList<FindingOfHostAnswer> Items, int Total);

/// <summary>A finding with the host it stands on.</summary>
/// <param name="Zone">The zone's name; null for a host without one.</param>
internal sealed record FindingOfHostAnswer(
    Guid HostId,
    string HostName,
    string? Zone,
    RuleId Rule,
    string? AdvisoryId,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset DueAt,
    string Message,
    string Remedy)
{
    public static FindingOfHostAnswer Of(FindingListItem item)
    {
        var finding = FindingAnswer.Of(item.Rule, item.AdvisoryId, item.Reason, item.Arguments, item.OpenedAt, item.DueAt);
        return new(item.HostId, item.HostName, item.ZoneName, finding.Rule, finding.AdvisoryId, finding.OpenedAt, item.ClosedAt, finding.DueAt, finding.Message, finding.Remedy);
    }
}
