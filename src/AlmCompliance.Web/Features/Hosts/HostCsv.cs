using System.Globalization;
using System.Text;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Components.Csv;
using AlmCompliance.Web.Components.Sentences;
using Sylvan.Data.Csv;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Writes hosts as CSV (RFC 4180, UTF-8 with its mark), row by row as the database gives them.</summary>
internal static class HostCsv
{
    private static readonly CsvDataWriterOptions Options = new()
    {
        Culture = CultureInfo.InvariantCulture,
        NewLine = "\r\n",
        QuoteStrings = CsvStringQuoting.AlwaysQuoteNonEmpty,
    };

    public static async Task WriteAsync(HostExport export, Stream body, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvDataWriter.Create(text, Options);
        await using var rows = export.Rows().GetAsyncEnumerator(cancellationToken);
        await using var table = new CsvRows<HostExportRow>(rows, Columns(export.Now));
        await csv.WriteAsync(table, cancellationToken);
    }

    private static CsvColumn<HostExportRow>[] Columns(DateTimeOffset now) =>
    [
        new("Host id", r => r.Host.IsEnrolled ? r.Host.Id.ToString() : null),
        new("Name", r => r.Host.Name),
        new("Zone", r => r.Host.ZoneName),
        new("Status", r => r.Host.Status.ToString()),
        new("Reason", r => StatusSentences.Why(r.Host.Reason, r.Host.Arguments, CultureInfo.InvariantCulture)),
        new("Since", r => Time(r.Host.Since)),
        new("Holds until", r => Time(r.Host.HoldsUntil)),
        new("Last known", r => r.Host is { Status: ComplianceStatus.Unknown, LastKnown: not ComplianceStatus.Unknown } ? r.Host.LastKnown.ToString() : null),
        new("Version text", r => r.Host.VersionText),
        new("Version", r => r.Host.VersionCanonical),
        new("Remote access", r => r.Host.RemoteAccess.ToString()),
        new("Remote access basis", r => r.Host.RemoteAccessBasis.ToString()),
        new("Evidence at", r => Time(r.Host.EvidenceAt)),
        new("Evidence age in days", r => r.Host.EvidenceAt is { } at ? (now - at).TotalDays.ToString("0.0", CultureInfo.InvariantCulture) : null),
        new("Last contact", r => Time(r.Host.LastContactAt)),
        new("Open rules", r => string.Join(' ', r.Findings.Select(f => f.Rule).Distinct().Order())),
        new("Next due", r => r.Findings.Count == 0 ? null : Time(r.Findings.Min(f => f.DueAt))),
        new("Owner", r => r.Host.Owner),
        new("Enrolled", r => r.Host.IsEnrolled ? Time(r.Host.EnrolledAt) : "never"),
    ];

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
