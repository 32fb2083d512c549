using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Comparing;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

/// <summary>The columns of findings, measures, decisions, advisories and changes.</summary>
internal static class RowColumns
{
    public static IReadOnlyList<XlsxColumn<ReportFinding>> Findings(TableWords words) =>
    [
        new(words.Text("Host"), 24, (c, f) => c.Text(f.HostName)),
        new(words.Text("Zone"), 18, (c, f) => c.Word(f.Zone)),
        new(words.Text("Rule"), 10, (c, f) => c.Word(EnumNames<Domain.Rules.RuleId>.Text(f.Rule))),
        new(words.Text("Advisory"), 16, (c, f) => c.Word(f.AdvisoryId)),
        new(words.Text("Finding"), 60, (c, f) => c.Word(words.Message(f.Reason, f.Arguments))),
        new(words.Text("Step"), 40, (c, f) => c.Word(words.Step(f.Reason, f.Arguments))),
        new(words.Text("OpenedAt"), 19, (c, f) => c.Time(f.OpenedAt)),
        new(words.Text("DueAt"), 19, (c, f) => c.Time(f.DueAt)),
        new(words.Text("Overdue"), 10, (c, f) => c.Word(words.YesOrNo(f.IsOverdue))),
        new(words.Text("SeenTo"), 18, (c, f) => c.Word(f.Owner)),
        new(words.Text("HostId"), 38, (c, f) => c.Text(f.HostId.ToString())),
        new(words.Text("FindingId"), 38, (c, f) => c.Text(f.Id.ToString())),
    ];

    public static IReadOnlyList<XlsxColumn<ReportMeasure>> Measures(TableWords words) =>
    [
        new(words.Text("Host"), 24, (c, m) => c.Text(m.HostName)),
        new(words.Text("Zone"), 18, (c, m) => c.Word(m.Zone)),
        new(words.Text("Advisory"), 16, (c, m) => c.Word(m.AdvisoryId)),
        new(words.Text("Measure"), 18, (c, m) => c.Word(words.Measure(m.Measure))),
        new(words.Text("State"), 16, (c, m) => c.Word(words.State(m.State))),
        new(words.Text("Basis"), 44, (c, m) => c.Word(words.Basis(m.Basis))),
        new(words.Text("Words"), 50, (c, m) => c.Text(string.Join("; ", m.Words))),
        new(words.Text("HoldsUntil"), 19, (c, m) => c.Time(m.HoldsUntil)),
        new(words.Text("HostId"), 38, (c, m) => c.Text(m.HostId.ToString())),
    ];

    public static IReadOnlyList<XlsxColumn<ReportDecision>> Decisions(TableWords words) =>
    [
        new(words.Text("Decision"), 12, (c, d) => c.Text(d.Reference)),
        new(words.Text("Kind"), 22, (c, d) => c.Word(words.DecisionKind(d.Kind))),
        new(words.Text("State"), 14, (c, d) => c.Word(words.DecisionState(d.State))),
        new(words.Text("Advisory"), 16, (c, d) => c.Word(d.AdvisoryId)),
        new(words.Text("Revision"), 12, (c, d) => c.Word(d.AdvisoryRevision)),
        new(words.Text("Measure"), 18, (c, d) => c.Word(words.Measure(d.Measure))),
        new(words.Text("Reason"), 60, (c, d) => c.Text(d.Reason)),
        new(words.Text("Owner"), 18, (c, d) => c.Text(d.Owner)),
        new(words.Text("Requester"), 18, (c, d) => c.Text(d.Requester)),
        new(words.Text("RequestedAt"), 19, (c, d) => c.Time(d.RequestedAt)),
        new(words.Text("Approver"), 18, (c, d) => c.Text(d.Approver)),
        new(words.Text("DecidedAt"), 19, (c, d) => c.Time(d.DecidedAt)),
        new(words.Text("ValidFrom"), 19, (c, d) => c.Time(d.ValidFrom)),
        new(words.Text("ValidUntil"), 19, (c, d) => c.Time(d.ValidUntil)),
        new(words.Text("Hosts"), 10, (c, d) => c.Number(d.Hosts)),
        new(words.Text("Files"), 60, (c, d) => c.Text(string.Join("; ", d.Files.Select(f => $"{HostileText.Tame(f.Name)} (SHA-256 {f.Sha256})")))),
    ];

    public static IReadOnlyList<XlsxColumn<ReportAdvisory>> Advisories(TableWords words) =>
    [
        new(words.Text("Advisory"), 16, (c, a) => c.Text(a.Id)),
        new(words.Text("Title"), 60, (c, a) => c.Text(a.Title)),
        new(words.Text("PublishedOn"), 14, (c, a) => c.Date(a.PublishedOn)),
        new(words.Text("Cves"), 40, (c, a) => c.Text(string.Join(' ', a.Cves))),
        new(words.Text("FixedIn"), 16, (c, a) => c.Text(a.FixedIn)),
        new(words.Text("Revision"), 12, (c, a) => c.Text(a.Revision)),
        new(words.Text("Digest"), 40, (c, a) => c.Text(a.Digest)),
        new(words.Text("Source"), 16, (c, a) => c.Text(a.Source)),
        new(words.Text("EnteredAt"), 19, (c, a) => c.Time(a.EnteredAt)),
        .. StatusLook.Order.Select(s => new XlsxColumn<ReportAdvisory>(words.Status(s), 14, (c, a) => c.Number(a.ByStatus.GetValueOrDefault(s)))),
    ];

    public static IReadOnlyList<XlsxColumn<HostChange>> Changes(TableWords words) =>
    [
        new(words.Text("Host"), 24, (c, h) => c.Text(h.Name)),
        new(words.Text("Site"), 14, (c, h) => c.Word(h.Site)),
        new(words.Text("Zone"), 18, (c, h) => c.Word(h.Zone)),
        new(words.Text("Change"), 14, (c, h) => c.Word(words.Change(h.Kind))),
        new(words.Text("Before"), 16, (c, h) => c.Word(Word(words, h.Before))),
        new(words.Text("After"), 16, (c, h) => c.Word(Word(words, h.After))),
        new(words.Text("VersionBefore"), 18, (c, h) => c.Word(h.VersionBefore)),
        new(words.Text("VersionAfter"), 18, (c, h) => c.Word(h.VersionAfter)),
        new(words.Text("FindingsOpened"), 12, (c, h) => c.Number(h.FindingsOpened)),
        new(words.Text("FindingsClosed"), 12, (c, h) => c.Number(h.FindingsClosed)),
        new(words.Text("OtherBetter"), 24, (c, h) => c.Word(string.Join(' ', h.OtherBetter))),
        new(words.Text("OtherWorse"), 24, (c, h) => c.Word(string.Join(' ', h.OtherWorse))),
        new(words.Text("HostId"), 38, (c, h) => c.Text(h.HostId.ToString())),
    ];

    private static string? Word(TableWords words, ComplianceStatus? status) => status is { } known ? words.Status(known) : null;
}
