using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>All hosts as one bar, and what each of its parts means.</summary>
internal static class StatusSection
{
    private const float Row = 23;

    public static void Write(Roll roll)
    {
        var words = roll.Words;
        var figures = words.Head.Figures;
        roll.Ensure(92 + (6 * Row));
        roll.Bookmark(0, words.Text("Status.Title"));
        SectionHead.Write(roll, words.Text("Status.Title"), words.Text("Status.Sub"));
        roll.Y += 14;
        if (figures.Hosts > 0)
        {
            StatusBar.Draw(roll, SectionHead.Matter, Roll.Right - SectionHead.Matter);
        }

        foreach (var status in StatusLook.Order)
        {
            var ink = StatusMarks.Ink(status);
            var number = words.Number(figures.ByStatus.GetValueOrDefault(status));
            var baseline = roll.Y + 15.5f;
            roll.Page.Mark(StatusMarks.Name(status), SectionHead.Matter, roll.Y + 6, 11);
            roll.Page.Text(Face.SansBold, 9.5f, ink, SectionHead.Matter + 16, baseline, words.Status(status));
            roll.Page.Text(Face.Serif, 15, Ink.Text, SectionHead.Matter + 158 - Faces.Width(Face.Serif, 15, number), baseline, number);
            roll.Block.Text(words.Text($"Means.{status}"), Face.Sans, 8.5f, 11, Ink.Second, SectionHead.Matter + 172, 0, Roll.Right - SectionHead.Matter - 172);
            roll.Block.Place(roll.Page, roll.Y + ((Row - roll.Block.Height) / 2));
            roll.Block.Clear();
            roll.Y += Row;
            roll.Page.Line(SectionHead.Matter, roll.Y, Roll.Right, roll.Y, 0.5f, Ink.Hairline);
        }

        roll.Page.Line(SectionHead.Matter, roll.Y, Roll.Right, roll.Y, 1, Ink.Text);
        roll.Y += 26;
    }
}
