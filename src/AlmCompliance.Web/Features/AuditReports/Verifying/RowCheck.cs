using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>Whether a row says what it can: no two rows of one host, nothing known of what never enrolled, and what follows from the row itself.</summary>
/// <param name="report">The name of the report's JSON form.</param>
internal sealed class RowCheck(ReportedHead head, string report, PackChecks checks)
{
    private readonly string[] _advisories = [.. head.Advisories.Select(a => a.Id)];
    private readonly HashSet<Guid> _ids = [];

    public void Add(ReportedHost host)
    {
        if (!_ids.Add(host.Id))
        {
            checks.Fails(report, $"it has two rows of {NameOf(host)}");
        }

        if (Flaw(host) is { } flaw)
        {
            checks.Fails(report, $"{NameOf(host)}: {flaw}");
        }
    }

    public static string NameOf(ReportedHost host) => $"host {host.Name} ({host.Id})";

    private string? Flaw(ReportedHost host)
    {
        if (!host.Enrolled)
        {
            return IsUnknown(host) ? null : "it never enrolled, and its row says more of it than that it is expected and unknown";
        }

        if (!host.Statuses.Select(s => s.AdvisoryId).SequenceEqual(_advisories) || _advisories.Length == 0 || host.Status != host.Statuses[0].Status)
        {
            return "it has not one status for each advisory in their order, or its own status is not the one for the first";
        }

        if (host.Statuses.FirstOrDefault(s => s.Applicability != ApplicabilityOf(s.Status)) is { } status)
        {
            return $"whether {status.AdvisoryId} applies does not follow from its status";
        }

        if (host.Findings.FirstOrDefault(f => f.Overdue != (f.DueAt <= head.AsOf)) is { } finding)
        {
            return $"whether its finding {finding.Rule} is overdue does not follow from when it is due";
        }

        return host.NextDue == (host.Findings.Count == 0 ? null : host.Findings.Min(f => f.DueAt)) ? null : "what it says is due next is not the earliest of its findings";
    }

    private static bool IsUnknown(ReportedHost host) =>
        host is
        {
            Expected: true, Status: ComplianceStatus.Unknown, Statuses.Count: 0, Findings.Count: 0, Measures.Count: 0, Decisions.Count: 0, EnrolledAt: null, NextDue: null,
            Evidence: { Origin: EvidenceOrigin.Unknown, At: null, Sha256: null },
            Version: { Text: null, Source: VersionSource.Unknown, Canonical: null },
            RemoteAccess: null or { State: RemoteAccessState.Unknown, Basis: RemoteAccessBasis.None },
        };

    private static string ApplicabilityOf(ComplianceStatus status) => status switch
    {
        ComplianceStatus.NotApplicable => "DoesNotApply",
        ComplianceStatus.Unknown => "Unknown",
        _ => "Applies",
    };
}
