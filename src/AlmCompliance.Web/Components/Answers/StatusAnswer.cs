using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Components.Answers;

/// <summary>A host's status for one advisory as the API says it.</summary>
/// <param name="HoldsUntil">From when on it is Unknown unless new evidence comes; null where nothing expires.</param>
/// <param name="LastKnown">While it is Unknown, what it was before, if it ever was anything else.</param>
internal sealed record StatusAnswer(string AdvisoryId, ComplianceStatus Status, DateTimeOffset Since, DateTimeOffset? HoldsUntil, ComplianceStatus? LastKnown)
{
    public static StatusAnswer Of(string advisoryId, ComplianceStatus status, DateTimeOffset since, DateTimeOffset? holdsUntil, ComplianceStatus lastKnown) =>
        new(advisoryId, status, since, holdsUntil, status == ComplianceStatus.Unknown && lastKnown != ComplianceStatus.Unknown ? lastKnown : null);
}
