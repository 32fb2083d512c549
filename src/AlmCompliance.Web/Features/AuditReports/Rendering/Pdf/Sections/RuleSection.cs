using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>Every rule with what is open of it.</summary>
internal static class RuleSection
{
    public static void Write(Roll roll)
    {
        var words = roll.Words;
        roll.Ensure(250);
        roll.Bookmark(0, words.Text("Rules.Title"));
        SectionHead.OnTop(roll, words.Text("Rules.Title"), words.Text("Rules.Sub", words.Head.Rules));
        var table = new Table(
            roll, Roll.Left, 8.5f,
            new(words.Text("Rule"), 50), new(words.Text("Rule.Opens"), 270), new(words.Text("Hosts"), 50, true), new(words.Text("Open"), 50, true), new(words.Text("Overdue"), 50, true));
        table.Begin();
        foreach (var rule in words.Head.Figures.Rules)
        {
            table.Cell(rule.Rule.ToString(), Face.Mono, Ink.Second);
            table.Cell(words.Rule(rule.Rule));
            Number(table, words, rule.Hosts);
            Number(table, words, rule.Open);
            Number(table, words, rule.Overdue);
            table.EndRow();
        }

        table.End();
    }

    private static void Number(Table table, ReportWords words, int number) =>
        table.Cell(words.Number(number), number == 0 ? Face.Sans : Face.SansBold, number == 0 ? Ink.Third : Ink.Text);
}
