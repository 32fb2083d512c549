using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>Lines of the plant's own list that no host stands behind.</summary>
internal static class NeverEnrolledSection
{
    public static void Write(Roll roll, FrozenReport report)
    {
        var words = roll.Words;
        roll.Ensure(160);
        roll.Bookmark(0, words.Text("Never.Title"));
        SectionHead.OnTop(roll, words.Text("Never.Title"), words.Text("Never.Sub"));
        Table? table = null;
        foreach (var line in report.HostsThatAre(ComplianceStatus.Unknown).Where(h => !h.IsEnrolled))
        {
            if (table is null)
            {
                table = new Table(
                    roll, Roll.Left, 8.3f,
                    new(words.Text("Col.Host"), 150), new(words.Text("Col.Place"), 150), new(words.Text("Col.Role"), 100), new(words.Text("Col.Owner"), 90));
                table.Begin();
            }

            table.Cell(line.Name, Face.SansBold);
            table.Cell(words.Place(line.Site, line.Zone));
            table.Cell(line.Role);
            table.Cell(line.Owner.Length > 0 ? line.Owner : words.Text("Col.Nobody"), Face.Sans, line.Owner.Length > 0 ? Ink.Text : Ink.Third);
            table.EndRow();
        }

        if (table is null)
        {
            SectionHead.Nothing(roll, words.Text(words.Head.Figures.Expected is null ? "Never.NoList" : "Never.None"));
            return;
        }

        table.End();
    }
}
