using System.Globalization;
using System.Text;
using AlmCompliance.Web.Components.Csv;
using Sylvan.Data.Csv;

namespace AlmCompliance.Web.Features.Probes;

/// <summary>The schedule as CSV, so that those who watch the network know our connections from others. Cells are harmless in a spreadsheet.</summary>
internal static class ProbeSchedule
{
    private static readonly CsvDataWriterOptions Options = new()
    {
        Culture = CultureInfo.InvariantCulture,
        NewLine = "\r\n",
        QuoteStrings = CsvStringQuoting.AlwaysQuoteNonEmpty,
    };

    private static readonly CsvColumn<PlannedProbe>[] Columns =
    [
        new("Not before (UTC)", p => Time(p.NotBefore)),
        new("Not after (UTC)", p => Time(p.NotAfter)),
        new("Purpose", p => p.Purpose.ToString()),
        new("Source", p => p.Source),
        new("Source addresses", p => p.SourceAddresses),
        new("Source zone", p => p.SourceZone),
        new("Target", p => p.Target),
        new("Target address", p => p.TargetAddress),
        new("Port", p => p.Port.ToString(CultureInfo.InvariantCulture)),
        new("Target zone", p => p.TargetZone),
        new("Handed out (UTC)", p => p.IssuedAt is { } at ? Time(at) : null),
    ];

    public static async Task WriteAsync(IReadOnlyList<PlannedProbe> schedule, Stream body, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvDataWriter.Create(text, Options);
        await using var rows = schedule.ToAsyncEnumerable().GetAsyncEnumerator(cancellationToken);
        await using var table = new CsvRows<PlannedProbe>(rows, Columns);
        await csv.WriteAsync(table, cancellationToken);
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
