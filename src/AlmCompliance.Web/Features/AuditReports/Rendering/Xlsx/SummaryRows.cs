using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Comparing;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

/// <param name="Value">Writes its one cell.</param>
internal sealed record SummaryRow(string Group, string What, Action<XlsxCells> Value);

/// <summary>What the report is about, what it was judged by, and its figures, one to a row.</summary>
internal sealed class SummaryRows(ReportHead head, TableWords words)
{
    public static IReadOnlyList<XlsxColumn<SummaryRow>> Columns(TableWords words) =>
    [
        new(words.Text("Group"), 34, (c, r) => c.Word(r.Group)),
        new(words.Text("Figure"), 44, (c, r) => c.Word(r.What)),
        new(words.Text("Value"), 44, (c, r) => r.Value(c)),
    ];

    public IEnumerable<SummaryRow> All() => [.. Report(), .. Scope(), .. Judged(), .. Figures(), .. Rules(), .. head.Figures.Zones.SelectMany(Zone)];

    public IEnumerable<SummaryRow> Of(ReportComparison comparison, ChangeTotals totals)
    {
        var group = words.Text("Group.Changes");
        yield return Text(group, "ComparedWith", comparison.Before.Reference);
        yield return Time(group, "ComparedAsOf", comparison.Before.AsOf);
        foreach (var kind in Enum.GetValues<ChangeKind>())
        {
            yield return new(group, words.Change(kind), c => c.Number(totals.Hosts[kind]));
        }

        yield return Number(group, "StatusChanged", totals.StatusChanged);
        yield return Number(group, "VersionChanged", totals.VersionChanged);
        yield return Number(group, "FindingsOpened", totals.FindingsOpened);
        yield return Number(group, "FindingsClosed", totals.FindingsClosed);
    }

    private IEnumerable<SummaryRow> Report()
    {
        var group = words.Text("Group.Report");
        yield return Text(group, "Reference", head.Reference);
        yield return Time(group, "AsOf", head.AsOf);
        yield return Text(group, "Speaks", words.Text(head.IsPresent ? "Speaks.Present" : "Speaks.Past"));
        yield return Time(group, "MadeAt", head.MadeAt);
        yield return Text(group, "MadeBy", head.MadeBy);
        yield return Text(group, "Program", head.Program);
        yield return Time(group, "AssessedAt", head.AssessedAt);
        yield return Time(group, "NextAssessment", head.NextDue);
        yield return Number(group, "TrailSequence", head.Trail.Sequence);
        yield return Text(group, "TrailHash", head.Trail.Hash);
    }

    private IEnumerable<SummaryRow> Scope()
    {
        var group = words.Text("Group.Scope");
        var scope = head.Scope;
        yield return Text(group, "Scope", words.Text($"Scope.{scope.Kind}"));
        if (scope.Site.Length > 0)
        {
            yield return Text(group, "Site", scope.Site);
        }

        foreach (var zone in scope.Zones)
        {
            yield return Text(group, "Zone", zone.Site.Length > 0 ? $"{zone.Site} / {zone.Name}" : zone.Name);
        }

        yield return Text(group, "WithoutZone", words.YesOrNo(scope.WithoutZone));
        foreach (var status in scope.Statuses)
        {
            yield return Text(group, "Status", words.Status(status));
        }

        if (scope.Search.Length > 0)
        {
            yield return Text(group, "Search", scope.Search);
        }
    }

    private IEnumerable<SummaryRow> Judged()
    {
        var group = words.Text("Group.Judged");
        var catalogue = head.Catalogue;
        yield return Text(group, "Rules", head.Rules);
        yield return new(group, words.Text("CatalogueAsOf"), c => c.Date(catalogue.AsOf));
        yield return Time(group, "CatalogueReviewedAt", catalogue.ReviewedAt);
        yield return Text(group, "CatalogueReviewedBy", catalogue.ReviewedBy);
        yield return Text(group, "CatalogueApprovedBy", catalogue.ApprovedBy);
        yield return Time(group, "CatalogueDue", catalogue.DueAt);
        yield return Text(group, "CatalogueOverdue", words.YesOrNo(catalogue.IsOverdue));
        string[] kinds = ["Fresh.Online", "Fresh.File", "Fresh.TypedOrRaw", "Fresh.Probe", "Fresh.Attestation"];
        foreach (var (kind, days) in kinds.Zip(head.FreshnessDays))
        {
            yield return Days(group, kind, days);
        }
    }

