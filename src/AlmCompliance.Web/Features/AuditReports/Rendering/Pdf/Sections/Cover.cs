using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>What it is, of what, of when, by whom; and what a reader may conclude from it.</summary>
internal static class Cover
{
    private const float Label = 112;

    public static void Write(Roll roll)
    {
        var words = roll.Words;
        var head = words.Head;
        roll.NewPage(bare: true);
        roll.Bookmark(0, words.Text("Title"));
        roll.Page.Text(Face.SerifBold, 12, Ink.Text, Roll.Left, 58, "ALM Compliance");
        roll.Page.Text(Face.Mono, 10, Ink.Text, Roll.Right - Faces.Width(Face.Mono, 10, head.Reference), 58, head.Reference);
        roll.Page.Line(Roll.Left, 70, Roll.Right, 70, 1.6f, Ink.Text);

        roll.Y = 128;
        var y = roll.Block.Text(words.Text("Title"), Face.Serif, 34, 42, Ink.Text, Roll.Left, 0, Roll.Across);
        y = roll.Block.Text(Short(words.Scope), Face.Serif, 17, 24, Ink.Text, Roll.Left, y + 6, Roll.Across);
        y = roll.Block.Text(
            words.Text("Cover.AsOf", words.Minute(head.AsOf)) + (head.IsPresent ? "" : $". {words.Text("Cover.Past")}"), Face.Serif, 17, 24, Ink.Second, Roll.Left, y, Roll.Across);
        roll.Block.Text(words.Text("Cover.Lead"), Face.Sans, 10.5f, 16, Ink.Second, Roll.Left, y + 14, 360);
        roll.Place(26);

        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 1.6f, Ink.Text);
        foreach (var (label, lines) in Facts(words))
        {
            roll.Block.Text(label, Face.Sans, 9, 13, Ink.Third, Roll.Left, 4, Label - 10);
            var at = 4f;
            foreach (var (text, face, ink) in lines)
            {
                at = roll.Block.Text(text, face, face == Face.Mono ? 8 : 9, 13, ink, Roll.Left + Label, at, Roll.Across - Label);
            }

            roll.Block.Grow(roll.Block.Height + 4);
            roll.Block.Rule(Roll.Left, Roll.Right, roll.Block.Height, 0.5f, Ink.Hairline);
            roll.Place();
        }

        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 1, Ink.Text);
        roll.Y += 20;
        var half = (Roll.Across - 28) / 2;
        Column(roll, Roll.Left, half, words.Text("Proves"), words.Text("Proves.Text", head.Rules), head.IsPresent ? "" : words.Text("Past.Text"));
        Column(roll, Roll.Left + half + 28, half, words.Text("ProvesNot"), words.Text("ProvesNot.Text", PackName(head)), "");
        roll.Place();
    }

    public static string PackName(ReportHead head) => $"{head.Reference}-audit-pack.zip";

    private static IEnumerable<(string Label, IReadOnlyList<(string Text, Face Face, Ink Ink)> Lines)> Facts(ReportWords words)
    {
        var head = words.Head;
        yield return (words.Text("Fact.Reference"), [(head.Reference, Face.SansBold, Ink.Text), (head.Id.ToString(), Face.Mono, Ink.Third)]);
        yield return (words.Text("Fact.Scope"), [(Short(words.Scope), Face.SansBold, Ink.Text)]);
        yield return (words.Text("Fact.AsOf"), [(words.Minute(head.AsOf), Face.SansBold, Ink.Text)]);
        yield return (words.Text("Fact.Assessed"), [(words.Minute(head.AssessedAt), Face.SansBold, Ink.Text)]);
        yield return (words.Text("Fact.NextDue"), [(words.Minute(head.NextDue), Face.SansBold, Ink.Text)]);
        yield return (words.Text("Fact.Made"), [(words.Text("Fact.Made.By", words.Minute(head.MadeAt), head.MadeBy), Face.SansBold, Ink.Text)]);
        yield return (words.Text("Fact.Program"), [(words.Text("Fact.Program.Text", head.Program, head.Rules), Face.SansBold, Ink.Text)]);
        yield return (words.Text("Fact.Catalogue"),
        [
            (head.Advisories.Count == 1 ? words.Text("Fact.Catalogue.One", words.Date(head.Catalogue.AsOf)) : words.Text("Fact.Catalogue.Text", words.Date(head.Catalogue.AsOf), head.Advisories.Count), Face.SansBold, Ink.Text),
            (Review(words), Face.Sans, Ink.Second),
        ]);
        yield return (words.Text("Fact.Limits"), [(words.Text("Fact.Limits.Text", [.. head.FreshnessDays.Select(d => (object)words.Days(d))]), Face.Sans, Ink.Second)]);
        yield return (words.Text("Fact.Trail"), [(words.Text("Fact.Trail.Text", head.Trail.Sequence), Face.Sans, Ink.Second), (head.Trail.Hash, Face.Mono, Ink.Text)]);
    }

    private static string Review(ReportWords words) => words.Head.Catalogue switch
    {
        { ReviewedAt: { } at } of => words.Text(
            of.IsOverdue ? "Fact.Reviewed.Overdue" : "Fact.Reviewed", words.Date(at), of.ReviewedBy ?? words.Text("Col.Nobody"), of.ApprovedBy ?? words.Text("Col.Nobody"), words.Date(of.DueAt)),
        var of => words.Text("Fact.Reviewed.Never", words.Date(of.DueAt)),
    };

    private static void Column(Roll roll, float x, float width, string title, string text, string more)
    {
        var y = roll.Block.Text(title, Face.SerifBold, 12, 17, Ink.Text, x, 0, width);
        y = roll.Block.Text(text, Face.Sans, 9, 13.5f, Ink.Second, x, y + 3, width);
        if (more.Length > 0)
        {
            roll.Block.Text(more, Face.SansBold, 9, 13.5f, Ink.Text, x, y + 6, width);
        }
    }

    /// <summary>A scope of hundreds of zones does not push the cover off its page; the data files hold it whole.</summary>
    private static string Short(string scope) => scope.Length <= 320 ? scope : string.Concat(scope.AsSpan(0, 319), "…");
}
