using System.Globalization;
using System.Text;
using AlmCompliance.Web.Components.Csv;
using Sylvan.Data.Csv;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>Writes the trail as CSV (RFC 4180, UTF-8 with its mark), row by row as the database gives them.</summary>
internal static class TrailCsv
{
    private static readonly CsvDataWriterOptions s_options = new()
    {
        Culture = CultureInfo.InvariantCulture,
        NewLine = "\r\n",
        QuoteStrings = CsvStringQuoting.AlwaysQuoteNonEmpty,
    };

    private static readonly CsvColumn<TrailItem>[] s_columns =
    [
        new("Number", i => i.Sequence.ToString(CultureInfo.InvariantCulture)),
        new("Time", i => TrailRequest.Text(i.At)),
        new("Actor kind", i => i.ActorKind),
        new("Actor", i => i.ActorName),
        new("Actor id", i => i.ActorId),
        new("Action", i => i.Action),
        new("Subject kind", i => i.SubjectKind),
        new("Subject id", i => i.SubjectId),
        new("Before", i => i.IsWithheld ? "withheld" : i.Before),
        new("After", i => i.IsWithheld ? "withheld" : i.After),
        new("Digest", i => Convert.ToHexStringLower(i.Hash)),
    ];

    public static async Task WriteAsync(TrailExport export, Stream body, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvDataWriter.Create(text, s_options);
        await using var rows = export.Rows().GetAsyncEnumerator(cancellationToken);
        await using var table = new CsvRows<TrailItem>(rows, s_columns);
        await csv.WriteAsync(table, cancellationToken);
    }
}
