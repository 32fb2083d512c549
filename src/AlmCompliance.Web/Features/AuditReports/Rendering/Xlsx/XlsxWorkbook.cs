using System.Globalization;
using System.IO.Compression;
using System.Text;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

/// <summary>
/// A workbook of plain tables, written from first row to last in constant memory: the parts' XML straight into the archive. Of the libraries
/// that were measured one grows by hundreds of MiB, the other packs the time into its file.
/// </summary>
/// <param name="mostRows">Of a sheet, with its heading; a table that is longer goes on in another one.</param>
internal sealed class XlsxWorkbook(Stream to, int mostRows) : IDisposable
{
    /// <summary>What a sheet can hold.</summary>
    public const int MostRows = 1_048_576;

    // The fastest level takes a third of the time of the usual one, for files that are a quarter longer.
    private const CompressionLevel Level = CompressionLevel.Fastest;
    private const int RowsBetweenLooks = 4096;

    private readonly StableZip _zip = new(to);
    private readonly XlsxWords _words = new();
    private readonly List<(string Name, string Range)> _sheets = [];

    /// <param name="name">At most 25 signs, so that a number fits behind it.</param>
    public void Add<T>(string name, IReadOnlyList<XlsxColumn<T>> columns, IEnumerable<T> rows, CancellationToken cancellationToken)
    {
        using var row = rows.GetEnumerator();
        var more = row.MoveNext();
        for (var part = 1; part == 1 || more; part++)
        {
            using var sheet = new BlockWriter(_zip.Open(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{_sheets.Count + 1}.xml"), Level));
            var cells = new XlsxCells(sheet, _words);
            Start(sheet, cells, columns);
            var number = 1;
            while (more && number < mostRows)
            {
                if (number % RowsBetweenLooks == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                cells.StartRow(++number);
                foreach (var column in columns)
                {
                    column.Write(cells, row.Current);
                }

                cells.EndRow();
                more = row.MoveNext();
            }

            var range = $"A1:{XlsxParts.Cell(columns.Count, number)}";
            sheet.Write(Encoding.UTF8.GetBytes($"</sheetData><autoFilter ref=\"{range}\"/></worksheet>"));
            sheet.Finish();
            _sheets.Add((part == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} {part}"), range));
        }
    }

    /// <summary>Writes what holds the sheets together.</summary>
    public void Finish(string title, string creator, DateTimeOffset made)
    {
        using (var strings = new BlockWriter(_zip.Open("xl/sharedStrings.xml", Level)))
        {
            var cells = new XlsxCells(strings, _words);
            strings.Write(Encoding.UTF8.GetBytes(XlsxParts.SharedStringsStart(_words.Uses, _words.Texts.Count)));
            foreach (var text in _words.Texts)
            {
                strings.Write("<si>"u8);
                cells.Element(text);
                strings.Write("</si>"u8);
            }

            strings.Write("</sst>"u8);
            strings.Finish();
        }

        Part("xl/styles.xml", XlsxParts.Styles);
        Part("xl/workbook.xml", XlsxParts.Workbook(_sheets));
        Part("xl/_rels/workbook.xml.rels", XlsxParts.WorkbookRelations(_sheets.Count));
        Part("docProps/core.xml", XlsxParts.Properties(title, creator, made));
        Part("_rels/.rels", XlsxParts.Relations);
        Part("[Content_Types].xml", XlsxParts.ContentTypes(_sheets.Count));
    }

    public void Dispose() => _zip.Dispose();

    private static void Start<T>(BlockWriter sheet, XlsxCells cells, IReadOnlyList<XlsxColumn<T>> columns)
    {
        sheet.Write(Encoding.UTF8.GetBytes(XlsxParts.SheetStart));
        for (var i = 0; i < columns.Count; i++)
        {
            sheet.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{columns[i].Width}\" customWidth=\"1\"/>")));
        }

        sheet.Write("</cols><sheetData>"u8);
        cells.StartRow(1);
        foreach (var column in columns)
        {
            cells.Word(column.Heading, XlsxCells.Heading);
        }

        cells.EndRow();
    }

    private void Part(string name, string xml)
    {
        using var part = _zip.Open(name);
        part.Write(Encoding.UTF8.GetBytes(xml));
    }
}
