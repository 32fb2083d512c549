using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>How many hosts were exposed on each day, and how long patches took.</summary>
internal static class TrendSection
{
    public static void Write(Roll roll)
    {
        var words = roll.Words;
        var figures = words.Head.Figures;
        roll.Ensure(TrendChart.Tall + 36);
        roll.Bookmark(0, words.Text("Trend.Title"));
        SectionHead.Write(roll, words.Text("Trend.Title"), words.Text("Trend.Sub"));
        roll.Y += 16;
        var width = Roll.Right - SectionHead.Matter;
        if (figures.Trend.Count == 0)
        {
            roll.Block.Text(words.Text("Trend.None"), Face.Serif, 11.5f, 16, Ink.Text, SectionHead.Matter, 0, width);
            roll.Place(44);
        }
        else
        {
            TrendChart.Draw(roll, figures.Trend, SectionHead.Matter, width);
            roll.Y += 8;
        }

        var sentence = figures.TimeToPatch is { } patch
            ? words.Text("Trend.Patch", Days(words, patch.Median), Days(words, patch.Percentile90), patch.Hosts)
            : words.Text("Trend.Patch.None");
        roll.Block.Text(sentence, Face.Sans, 9, 13, Ink.Second, SectionHead.Matter, 4, width);
        roll.Place(28);
    }

    private static string Days(ReportWords words, TimeSpan span) =>
        Math.Round(span.TotalDays, 1) is 1.0 ? words.Text("Day") : words.Text("Days", words.Days(span.TotalDays));
}
