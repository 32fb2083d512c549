using System.Globalization;
using System.Text;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

/// <summary>The small parts of a workbook: what it is made of, and how numbers and dates look.</summary>
internal static class XlsxParts
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";

    /// <summary>In the order that <see cref="XlsxCells"/> names: usual, heading, moment, day, percent, days.</summary>
    public const string Styles = Declaration + $"""
        <styleSheet xmlns="{Main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="166" formatCode="0.0"/></numFmts><fonts count="2"><font><sz val="10"/><name val="Calibri"/></font><font><b/><sz val="10"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE4E9ED"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """;

    public const string Relations = Declaration + $"""
        <Relationships xmlns="{Packages}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="{Packages}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>
        """;

    public const string SheetStart = Declaration + $"""<worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="13"/><cols>""";

    public static string Properties(string title, string creator, DateTimeOffset made)
    {
        var at = made.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Declaration + $"""
            <cp:coreProperties xmlns:cp="{Packages}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{XlsxText.Escaped(title)}</dc:title><dc:creator>{XlsxText.Escaped(creator)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>
            """;
    }

    public static string ContentTypes(int sheets)
    {
        const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        var xml = new StringBuilder(Declaration);
        xml.Append(CultureInfo.InvariantCulture, $"<Types xmlns=\"{Packages}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>");
        xml.Append(CultureInfo.InvariantCulture, $"<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>");
        xml.Append(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Sheet}sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Sheet}styles+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{Sheet}sharedStrings+xml\"/>");
        for (var i = 1; i <= sheets; i++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Sheet}worksheet+xml\"/>");
        }

        return xml.Append("</Types>").ToString();
    }

    /// <param name="sheets">Each with its name and the range that its filter stands over.</param>
    public static string Workbook(IReadOnlyList<(string Name, string Range)> sheets)
    {
        var xml = new StringBuilder(Declaration).Append(CultureInfo.InvariantCulture, $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><bookViews><workbookView/></bookViews><sheets>");
        for (var i = 0; i < sheets.Count; i++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{XlsxText.Escaped(sheets[i].Name)}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>");
        }

        xml.Append("</sheets><definedNames>");
        for (var i = 0; i < sheets.Count; i++)
        {
            var range = string.Join(':', sheets[i].Range.Split(':').Select(Absolute));
            xml.Append(CultureInfo.InvariantCulture, $"<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{i}\" hidden=\"1\">'{XlsxText.Escaped(sheets[i].Name)}'!{range}</definedName>");
        }

        return xml.Append("</definedNames></workbook>").ToString();
    }

    public static string WorkbookRelations(int sheets)
    {
        var xml = new StringBuilder(Declaration).Append(CultureInfo.InvariantCulture, $"<Relationships xmlns=\"{Packages}/relationships\">");
        for (var i = 1; i <= sheets; i++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>");
        }

        xml.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{sheets + 1}\" Type=\"{Office}/styles\" Target=\"styles.xml\"/>");
        return xml.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{sheets + 2}\" Type=\"{Office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>").ToString();
    }

    public static string SharedStringsStart(long uses, int texts) => Declaration + string.Create(CultureInfo.InvariantCulture, $"<sst xmlns=\"{Main}\" count=\"{uses}\" uniqueCount=\"{texts}\">");

    /// <summary>A1, B1 … Z1, AA1.</summary>
    public static string Cell(int column, int row)
    {
        var letters = "";
        for (var rest = column; rest > 0; rest = (rest - 1) / 26)
        {
            letters = (char)('A' + ((rest - 1) % 26)) + letters;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{letters}{row}");
    }

    private static string Absolute(string cell)
    {
        var digits = cell.AsSpan().IndexOfAnyInRange('0', '9');
        return $"${cell[..digits]}${cell[digits..]}";
    }
}
