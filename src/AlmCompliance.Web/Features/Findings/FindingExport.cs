using System.Globalization;
using System.Text;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Web.Components.Csv;
using AlmCompliance.Web.Components.Sentences;
using Microsoft.EntityFrameworkCore;
using Sylvan.Data.Csv;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>A filter's findings, read as they are written out; holds its connection until it is disposed.</summary>
internal sealed class FindingExport(AlmDbContext db, IQueryable<FindingPeriod> findings, DateTimeOffset now) : IAsyncDisposable
{
    public DateTimeOffset Now => now;

    public IAsyncEnumerable<ExportedFinding> Rows() => findings.WithWork(db).Select(f => new ExportedFinding
    {
        Worked = f,
        HostName = db.Hosts.Where(h => h.Id == f.Finding.HostId).Select(h => h.Name).FirstOrDefault() ?? "",
        ZoneName = db.Hosts.Where(h => h.Id == f.Finding.HostId).Select(h => h.Zone!.Name).FirstOrDefault(),
    }).AsAsyncEnumerable();

    public ValueTask DisposeAsync() => db.DisposeAsync();
}

internal sealed class ExportedFinding
{
    public required WorkedFinding Worked { get; init; }
    public required string HostName { get; init; }
    public required string? ZoneName { get; init; }
}

/// <summary>Writes findings as CSV (RFC 4180, UTF-8 with its mark), row by row as the database gives them.</summary>
internal static class FindingCsv
{
    private static readonly CsvDataWriterOptions s_options = new()
    {
        Culture = CultureInfo.InvariantCulture,
        NewLine = "\r\n",
        QuoteStrings = CsvStringQuoting.AlwaysQuoteNonEmpty,
    };

    public static async Task WriteAsync(FindingExport export, Stream body, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvDataWriter.Create(text, s_options);
        await using var rows = export.Rows().GetAsyncEnumerator(cancellationToken);
        await using var table = new CsvRows<ExportedFinding>(rows, Columns(export.Now));
        await csv.WriteAsync(table, cancellationToken);
    }

    private static CsvColumn<ExportedFinding>[] Columns(DateTimeOffset now) =>
    [
        new("Finding id", r => r.Worked.Finding.Id.ToString()),
        new("Rule", r => r.Worked.Finding.Rule.ToString()),
        new("Advisory", r => r.Worked.Finding.AdvisoryId),
        new("Host id", r => r.Worked.Finding.HostId.ToString()),
        new("Host", r => r.HostName),
        new("Zone", r => r.ZoneName),
        new("Message", r => FindingSentences.Message(r.Worked.Finding.Reason, r.Worked.Finding.Arguments, CultureInfo.InvariantCulture)),
        new("Remedy", r => FindingSentences.Remedy(r.Worked.Finding.Reason, r.Worked.Finding.Arguments, CultureInfo.InvariantCulture)),
        new("Opened", r => Time(r.Worked.Finding.OpenedAt)),
        new("Closed", r => Time(r.Worked.Finding.ClosedAt)),
        new("Due", r => Time(r.Worked.Finding.DueAt)),
        new("Days late", r => r.Worked.Finding.ClosedAt is null && r.Worked.Finding.DueAt < now ? (now - r.Worked.Finding.DueAt).TotalDays.ToString("0.0", CultureInfo.InvariantCulture) : null),
        new("Owner", r => r.Worked.Owner?.Name),
        new("Owner since", r => Time(r.Worked.Owner?.Since)),
        new("Notes", r => r.Worked.Notes.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
