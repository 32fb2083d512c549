using System.Globalization;
using System.Text;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

/// <summary>An A4 document whose number of pages is known beforehand, written page by page.</summary>
internal sealed class PdfDocument
{
    public const float Width = 595.28f;
    public const float Height = 841.89f;

    /// <summary>Children of one node: a reader that opens page 3,000 does not walk 2,999.</summary>
    private const int Branch = 50;

    private readonly PdfFile _file;
    private readonly PageContent _content = new(Height);
    private readonly List<string> _links = [];
    private readonly int _pages;
    private readonly int _catalog;
    private readonly int _tree;
    private readonly int _firstNode;
    private readonly int _firstPage;
    private int _page;

    /// <param name="marks">Drawings of 16 by 16 by name, as content streams.</param>
    public PdfDocument(Stream to, int pages, IReadOnlyDictionary<string, string> marks)
    {
        _file = new PdfFile(to);
        _pages = pages;
        _catalog = _file.Reserve();
        _tree = _file.Reserve();
        var resources = _file.Reserve();
        _firstNode = _file.Reserve((pages + Branch - 1) / Branch);
        _firstPage = _file.Reserve(2 * pages);
        Resources = resources;
        WriteResources(marks);
    }

    private int Resources { get; }

    public PageContent BeginPage()
    {
        _content.Clear();
        _links.Clear();
        _page++;
        return _content;
    }

    /// <summary>Makes a part of the page in hand lead to a place of another.</summary>
    public void Link(float x, float y, float width, float tall, int page, float to) => _links.Add(Format(
        $"<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[{x:0.##} {Height - y - tall:0.##} {x + width:0.##} {Height - y:0.##}]/Dest{Place(page, to)}>>"));

    public void EndPage()
    {
        _content.Finish();
        var id = PageId(_page);
        _file.Stream(id + 1, "", _content.Bytes);
        var links = _links.Count == 0 ? "" : $"/Annots[{string.Concat(_links)}]";
        _file.Object(id, Format(
            $"<</Type/Page/Parent {_firstNode + ((_page - 1) / Branch)} 0 R/MediaBox[0 0 {Width:0.##} {Height:0.##}]/Resources {Resources} 0 R/Contents {id + 1} 0 R{links}>>"));
    }

    /// <param name="bookmarks">In reading order; one of a deeper level belongs to the one before it.</param>
    /// <param name="fileId">32 hex digits.</param>
    public void Finish(PdfProperties properties, IReadOnlyList<Bookmark> bookmarks, string fileId)
    {
        for (var first = 0; first < _pages; first += Branch)
        {
            var count = Math.Min(Branch, _pages - first);
            var kids = string.Join(' ', Enumerable.Range(first + 1, count).Select(p => Format($"{PageId(p)} 0 R")));
            _file.Object(_firstNode + (first / Branch), Format($"<</Type/Pages/Parent {_tree} 0 R/Count {count}/Kids[{kids}]>>"));
        }

        var nodes = string.Join(' ', Enumerable.Range(_firstNode, (_pages + Branch - 1) / Branch).Select(n => Format($"{n} 0 R")));
        _file.Object(_tree, Format($"<</Type/Pages/Count {_pages}/Kids[{nodes}]>>"));
        var outline = Outline(bookmarks);
        _file.Object(_catalog, Format(
            $"<</Type/Catalog/Pages {_tree} 0 R/Outlines {outline} 0 R/PageMode/UseOutlines/ViewerPreferences<</DisplayDocTitle true>>/Lang({properties.Language})>>"));
        var information = _file.Reserve();
        var made = properties.Made.UtcDateTime.ToString("'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture);
        _file.Object(information, Format(
            $"<</Title{PdfFile.Text(properties.Title)}/Author{PdfFile.Text(properties.Author)}/Subject{PdfFile.Text(properties.Subject)}/Keywords{PdfFile.Text(properties.Keywords)}/Creator{PdfFile.Text(properties.Program)}/Producer{PdfFile.Text(properties.Program)}/CreationDate({made})/ModDate({made})>>"));
        _file.Finish(_catalog, information, fileId);
    }

    private int Outline(IReadOnlyList<Bookmark> bookmarks)
    {
        var root = _file.Reserve();
        var first = _file.Reserve(bookmarks.Count);
        var tops = Enumerable.Range(0, bookmarks.Count).Where(i => bookmarks[i].Level == 0).ToList();
        _file.Object(root, tops.Count == 0 ? "<</Type/Outlines/Count 0>>" : Format($"<</Type/Outlines/First {first + tops[0]} 0 R/Last {first + tops[^1]} 0 R/Count {tops.Count}>>"));
        for (var t = 0; t < tops.Count; t++)
        {
            var next = t + 1 < tops.Count ? tops[t + 1] : bookmarks.Count;
            var children = next - tops[t] - 1;
            // A negative count: closed until a reader opens it.
            var inner = children == 0 ? "" : Format($"/First {first + tops[t] + 1} 0 R/Last {first + next - 1} 0 R/Count {-children}");
            Item(first, tops[t], root, t == 0 ? null : tops[t - 1], t + 1 < tops.Count ? tops[t + 1] : null, inner);
            for (var i = tops[t] + 1; i < next; i++)
            {
                Item(first, i, first + tops[t], i == tops[t] + 1 ? null : i - 1, i + 1 < next ? i + 1 : null, "");
            }
        }

        return root;

        void Item(int start, int i, int parent, int? before, int? after, string more)
        {
            var previous = before is { } p ? Format($"/Prev {start + p} 0 R") : "";
            var following = after is { } n ? Format($"/Next {start + n} 0 R") : "";
            _file.Object(start + i, Format($"<</Title{PdfFile.Text(bookmarks[i].Title)}/Parent {parent} 0 R{previous}{following}{more}/Dest{Place(bookmarks[i].Page, bookmarks[i].Y)}>>"));
        }
    }

    private void WriteResources(IReadOnlyDictionary<string, string> marks)
    {
        var fonts = new StringBuilder();
        foreach (var face in Faces.All)
        {
            var id = _file.Reserve();
            fonts.Append(CultureInfo.InvariantCulture, $"/F{(int)face} {id} 0 R");
            PdfFontObjects.Write(_file, id, Faces.Of(face));
        }

        var forms = new StringBuilder();
        foreach (var (name, drawing) in marks)
        {
            var id = _file.Reserve();
            forms.Append(CultureInfo.InvariantCulture, $"/{name} {id} 0 R");
            _file.Stream(id, Format($"/Type/XObject/Subtype/Form/BBox[0 0 16 16]/Resources<<>>"), Encoding.ASCII.GetBytes(drawing));
        }

        _file.Object(Resources, $"<</Font<<{fonts}>>/XObject<<{forms}>>>>");
    }

    private string Place(int page, float y) => Format($"[{PageId(page)} 0 R/XYZ null {Height - y:0.##} null]");

    private int PageId(int page) => _firstPage + (2 * (page - 1));

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Level">0 or 1.</param>
internal sealed record Bookmark(int Level, string Title, int Page, float Y);

internal sealed record PdfProperties(string Title, string Author, string Subject, string Keywords, string Program, string Language, DateTimeOffset Made);
