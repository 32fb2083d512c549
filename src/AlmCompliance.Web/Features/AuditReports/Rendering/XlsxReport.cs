using AlmCompliance.Web.Features.AuditReports.Comparing;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

namespace AlmCompliance.Web.Features.AuditReports.Rendering;

/// <summary>
/// The report as a workbook in its language: one sheet for one question, each with a heading that stays, a filter, and dates and numbers
/// as such, in UTC. With an earlier report of the same scope it holds the changes since.
/// </summary>
/// <param name="mostRows">Of a sheet.</param>
internal sealed class XlsxReport(int mostRows = XlsxWorkbook.MostRows) : IReportRenderer
{
    public string Extension => "xlsx";

    public string MediaType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public void Write(FrozenReport report, Stream to, CancellationToken cancellationToken) => Write(report, null, to, cancellationToken);

    /// <param name="before">Null: compared with none.</param>
    public void Write(FrozenReport report, FrozenReport? before, Stream to, CancellationToken cancellationToken)
    {
        var head = report.Head;
        var words = new TableWords(head.Language);
        var summary = new SummaryRows(head, words);
        var rows = summary.All();
        var comparison = before is null ? null : new ReportComparison(before, report);
        if (comparison is not null)
        {
            rows = rows.Concat(summary.Of(comparison, comparison.Totals(cancellationToken)));
        }

        using var workbook = new XlsxWorkbook(to, mostRows);
        workbook.Add(words.Text("Sheet.Summary"), SummaryRows.Columns(words), rows, cancellationToken);
        workbook.Add(words.Text("Sheet.Hosts"), HostColumns.Of(head, words), report.Hosts(), cancellationToken);
        workbook.Add(words.Text("Sheet.Findings"), RowColumns.Findings(words), report.Findings(), cancellationToken);
        workbook.Add(words.Text("Sheet.Measures"), RowColumns.Measures(words), report.Measures(), cancellationToken);
        workbook.Add(words.Text("Sheet.Decisions"), RowColumns.Decisions(words), report.Decisions(), cancellationToken);
        workbook.Add(words.Text("Sheet.Advisories"), RowColumns.Advisories(words), head.Advisories, cancellationToken);
        if (comparison is not null)
        {
            workbook.Add(words.Text("Sheet.Changes"), RowColumns.Changes(words), comparison.Changes(cancellationToken), cancellationToken);
        }

        workbook.Finish(words.Text("Title", head.Reference), head.MadeBy, head.MadeAt);
    }
}
