using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;

/// <summary>
/// The paper that sections are written on, cut into pages. Without a document it measures: the same sections on the same rows end
/// on the same pages, so that the second time the number of all pages and the place of each section are known.
/// </summary>
internal sealed class Roll(PdfDocument? document, ReportWords words, Roll? measured, CancellationToken cancellationToken)
{
    public const float Left = 44;
    public const float Right = PdfDocument.Width - 44;
    public const float Across = Right - Left;
    public const float Bottom = 780;
    private const float First = 78;
    private readonly PageContent _nothing = new(PdfDocument.Height, discards: true);

    /// <summary>Where sections begin, in reading order; of the whole document once it was measured.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => measured?._bookmarks ?? _bookmarks;

    private readonly List<Bookmark> _bookmarks = [];

    public ReportWords Words => words;

    public PageContent Page { get; private set; } = new(PdfDocument.Height, discards: true);

    public int Number { get; private set; }

    public float Y { get; set; }

    /// <summary>What stands again at the head of each further page.</summary>
    public Action? Heading { get; set; }

    public Block Block { get; } = new();

    /// <param name="bare">Without head line: the cover.</param>
    public void NewPage(bool bare = false)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EndPage();
        Number++;
        Page = document?.BeginPage() ?? _nothing;
        Y = bare ? Left : First;
        if (!bare)
        {
            Page.Text(Face.SansBold, 7.5f, Ink.Second, Left, 42, words.HeadLeft);
            Page.Text(Face.Sans, 7.5f, Ink.Third, Right - Faces.Width(Face.Sans, 7.5f, words.HeadRight), 42, words.HeadRight);
            Page.Line(Left, 49, Right, 49, 0.5f, Ink.Hairline);
        }

        Heading?.Invoke();
    }

    /// <summary>Goes to the next page for what would be cut here and stands whole there.</summary>
    public void EnsureWhole(float height, float least) => Ensure(height <= Bottom - First ? height : least);

    /// <summary>Goes to the next page where less than this is left.</summary>
    public void Ensure(float height)
    {
        if (Y + height > Bottom)
        {
            NewPage();
        }
    }

    /// <summary>Places the block in hand, all of it on one page.</summary>
    public void Place(float space = 0)
    {
        Ensure(Block.Height);
        Block.Place(Page, Y);
        Y += Block.Height + space;
        Block.Clear();
    }

    public void Bookmark(int level, string title) => _bookmarks.Add(new(level, title, Number, Y - 14));

    public void Link(float x, float y, float width, float tall, Bookmark to) => document?.Link(x, y, width, tall, to.Page, Math.Max(0, to.Y));

    public void Close() => EndPage();

    private void EndPage()
    {
        if (Number == 0)
        {
            return;
        }

        var page = words.Text("Page", Number, measured?.Number ?? Number);
        Page.Line(Left, 800, Right, 800, 0.5f, Ink.Hairline);
        Page.Text(Face.Sans, 7.5f, Ink.Third, Left, 812, words.Foot);
        Page.Text(Face.SansBold, 7.5f, Ink.Second, Right - Faces.Width(Face.SansBold, 7.5f, page), 812, page);
        document?.EndPage();
    }
}
