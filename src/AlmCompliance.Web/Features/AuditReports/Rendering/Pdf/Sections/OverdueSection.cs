using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>What should have been done by now.</summary>
internal static class OverdueSection
{
    public static void Write(Roll roll, FrozenReport report)
    {
        var words = roll.Words;
        roll.Ensure(220);
        roll.Bookmark(0, words.Text("Over.Title"));
        SectionHead.OnTop(roll, words.Text("Over.Title"), words.Text("Over.Sub"));
        using var overdue = report.Findings().TakeWhile(f => f.DueAt <= words.Head.AsOf || f.IsOverdue).Where(f => f.IsOverdue).GetEnumerator();
        if (!overdue.MoveNext())
        {
            SectionHead.Nothing(roll, words.Text("Over.None"));
            return;
        }

        var table = new Table(
            roll, Roll.Left, 8.3f,
            new(words.Text("Col.Due"), 66), new(words.Text("Col.Host"), 114), new(words.Text("Rule"), 50), new(words.Text("Col.Finding"), 190), new(words.Text("Col.Owner"), 66));
        table.Begin();
        do
        {
            var finding = overdue.Current;
            table.Cell(words.Date(finding.DueAt));
            table.Below(words.Late(finding), Face.SansBold, Ink.Text);
            table.Cell(HostileText.Tame(finding.HostName, 80), Face.SansBold);
            table.Below(finding.Zone ?? words.NoZone);
            table.Cell(finding.Rule.ToString(), Face.Mono, Ink.Second);
            if (finding.AdvisoryId.Length > 0)
            {
                table.Below(finding.AdvisoryId);
            }

            table.Cell(words.Message(finding));
            table.Cell(finding.Owner.Length > 0 ? finding.Owner : words.Text(words.Head.IsPresent ? "Col.Nobody" : "NotKept"), Face.Sans, finding.Owner.Length > 0 ? Ink.Text : Ink.Third);
            table.EndRow();
        }
        while (overdue.MoveNext());

        table.End();
    }
}
