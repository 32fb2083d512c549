using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

/// <summary>Which host stands how, and on what evidence.</summary>
internal static class HostColumns
{
    public static List<XlsxColumn<ReportHost>> Of(ReportHead head, TableWords words)
    {
        List<XlsxColumn<ReportHost>> columns =
        [
            new(words.Text("Host"), 24, (c, h) => c.Text(h.Name)),
            new(words.Text("Site"), 14, (c, h) => c.Word(h.Site)),
            new(words.Text("Zone"), 18, (c, h) => c.Word(h.Zone)),
            new(words.Text("Owner"), 18, (c, h) => c.Word(h.Owner)),
            new(words.Text("Role"), 18, (c, h) => c.Word(h.Role)),
            new(words.Text("Expected"), 10, (c, h) => c.Word(words.YesOrNo(h.IsExpected))),
            new(words.Text("Enrolled"), 10, (c, h) => c.Word(words.YesOrNo(h.IsEnrolled))),
            new(head.Advisories is [var note, ..] ? words.Text("StatusFor", note.Id) : words.Text("Status"), 16, (c, h) => c.Word(words.Status(h.Status))),
            new(words.Text("Why"), 60, (c, h) => c.Word(words.Why(h.Reason, h.Arguments))),
            new(words.Text("Since"), 19, (c, h) => c.Time(h.Since)),
            new(words.Text("HoldsUntil"), 19, (c, h) => c.Time(h.HoldsUntil)),
            new(words.Text("LastKnown"), 16, (c, h) => c.Word(h is { Status: ComplianceStatus.Unknown, LastKnown: not ComplianceStatus.Unknown } ? words.Status(h.LastKnown) : null)),
            new(words.Text("Version"), 14, (c, h) => c.Word(h.Version)),
            new(words.Text("VersionText"), 20, (c, h) => c.Word(h.VersionText)),
            new(words.Text("VersionSource"), 24, (c, h) => c.Word(VersionSources.Name(h.VersionSource))),
            new(words.Text("RemoteAccess"), 16, (c, h) => c.Word(h.RemoteAccess is { } state ? words.RemoteAccess(state) : null)),
            new(words.Text("RemoteAccessBasis"), 40, (c, h) => c.Word(h.RemoteAccessBasis is { } basis ? words.RemoteAccessBasis(basis) : null)),
            new(words.Text("Origin"), 18, (c, h) => c.Word(words.Origin(h.Origin))),
            new(words.Text("EvidenceAt"), 19, (c, h) => c.Time(h.EvidenceAt)),
            new(words.Text("EvidenceDays"), 12, (c, h) => c.Fraction(head.IsPresent && h.EvidenceAt is { } at ? Math.Round((head.AsOf - at).TotalDays, 1) : null, XlsxCells.Days)),
            new(words.Text("EnrolledAt"), 19, (c, h) => c.Time(h.EnrolledAt)),
            new(words.Text("OpenFindings"), 10, (c, h) => c.Number(h.OpenFindings)),
            new(words.Text("OverdueFindings"), 10, (c, h) => c.Number(h.OverdueFindings)),
            new(words.Text("NextDue"), 19, (c, h) => c.Time(h.NextDue)),
            new(words.Text("Decisions"), 16, (c, h) => c.Word(h.Decisions)),
        ];
        for (var i = 1; i < head.Advisories.Count; i++)
        {
            var place = i - 1;
            columns.Add(new(words.Text("StatusFor", head.Advisories[i].Id), 16, (c, h) => c.Word(place < h.OtherStatuses.Count ? words.Status(h.OtherStatuses[place]) : null)));
        }

        columns.Add(new(words.Text("EvidenceDigest"), 40, (c, h) => c.Text(h.EvidenceDigest)));
        columns.Add(new(words.Text("HostId"), 38, (c, h) => c.Text(h.Id.ToString())));
        return columns;
    }
}
