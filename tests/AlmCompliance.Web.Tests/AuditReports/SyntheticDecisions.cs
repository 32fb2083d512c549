using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>One decision of each kind and state that a report can hold.</summary>
internal static class SyntheticDecisions
{
    public static IEnumerable<ReportDecision> All(int hosts)
    {
        yield return Of(SyntheticHosts.Deferral, DecisionKind.UpdateDeferral, "STEP 7 project of line 3 is frozen until the January shutdown; all three measures are verified.", Math.Max(1, hosts / 10));
        yield return Of(SyntheticHosts.Waiver, DecisionKind.Waiver, "Stand-alone machine without a network card, behind a locked door.", Math.Max(1, hosts / 25));
        yield return Of("D-0003", DecisionKind.Attestation, "Firewall rule 4410 reviewed at the Polymers boundary.", 12) with
        {
            Measure = ProtectiveMeasure.Port,
            Files =
            [
                new("fw-polymers-2026-11.pdf", "application/pdf", 48_213, new string('a', 64), "S. Lindqvist", SyntheticReport.Moment.AddDays(-20)),
                new("=rule\u202Efdp.txt", "text/plain", 812, new string('b', 64), "S. Lindqvist", SyntheticReport.Moment.AddDays(-20)),
            ],
        };
        yield return Of("D-0004", DecisionKind.LicenceServerDeclaration, "Gives WinCC licences to Polymers.", 1) with { AdvisoryId = "", AdvisoryRevision = "" };
        yield return Of("D-0005", DecisionKind.Decommission, "Scrapped with hall 2.", 1) with
        {
            AdvisoryId = "",
            AdvisoryRevision = "",
            State = nameof(DecisionState.Requested),
            Approver = null,
            DecidedAt = null,
        };
    }

    private static ReportDecision Of(string reference, DecisionKind kind, string reason, int hosts) => new()
    {
        Reference = reference,
        Kind = kind.ToString(),
        State = nameof(DecisionState.Approved),
        AdvisoryId = SyntheticReport.Note,
        AdvisoryRevision = "1.0",
        Measure = ProtectiveMeasure.Unknown,
        Reason = reason,
        Owner = "M. Okafor",
        Requester = "S. Lindqvist",
        RequestedAt = SyntheticReport.Moment.AddDays(-21),
        Approver = "J. Brandt",
        DecidedAt = SyntheticReport.Moment.AddDays(-19),
        ValidFrom = SyntheticReport.Moment.AddDays(-19),
        ValidUntil = SyntheticReport.Moment.AddDays(70),
        Hosts = hosts,
        Files = [],
    };
}
