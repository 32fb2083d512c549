using System.Globalization;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>Always one page, so that what follows it stands where it was measured.</summary>
internal static class ContentsPage
{
    private const float Tall = 26;

    public static void Write(Roll roll)
    {
        var words = roll.Words;
        roll.NewPage();
        roll.Bookmark(0, words.Text("Contents"));
        SectionHead.Write(roll, words.Text("Contents"), words.Text("Contents.Sub"));
        var sections = roll.Bookmarks.Where(b => b.Level == 0 && b.Page > roll.Number).ToList();
        foreach (var (section, number) in sections.Select((s, i) => (s, i + 1)))
        {
            var y = roll.Y + 17;
            var page = words.Number(section.Page);
            var width = Faces.Width(Face.Sans, 11, page);
            roll.Page.Text(Face.Serif, 11, Ink.Third, SectionHead.Matter, y, number.ToString(CultureInfo.InvariantCulture));
            roll.Page.Text(Face.SansBold, 11, Ink.Text, SectionHead.Matter + 24, y, section.Title);
            roll.Page.Text(Face.Sans, 11, Ink.Text, Roll.Right - width, y, page);
            for (var x = SectionHead.Matter + 30 + Faces.Width(Face.SansBold, 11, section.Title); x < Roll.Right - width - 6; x += 4)
            {
                roll.Page.FillRectangle(x, y - 0.8f, 0.8f, 0.8f, Ink.Third);
            }

            roll.Link(SectionHead.Matter, roll.Y, Roll.Right - SectionHead.Matter, Tall, section);
            roll.Page.Line(SectionHead.Matter, roll.Y + Tall, Roll.Right, roll.Y + Tall, 0.5f, Ink.Hairline);
            roll.Y += Tall;
        }

        roll.Page.Line(SectionHead.Matter, roll.Y, Roll.Right, roll.Y, 1, Ink.Text);
    }
}
