using System.Globalization;
using System.Text;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Csv;
using AlmCompliance.Web.Components.Sentences;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Model;
using Sylvan.Data.Csv;

namespace AlmCompliance.Web.Features.AuditReports.Rendering;

/// <summary>
/// The report's hosts as CSV (RFC 4180, UTF-8 with its mark), for programs: headings, names and the sentence are English whatever the
/// report's language, so that one script reads every report. Times are UTC.
/// </summary>
internal sealed class CsvReport : IReportRenderer
{
    private const int RowsBetweenLooks = 4096;

    private static readonly CsvDataWriterOptions Options = new()
    {
        Culture = CultureInfo.InvariantCulture,
        NewLine = "\r\n",
        QuoteStrings = CsvStringQuoting.AlwaysQuoteNonEmpty,
    };

    public string Extension => "csv";

    public string MediaType => "text/csv; charset=utf-8";

    public void Write(FrozenReport report, Stream to, CancellationToken cancellationToken)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 64 * 1024, leaveOpen: true);
        using var csv = CsvDataWriter.Create(text, Options);
        using var hosts = Looking(report.Hosts(), cancellationToken).GetEnumerator();
        using var rows = new CsvRows<ReportHost>(hosts, Columns(report.Head));
        csv.Write(rows);
    }

    private static IEnumerable<ReportHost> Looking(IEnumerable<ReportHost> hosts, CancellationToken cancellationToken)
    {
        var row = 0;
        foreach (var host in hosts)
        {
            if (++row % RowsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            yield return host;
        }
    }

    private static CsvColumn<ReportHost>[] Columns(ReportHead head)
    {
        var why = new SentenceCache<StatusReason>((reason, arguments) => StatusSentences.Why(reason, arguments, CultureInfo.InvariantCulture));
        return
        [
            new("Host id", h => h.Id.ToString()),
            new("Enrolled", h => YesOrNo(h.IsEnrolled)),
            new("Expected", h => YesOrNo(h.IsExpected)),
            new("Name", h => h.Name),
            new("Site", h => h.Site),
            new("Zone", h => h.Zone),
            new("Owner", h => h.Owner),
            new("Role", h => h.Role),
            new("Status", h => EnumNames<ComplianceStatus>.Text(h.Status)),
            new("Reason", h => EnumNames<StatusReason>.Text(h.Reason)),
            new("Arguments", h => string.Join(" | ", h.Arguments)),
            new("Why", h => why.Say(h.Reason, h.Arguments)),
            new("Since", h => Time(h.Since)),
            new("Holds until", h => Time(h.HoldsUntil)),
            new("Last known", h => EnumNames<ComplianceStatus>.Text(h.LastKnown)),
            new("Version text", h => h.VersionText),
            new("Version source", h => EnumNames<VersionSource>.Text(h.VersionSource)),
            new("Version", h => h.Version),
            new("Remote access", h => h.RemoteAccess is { } state ? EnumNames<RemoteAccessState>.Text(state) : null),
            new("Remote access basis", h => h.RemoteAccessBasis is { } basis ? EnumNames<RemoteAccessBasis>.Text(basis) : null),
            new("Evidence origin", h => EnumNames<EvidenceOrigin>.Text(h.Origin)),
            new("Evidence at", h => Time(h.EvidenceAt)),
            new("Evidence SHA-256", h => h.EvidenceDigest),
            new("Enrolled at", h => Time(h.EnrolledAt)),
            new("Open findings", h => h.OpenFindings.ToString(CultureInfo.InvariantCulture)),
            new("Overdue findings", h => h.OverdueFindings.ToString(CultureInfo.InvariantCulture)),
            new("Next due", h => Time(h.NextDue)),
            new("Decisions", h => h.Decisions),
            .. head.Advisories.Skip(1).Select((a, i) => new CsvColumn<ReportHost>(
                CsvCell.Harmless($"Status for {a.Id}"), h => i < h.OtherStatuses.Count ? EnumNames<ComplianceStatus>.Text(h.OtherStatuses[i]) : null)),
        ];
    }

    private static string YesOrNo(bool value) => value ? "yes" : "no";

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
