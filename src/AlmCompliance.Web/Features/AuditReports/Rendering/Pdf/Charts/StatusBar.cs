using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;

/// <summary>One bar of all statuses with a dimension line over what is covered and over what is left out.</summary>
internal static class StatusBar
{
    private const float Gap = 2.5f;
    private const float Tall = 22;

    /// <summary>However few they are, they can be seen.</summary>
    private const float Least = 4;

    public static void Draw(Roll roll, float left, float width)
    {
        var words = roll.Words;
        var figures = words.Head.Figures;
        var parts = StatusLook.Order.Select(s => (Status: s, Hosts: figures.ByStatus.GetValueOrDefault(s))).Where(p => p.Hosts > 0).ToList();
        var free = width - (Gap * (parts.Count - 1)) - (Least * parts.Count);
        var x = left;
        var top = roll.Y + 18;
        var (coveredFrom, coveredTo) = (0f, 0f);
        foreach (var (status, hosts) in parts)
        {
            var wide = Least + (free * hosts / figures.Hosts);
            StatusMarks.Area(roll.Page, status, x, top, wide, Tall);
            if (status is ComplianceStatus.Mitigated or ComplianceStatus.Compliant)
            {
                coveredFrom = coveredTo == 0 ? x : coveredFrom;
                coveredTo = x + wide;
            }

            if (status == ComplianceStatus.NotApplicable)
            {
                Dimension(roll.Page, x, x + wide, top, words.Text("Status.LeftOut"), alignRight: true);
            }

            x += wide + Gap;
        }

        if (coveredTo > 0)
        {
            Dimension(roll.Page, coveredFrom, coveredTo, top, words.Text("Status.Covered", figures.Covered), alignRight: false);
        }

        roll.Y = top + Tall + 10;
    }

    private static void Dimension(PageContent page, float from, float to, float top, string text, bool alignRight)
    {
        var y = top - 6;
        page.Line(from, y, to, y, 0.6f, Ink.Second);
        page.Line(from, y - 2.5f, from, y + 2.5f, 0.6f, Ink.Second);
        page.Line(to, y - 2.5f, to, y + 2.5f, 0.6f, Ink.Second);
        var width = Faces.Width(Face.Sans, 8, text);
        if (!alignRight && width + 12 < to - from)
        {
            var x = ((from + to) / 2) - (width / 2);
            page.FillRectangle(x - 4, y - 4, width + 8, 8, Ink.Paper);
            page.Text(Face.Sans, 8, Ink.Text, x, y + 2.7f, text);
        }
        else
        {
            page.Text(Face.Sans, 8, Ink.Second, alignRight ? to - width : from, y - 5, text);
        }
    }
}
