using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;

/// <summary>Zones by rules: a number, a word for its share of the zone, and the same as density of hatching. Zero is quiet.</summary>
internal static class HeatTable
{
    private const float Name = 128;
    private const float Count = 34;
    public const float Row = 22;

    private static readonly RuleId[] _rules = [.. Enum.GetValues<RuleId>().Where(r => r is not (RuleId.Unknown or RuleId.ALM0009))];

    private static float Wide => (Roll.Across - Name - Count - 8) / _rules.Length;

    public static void Draw(Roll roll, ReportFigures figures)
    {
        var words = roll.Words;
        Heading(roll);
        roll.Heading = () => Heading(roll);
        foreach (var zone in figures.Zones)
        {
            Cells(roll, zone.Zone ?? words.NoZone, zone.Zone is null ? "" : zone.Site ?? "", zone.Hosts, rule => zone.ByRule.GetValueOrDefault(rule), bare: false);
        }

        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 0.8f, Ink.Text);
        var byRule = figures.Rules.ToDictionary(r => r.Rule, r => r.Hosts);
        Cells(roll, words.Text("Heat.All"), "", figures.Hosts, rule => byRule.GetValueOrDefault(rule), bare: true);
        roll.Heading = null;
        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 1, Ink.Text);
        Legend(roll, figures);
    }

    private static void Heading(Roll roll)
    {
        var words = roll.Words;
        var block = new Block();
        block.Text(words.Text("Zone"), Face.Sans, 7.5f, 10, Ink.Third, Roll.Left, 5, Name - 8);
        block.Text(words.Text("Hosts"), Face.Sans, 7.5f, 10, Ink.Third, Roll.Left + Name, 5, Count, toTheRight: true);
        for (var i = 0; i < _rules.Length; i++)
        {
            var y = block.Text(_rules[i].ToString(), Face.Mono, 7, 10, Ink.Second, X(i), 5, Wide - 4);
            foreach (var part in Parts(words.RuleName(_rules[i])))
            {
                y = block.Text(part, Face.Sans, 7, 9, Ink.Third, X(i), y, Wide - 3);
            }
        }

        block.Grow(block.Height + 4);
        block.Rule(Roll.Left, Roll.Right, 0, 1.6f, Ink.Text);
        block.Rule(Roll.Left, Roll.Right, block.Height, 0.8f, Ink.Text);
        block.Place(roll.Page, roll.Y);
        roll.Y += block.Height;
    }

    /// <summary>Long words have a place to break at; it is used where the column is too narrow for them.</summary>
    private static IEnumerable<string> Parts(string name)
    {
        var whole = name.Replace("\u00AD", "", StringComparison.Ordinal);
        return name.IndexOf('\u00AD', StringComparison.Ordinal) is > 0 and var at && whole.Split(' ').Any(w => Faces.Width(Face.Sans, 7, w) > Wide - 3)
            ? [name[..at] + "-", name[(at + 1)..]]
            : [whole];
    }

    private static void Cells(Roll roll, string name, string below, int hosts, Func<RuleId, int> ofRule, bool bare)
    {
        var words = roll.Words;
        var y = roll.Block.Text(name, Face.SansBold, 8, 10, Ink.Text, Roll.Left, 3, Name - 8);
        if (below.Length > 0)
        {
            roll.Block.Text(below, Face.Sans, 7, 8.5f, Ink.Third, Roll.Left, y - 0.5f, Name - 8);
        }

        roll.Block.Grow(Math.Max(Row, roll.Block.Height + 3));
        roll.Ensure(roll.Block.Height);
        var tall = roll.Block.Height;
        var top = roll.Y;
        roll.Block.Text(words.Number(hosts), bare ? Face.SansBold : Face.Sans, 8, 10, Ink.Text, Roll.Left + Name, (tall - 10) / 2, Count, toTheRight: true);
        for (var i = 0; i < _rules.Length; i++)
        {
            var found = ofRule(_rules[i]);
            var level = bare || found == 0 ? Level.None : Of(found, hosts);
            Hatched(roll.Page, level, _rules[i], X(i) - 2, top + 0.5f, Wide - 1, tall - 1);
            var at = (tall - 10) / 2;
            if (found == 0)
            {
                roll.Block.Text("0", Face.Sans, 8, 10, Ink.Third, X(i), at, Wide);
                continue;
            }

            var number = words.Number(found);
            roll.Block.Text(number, Face.SansBold, 8.5f, 10, Ink.Text, X(i), bare ? at : at - 3.6f, Wide);
            if (!bare)
            {
                roll.Block.Text(words.Text($"Heat.Word.{level}"), Face.Sans, 6.8f, 8, Ink.Text, X(i), at + 5.4f, Wide);
            }
        }

        roll.Block.Rule(Roll.Left, Roll.Right, tall, 0.5f, Ink.Hairline);
        roll.Block.Place(roll.Page, top);
        roll.Block.Clear();
        roll.Y = top + tall;
    }

    private static void Legend(Roll roll, ReportFigures figures)
    {
        var words = roll.Words;
        roll.Y += 8;
        roll.Ensure(34);
        var x = Roll.Left;
        foreach (var level in (Level[])[Level.Low, Level.Mid, Level.High, Level.Top])
        {
            Hatched(roll.Page, level, RuleId.ALM0001, x, roll.Y, 18, 10);
            roll.Page.FrameRectangle(x, roll.Y, 18, 10, 0.4f, Ink.Hairline);
            var text = words.Text($"Heat.{level}");
            roll.Page.Text(Face.Sans, 7.5f, Ink.Second, x + 22, roll.Y + 7.7f, text);
            x += 34 + Faces.Width(Face.Sans, 7.5f, text);
        }

        roll.Y += 14;
        var review = figures.Rules.Any(r => r.Rule == RuleId.ALM0009 && r.Open > 0) || words.Head.Catalogue.IsOverdue;
        roll.Block.Text(words.Text("Heat.Fleet", words.Text(review ? "Heat.Fleet.Open" : "Heat.Fleet.Closed")), Face.Sans, 8.5f, 12, Ink.Second, Roll.Left, 2, Roll.Across);
        roll.Place(30);
    }

    private static void Hatched(PageContent page, Level level, RuleId rule, float x, float y, float width, float tall)
    {
        if (level == Level.None)
        {
            return;
        }

        var ink = StatusMarks.Ink(LeadsTo(rule));
        (float X, float Y)[] outline = [(x, y), (x + width, y), (x + width, y + tall), (x, y + tall)];
        if (level >= Level.High)
        {
            page.FillRectangle(x, y, width, tall, ink.Tint(0.08));
        }

        var (hatch, step) = level switch { Level.Low => (Hatch.Dots, 4.5f), Level.Mid => (Hatch.Diagonal, 6f), Level.High => (Hatch.Diagonal, 3f), _ => (Hatch.Crossed, 3f) };
        Hatching.Fill(page, hatch, ink.Tint(0.42), step, 0.5f, outline);
    }

    private static ComplianceStatus LeadsTo(RuleId rule) => rule is RuleId.ALM0005 or RuleId.ALM0006 or RuleId.ALM0010 ? ComplianceStatus.Unknown : ComplianceStatus.NonCompliant;

    private static float X(int rule) => Roll.Left + Name + Count + 10 + (rule * Wide);

    private static Level Of(int found, int hosts) => ((double)found / Math.Max(1, hosts)) switch { < 0.08 => Level.Low, < 0.16 => Level.Mid, < 0.32 => Level.High, _ => Level.Top };

    private enum Level
    {
        None = 0,
        Low,
        Mid,
        High,
        Top,
    }
}
