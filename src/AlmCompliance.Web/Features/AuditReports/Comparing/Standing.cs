using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Features.AuditReports.Comparing;

/// <summary>
/// Better and worse, by whether a host is exposed: NonCompliant, Waived, or Unknown after one of these; a waiver accepts the risk and ends
/// no exposure. Unknown is better than exposed and worse than held (Mitigated, Compliant, NotApplicable), except that turning
/// Unknown is never better: only evidence is. Within one of the three nothing is better or worse.
/// </summary>
internal static class Standing
{
    private enum Exposure
    {
        Exposed,
        Unknown,
        Held,
    }

    /// <param name="lastKnownBefore">While Unknown, what was known last.</param>
    public static ChangeKind Of(ComplianceStatus before, ComplianceStatus lastKnownBefore, ComplianceStatus after, ComplianceStatus lastKnownAfter)
    {
        var step = ExposureOf(after, lastKnownAfter).CompareTo(ExposureOf(before, lastKnownBefore));
        return step switch
        {
            < 0 => ChangeKind.Worse,
            > 0 when after != ComplianceStatus.Unknown => ChangeKind.Better,
            _ => ChangeKind.Same,
        };
    }

    private static Exposure ExposureOf(ComplianceStatus status, ComplianceStatus lastKnown) => (status == ComplianceStatus.Unknown ? lastKnown : status) switch
    {
        ComplianceStatus.NonCompliant or ComplianceStatus.Waived => Exposure.Exposed,
        _ when status == ComplianceStatus.Unknown => Exposure.Unknown,
        _ => Exposure.Held,
    };
}
