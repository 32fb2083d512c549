using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;

/// <summary>Exposed hosts by day, stacked in steps. A day that nobody counted is a gap.</summary>
internal static class TrendChart
{
    public const float Tall = 150;
    private const float Plot = 116;
    private const float Legend = 92;
    private const float Scale = 30;

    private static readonly ComplianceStatus[] _stack = [ComplianceStatus.NonCompliant, ComplianceStatus.Waived, ComplianceStatus.Unknown];

    public static void Draw(Roll roll, IReadOnlyList<ReportDay> days, float left, float width)
    {
        var (first, last) = (days[0].Day, days[^1].Day);
        var most = Ceiling(days.Max(d => Stacked(d, 3)));
        var (x0, x1, y0) = (left + Scale, left + width - Legend, roll.Y + 6 + Plot);
        var perDay = (x1 - x0) / (last.DayNumber - first.DayNumber + 1);

        for (var i = 0; i <= 4; i++)
        {
            var y = y0 - (Plot * i / 4);
            var label = roll.Words.Number(most * i / 4);
            roll.Page.Line(x0, y, x1, y, i == 0 ? 0.8f : 0.4f, i == 0 ? Ink.Text : Ink.Hairline);
            roll.Page.Text(Face.Sans, 7.5f, Ink.Third, x0 - 5 - Faces.Width(Face.Sans, 7.5f, label), y + 2.5f, label);
        }

        foreach (var run in Runs(days))
        {
            for (var level = 0; level < _stack.Length; level++)
            {
                Band(roll.Page, run, level);
            }

            roll.Page.Path(Steps(run, 3), Ink.Text, 1.1f);
        }

        Months(roll, first, last, x0, perDay, y0);
        Key(roll, days[^1], x1 + 8, y0);
        roll.Y = y0 + 22;

        float X(DateOnly day) => x0 + (perDay * (day.DayNumber - first.DayNumber));
        float Y(int hosts) => y0 - (Plot * hosts / most);

        List<(float X, float Y)> Steps(List<ReportDay> run, int upTo)
        {
            var points = new List<(float X, float Y)>();
            foreach (var day in run)
            {
                points.Add((X(day.Day), Y(Stacked(day, upTo))));
                points.Add((X(day.Day) + perDay, Y(Stacked(day, upTo))));
            }

            return points;
        }

        void Band(PageContent page, List<ReportDay> run, int level)
        {
            var upper = Steps(run, level + 1);
            var lower = Steps(run, level);
            lower.Reverse();
            (float X, float Y)[] outline = [.. upper, .. lower];
            var ink = StatusMarks.Ink(_stack[level]);
            switch (_stack[level])
            {
                case ComplianceStatus.NonCompliant:
                    page.Path(outline, ink.Tint(0.22), 0, fill: true);
                    break;
                case ComplianceStatus.Waived:
                    Hatching.Fill(page, Hatch.Upright, ink, 2.6f, 0.8f, outline);
                    break;
                default:
                    Hatching.Fill(page, Hatch.Dots, ink, 3.2f, 0.9f, outline);
                    break;
            }

            page.Path(upper, ink, 0.7f);
        }
    }

    private static void Months(Roll roll, DateOnly first, DateOnly last, float x0, float perDay, float y0)
    {
        Tick(first);
        for (var day = new DateOnly(first.Year, first.Month, 1).AddMonths(1); day < last.AddDays(-22); day = day.AddMonths(1))
        {
            if (day.DayNumber - first.DayNumber > 20)
            {
                Tick(day);
            }
        }

        Tick(last);

        void Tick(DateOnly day)
        {
            var x = x0 + (perDay * (day.DayNumber - first.DayNumber));
            var label = roll.Words.Date(day);
            roll.Page.Line(x, y0, x, y0 + 3, 0.6f, Ink.Second);
            roll.Page.Text(Face.Sans, 7.5f, Ink.Third, day == last && day != first ? x + perDay - Faces.Width(Face.Sans, 7.5f, label) : x, y0 + 12, label);
        }
    }

    /// <summary>What the last day has, in the order of the stack, from its top.</summary>
    private static void Key(Roll roll, ReportDay last, float x, float y0)
    {
        var words = roll.Words;
        var y = y0 - Plot + 12;
        roll.Page.Text(Face.SansBold, 9, Ink.Text, x, y, words.Text("Trend.Now", Stacked(last, 3)));
        foreach (var (status, hosts) in new[] { (ComplianceStatus.Unknown, last.Unknown), (ComplianceStatus.Waived, last.Waived), (ComplianceStatus.NonCompliant, last.NonCompliant) })
        {
            y += 16;
            roll.Page.Mark(StatusMarks.Name(status), x, y - 7.5f, 9);
            roll.Page.Text(Face.SansBold, 8.5f, StatusMarks.Ink(status), x + 12.5f, y, words.Number(hosts));
            roll.Page.Text(Face.Sans, 8, StatusMarks.Ink(status), x + 12.5f, y + 10, words.Status(status));
            y += 10;
        }
    }

    private static IEnumerable<List<ReportDay>> Runs(IReadOnlyList<ReportDay> days)
    {
        var run = new List<ReportDay>();
        foreach (var day in days)
        {
            if (run.Count > 0 && day.Day.DayNumber != run[^1].Day.DayNumber + 1)
            {
                yield return run;
                run = [];
            }

            run.Add(day);
        }

        yield return run;
    }

    private static int Stacked(ReportDay day, int levels) =>
        (levels > 0 ? day.NonCompliant : 0) + (levels > 1 ? day.Waived : 0) + (levels > 2 ? day.Unknown : 0);

    /// <summary>The next number above that four steps divide into round ones.</summary>
    private static int Ceiling(int most)
    {
        for (var unit = 4; ; unit *= 10)
        {
            foreach (var times in (int[])[1, 2, 3, 5])
            {
                if (unit * times >= most)
                {
                    return unit * times;
                }
            }
        }
    }
}
