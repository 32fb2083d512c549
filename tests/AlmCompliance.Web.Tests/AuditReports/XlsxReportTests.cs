using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Rendering;
using AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>What LibreOffice finds in the workbooks; one run of it for all.</summary>
public sealed class XlsxReportTests(XlsxReportTests.Opened opened) : IClassFixture<XlsxReportTests.Opened>
{
    private static readonly string[] _hostile =
    [
        "=cmd|' /C calc'!A0", "@SUM(1+1)", "+1", "-1", "=1+1", "1e5", "2026-11-22", "TRUE", "  spaces  ", "tab\there", "line\r\nbreak", "<b>&amp;\"'</b>", "\u0001\u001f\uFFFE", "_x0041_", "_x000D_\u0000",
        "操作员😀", new string('Ü', 40_000),
    ];

    [Fact]
    public void There_is_one_sheet_for_each_question() =>
        opened.English.Sheets.ShouldBe(["Summary", "Hosts", "Findings", "Measures", "Decisions", "Advisories"]);

    [Fact]
    public void A_German_report_speaks_German()
    {
        opened.German.Sheets.ShouldBe(["Zusammenfassung", "Hosts", "Befunde", "Maßnahmen", "Entscheidungen", "Meldungen", "Änderungen"]);
        opened.German.Rows("Hosts").Select(r => r[7].Text).Distinct().ShouldContain("Nicht konform");
        opened.German.Rows("Befunde")[0][4].Text.ShouldBe("Befund");
    }

    [Fact]
    public void Every_row_is_there()
    {
        opened.English.Rows("Hosts").Count.ShouldBe(1 + opened.Report.Hosts().Count());
        opened.English.Rows("Findings").Count.ShouldBe(1 + opened.Report.Findings().Count());
        opened.English.Rows("Measures").Count.ShouldBe(1 + opened.Report.Measures().Count());
        opened.English.Rows("Decisions").Count.ShouldBe(1 + opened.Report.Decisions().Count());
        opened.English.Rows("Advisories").Count.ShouldBe(1 + opened.Report.Head.Advisories.Count);
    }

    [Fact]
    public void Dates_are_dates_and_numbers_are_numbers()
    {
        var rows = opened.English.Rows("Hosts");
        foreach (var (row, host) in rows.Skip(1).Zip(opened.Report.Hosts()))
        {
            Date(row[Column(rows, "Since (UTC)")]).ShouldBe(host.Since);
            Date(row[Column(rows, "Evidence of (UTC)")]).ShouldBe(host.EvidenceAt);
            Date(row[Column(rows, "Next due (UTC)")]).ShouldBe(host.NextDue);
            row[Column(rows, "Open findings")].ShouldBe(new Cell("float", host.OpenFindings.ToString(CultureInfo.InvariantCulture)));
        }

        var advisories = opened.English.Rows("Advisories");
        Date(advisories[1][Column(advisories, "Published")])!.Value.Date.ShouldBe(opened.Report.Head.Advisories[0].PublishedOn.ToDateTime(TimeOnly.MinValue));
        opened.English.Rows("Summary").Single(r => r[1].Text == "Coverage")[2].Type.ShouldBe("percentage");
    }

    [Fact]
    public void What_hosts_say_is_text_and_never_a_formula()
    {
        var rows = opened.Hostile.Rows("Hosts");

        rows.Skip(1).Select(r => r[0].Type).ShouldAllBe(t => t == "string");
        rows.Skip(1).Select(r => r[0].Text).Order(StringComparer.Ordinal).ShouldBe(_hostile.Select(AsRead).Order(StringComparer.Ordinal));
        opened.Hostile.Formulas.ShouldBe(0);
        opened.English.Formulas.ShouldBe(0);
        opened.German.Formulas.ShouldBe(0);
    }

    [Fact]
    public void A_long_table_goes_on_in_a_second_sheet_under_the_same_heading()
    {
        opened.Split.Sheets.ShouldContain("Hosts 4");
        opened.Split.Sheets.ShouldNotContain("Hosts 5");
        var parts = opened.Split.Sheets.Where(s => s.StartsWith("Hosts", StringComparison.Ordinal)).Select(opened.Split.Rows).ToList();

        parts.ShouldAllBe(p => p.Count <= 11 && p[0][0].Text == "Host");
        parts.SelectMany(p => p.Skip(1)).Select(r => r[^1].Text).ShouldBe(opened.Report.Hosts().Select(h => h.Id.ToString()));
    }

