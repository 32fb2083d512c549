using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>A time in which a host had one status for the product note; without an end it is the current one.</summary>
internal sealed record HostPeriod(
    ComplianceStatus Status, StatusReason Reason, IReadOnlyList<string> Arguments, DateTimeOffset From, DateTimeOffset? To, ComplianceStatus LastKnown);

internal static class HostPeriods
{
    /// <summary>Newest first, the current one included.</summary>
    public static IReadOnlyList<HostPeriod> Of(HostView view)
    {
        var now = view.Summary;
        return
        [
            new HostPeriod(now.Status, now.Reason, now.Arguments, now.Since, null, now.LastKnown),
            .. view.Detail.History
                .Where(p => p.AdvisoryId == view.Note.Id.Value && p.From < now.Since)
                .Select(p => new HostPeriod(p.Status, p.Reason, p.Arguments, p.From, p.To, p.LastKnown)),
        ];
    }
}
