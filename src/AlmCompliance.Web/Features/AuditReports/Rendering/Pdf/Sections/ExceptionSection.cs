using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>Each host that is not in order: why, since when, and everything that is known of it.</summary>
internal static class ExceptionSection
{
    public static void Write(Roll roll, FrozenReport report)
    {
        var words = roll.Words;
        roll.NewPage();
        roll.Bookmark(0, words.Text("Exc.Title"));
        SectionHead.OnTop(roll, words.Text("Exc.Title"), words.Text("Exc.Sub"));
        var entry = new ExceptionEntry(roll);
        foreach (var status in (ComplianceStatus[])[ComplianceStatus.NonCompliant, ComplianceStatus.Unknown, ComplianceStatus.Waived])
        {
            foreach (var host in report.InFull(status))
            {
                // Lines without a host have a section of their own.
                if (host.Host.IsEnrolled)
                {
                    entry.Write(host);
                }
            }
        }

        if (!entry.Any)
        {
            SectionHead.Nothing(roll, words.Text(words.Head.Figures is { Hosts: 0, Unlisted: 0 } ? "Exc.None.Hosts" : "Exc.None"));
            return;
        }

        roll.Heading = null;
        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 1, Ink.Text);
        roll.Y += 30;
    }
}