    [Fact]
    public void Headings_stay_in_sight_and_have_a_filter()
    {
        using var zip = new ZipArchive(new MemoryStream(ReportFiles.Written(new XlsxReport(), opened.Report)));
        XNamespace main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var sheets = zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)).ToList();
        sheets.Count.ShouldBe(6);
        foreach (var sheet in sheets)
        {
            using var stream = sheet.Open();
            var xml = XDocument.Load(stream).Root!;
            xml.Descendants(main + "pane").Single().Attribute("state")!.Value.ShouldBe("frozen");
            var rows = xml.Descendants(main + "row").ToList();
            xml.Element(main + "autoFilter")!.Attribute("ref")!.Value.ShouldBe($"A1:{XlsxParts.Cell(rows[0].Elements().Count(), rows.Count)}");
            rows.ShouldAllBe(r => r.Elements().Count() == rows[0].Elements().Count());
        }
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes()
    {
        var bytes = ReportFiles.Written(new XlsxReport(), opened.Report);

        ReportFiles.Written(new XlsxReport(), opened.Report).ShouldBe(bytes);
    }

    [Theory]
    [InlineData(1, "A1")]
    [InlineData(26, "Z1")]
    [InlineData(27, "AA1")]
    [InlineData(702, "ZZ1")]
    [InlineData(703, "AAA1")]
    public void Columns_are_named_as_spreadsheets_do(int column, string name) => XlsxParts.Cell(column, 1).ShouldBe(name);

    [Fact]
    public void A_cell_holds_32767_signs_and_no_half_one()
    {
        XlsxText.Bounded(new string('a', XlsxText.Longest)).Length.ShouldBe(XlsxText.Longest);
        var cut = XlsxText.Bounded(new string('a', XlsxText.Longest - 2) + "😀😀");

        cut.Length.ShouldBe(XlsxText.Longest - 1);
        cut[^2..].ShouldBe("a…");
    }

    [Fact]
    public void A_cancelled_report_ends()
    {
        using var to = new MemoryStream();
        Should.Throw<OperationCanceledException>(() => new XlsxReport().Write(opened.Long, to, new CancellationToken(canceled: true)));
        Should.Throw<OperationCanceledException>(() => new CsvReport().Write(opened.Long, to, new CancellationToken(canceled: true)));
        Should.Throw<OperationCanceledException>(() => new JsonReport().Write(opened.Long, to, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_full_disk_is_an_error_and_no_hanging() => Should.Throw<IOException>(() => new XlsxReport().Write(opened.Long, new FullDisk(), CancellationToken.None));

    // LibreOffice makes one line end of two signs, and leaves out what the XML that it writes cannot hold; a cell ends at its limit.
    private static string AsRead(string text) =>
        string.Concat(XlsxText.Bounded(text).Replace("\r\n", "\n", StringComparison.Ordinal).Where(c => c is >= ' ' and not '\uFFFE' or '\t' or '\n'));

    private static int Column(List<List<Cell>> rows, string heading) => rows[0].FindIndex(c => c.Text == heading);

    private static DateTimeOffset? Date(Cell cell)
    {
        if (cell.Type.Length == 0)
        {
            return null;
        }

        cell.Type.ShouldBe("date");
        return DateTimeOffset.Parse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
    }

    /// <param name="Type">As LibreOffice took it: empty, string, float, percentage, date.</param>
    public sealed record Cell(string Type, string Text);

    public sealed class Opened : IDisposable
    {
        private readonly ReportFiles _files = new();

        public Opened()
        {
            Report = _files.Freeze(new SyntheticReport());
            Long = _files.Freeze(new SyntheticReport { Hosts = 10_000 });
            var german = _files.Freeze(new SyntheticReport { Language = "de" });
            var before = _files.Freeze(Report.Head with { Id = Guid.NewGuid(), AsOf = Report.Head.AsOf.AddDays(-35) }, Report.Hosts().Skip(2).Select(h => h with { Status = ComplianceStatus.Compliant }));
            var hostile = _files.Freeze(Report.Head, _hostile.Select((text, i) => SyntheticHosts.Host(i, 0) with { Name = text, Zone = text, Owner = text }));
            Write("english", new XlsxReport(), Report);
            Write("split", new XlsxReport(mostRows: 11), Report);
            Write("hostile", new XlsxReport(), hostile);
            using (var to = File.Create(Path.Combine(_files.Folder, "german.xlsx")))
            {
                new XlsxReport().Write(german, before, to, CancellationToken.None);
            }

            ReportFiles.Run("soffice", [
                $"-env:UserInstallation=file://{_files.Folder}/profile", "--headless", "--convert-to", "fods", "--outdir", _files.Folder,
                .. Directory.GetFiles(_files.Folder, "*.xlsx")]);
            English = new Workbook(Path.Combine(_files.Folder, "english.fods"));
            German = new Workbook(Path.Combine(_files.Folder, "german.fods"));
            Split = new Workbook(Path.Combine(_files.Folder, "split.fods"));
            Hostile = new Workbook(Path.Combine(_files.Folder, "hostile.fods"));
        }

        internal FrozenReport Report { get; }
        internal FrozenReport Long { get; }
        internal Workbook English { get; }
        internal Workbook German { get; }
        internal Workbook Split { get; }
        internal Workbook Hostile { get; }

        public void Dispose() => _files.Dispose();

        private void Write(string name, XlsxReport renderer, FrozenReport report) =>
            File.WriteAllBytes(Path.Combine(_files.Folder, $"{name}.xlsx"), ReportFiles.Written(renderer, report));
    }

    /// <summary>What LibreOffice wrote of a workbook that it read.</summary>
    internal sealed class Workbook(string file)
    {
        private static readonly XNamespace _table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
        private static readonly XNamespace _office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
        private static readonly XNamespace _text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

        private readonly XElement _xml = XDocument.Load(file, LoadOptions.PreserveWhitespace).Root!;

        public List<string> Sheets => [.. _xml.Descendants(_table + "table").Select(t => t.Attribute(_table + "name")!.Value)];

        public int Formulas => _xml.Descendants(_table + "table-cell").Count(c => c.Attribute(_table + "formula") is not null);

        public List<List<Cell>> Rows(string sheet)
        {
            var rows = _xml.Descendants(_table + "table").Single(t => t.Attribute(_table + "name")!.Value == sheet).Descendants(_table + "table-row")
                .SelectMany(r => Enumerable.Repeat(r, Repeated(r, "number-rows-repeated"))).Take(20_000).Select(Cells).Where(r => r.Exists(c => c.Type.Length > 0)).ToList();
            var width = rows[0].FindLastIndex(c => c.Type.Length > 0) + 1;
            return [.. rows.Select(r => r.Concat(Enumerable.Repeat(new Cell("", ""), width)).Take(width).ToList())];
        }

        private static List<Cell> Cells(XElement row) =>
            [.. row.Elements(_table + "table-cell").SelectMany(c => Enumerable.Repeat(Read(c), Math.Min(Repeated(c, "number-columns-repeated"), 100)))];

        private static Cell Read(XElement cell)
        {
            var type = cell.Attribute(_office + "value-type")?.Value ?? "";
            var value = cell.Attribute(_office + "date-value") ?? cell.Attribute(_office + "value");
            return new(type, type == "string" ? string.Join('\n', cell.Elements(_text + "p").Select(Text)) : value?.Value ?? "");
        }

        private static string Text(XElement paragraph) => string.Concat(paragraph.DescendantNodes().Select(n => n switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "s" } spaces => new string(' ', (int?)spaces.Attribute(_text + "c") ?? 1),
            XElement { Name.LocalName: "tab" } => "\t",
            XElement { Name.LocalName: "line-break" } => "\n",
            _ => "",
        }));

        private static int Repeated(XElement element, string attribute) => (int?)element.Attribute(_table + attribute) ?? 1;
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => Grow(count);

        public override void Write(ReadOnlySpan<byte> buffer) => Grow(buffer.Length);

        private void Grow(int count)
        {
            if (Position + count > 100_000)
            {
                throw new IOException("No space left on device");
            }

            Position += count;
        }
    }
}