    private IEnumerable<SummaryRow> Figures()
    {
        var group = words.Text("Group.Figures");
        var figures = head.Figures;
        yield return Number(group, "Hosts", figures.Hosts);
        foreach (var status in StatusLook.Order)
        {
            yield return new(group, words.Status(status), c => c.Number(figures.ByStatus.GetValueOrDefault(status)));
        }

        yield return figures.Expected is { } expected ? Number(group, "ExpectedHosts", expected) : Text(group, "ExpectedHosts", words.Text("NotShown"));
        yield return Number(group, "NeverEnrolled", figures.NeverEnrolled);
        yield return Number(group, "NeverReported", figures.NeverReported);
        yield return Number(group, "EvidenceTooOld", figures.EvidenceTooOld);
        yield return Number(group, "Unlisted", figures.Unlisted);
        yield return Number(group, "Covered", figures.Covered);
        yield return Number(group, "InScope", figures.InScope);
        yield return figures.Coverage is { } coverage
            ? new(group, words.Text("Coverage"), c => c.Fraction(coverage, XlsxCells.Percent))
            : Text(group, "Coverage", words.Text(figures.Expected is null ? "NotShown" : "NothingInScope"));
        yield return Number(group, "NoteFindings", figures.NoteFindingsOpen);
        yield return Number(group, "NoteOverdue", figures.NoteFindingsOverdue);
        yield return Number(group, "NoteOverdueHosts", figures.NoteOverdueHosts);
        yield return Number(group, "AllFindings", figures.FindingsOpen);
        yield return Number(group, "AllOverdue", figures.FindingsOverdue);
        yield return Number(group, "RemoteAccessOpen", figures.RemoteAccessOpen);
        yield return Time(group, "OldestEvidence", figures.OldestEvidence);
        yield return Time(group, "MedianEvidence", figures.MedianEvidence);
        if (figures.TimeToPatch is { } patch)
        {
            yield return Number(group, "Patched", patch.Hosts);
            yield return Days(group, "PatchMedian", patch.Median.TotalDays);
            yield return Days(group, "PatchPercentile", patch.Percentile90.TotalDays);
        }
        else
        {
            yield return Text(group, "Patched", words.Text("NothingPatched"));
        }
    }

    private IEnumerable<SummaryRow> Rules()
    {
        foreach (var rule in head.Figures.Rules)
        {
            var group = rule.Rule.ToString();
            yield return Number(group, "RuleHosts", rule.Hosts);
            yield return Number(group, "OpenFindings", rule.Open);
            yield return Number(group, "OverdueFindings", rule.Overdue);
        }
    }

    private IEnumerable<SummaryRow> Zone(ReportZoneFigure zone)
    {
        var group = zone.Zone is null ? words.Text("NoZone") : string.IsNullOrEmpty(zone.Site) ? words.Text("ZoneOf", zone.Zone) : words.Text("ZoneOfSite", zone.Zone, zone.Site);
        yield return Number(group, "Hosts", zone.Hosts);
        foreach (var status in StatusLook.Order)
        {
            yield return new(group, words.Status(status), c => c.Number(zone.ByStatus.GetValueOrDefault(status)));
        }

        yield return Number(group, "OverdueHosts", zone.Overdue);
    }

    private SummaryRow Text(string group, string key, string? text) => new(group, words.Text(key), c => c.Text(text));

    private SummaryRow Number(string group, string key, long number) => new(group, words.Text(key), c => c.Number(number));

    private SummaryRow Days(string group, string key, double days) => new(group, words.Text(key), c => c.Fraction(Math.Round(days, 1), XlsxCells.Days));

    private SummaryRow Time(string group, string key, DateTimeOffset? at) => new(group, words.Text(key), c => c.Time(at));
}
