using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>The head of a section: at the side with its matter beside it, or on top of a table that needs the whole width.</summary>
internal static class SectionHead
{
    /// <summary>Where matter beside a side head begins.</summary>
    public const float Matter = Roll.Left + Side + 22;
    private const float Side = 118;

    /// <summary>Leaves the roll where it was: the matter stands beside.</summary>
    public static void Write(Roll roll, string title, string sentence)
    {
        var block = new Block();
        var y = block.Text(title, Face.SerifBold, 14, 18, Ink.Text, Roll.Left, -3, Side);
        block.Text(sentence, Face.Sans, 8.5f, 12, Ink.Third, Roll.Left, y + 4, Side);
        block.Place(roll.Page, roll.Y);
        roll.Page.Line(Matter, roll.Y, Roll.Right, roll.Y, 1.6f, Ink.Text);
    }

    public static void OnTop(Roll roll, string title, string sentence)
    {
        var y = roll.Block.Text(title, Face.SerifBold, 15, 20, Ink.Text, Roll.Left, 0, Roll.Across);
        roll.Block.Text(sentence, Face.Sans, 9, 13, Ink.Third, Roll.Left, y + 1, Roll.Across);
        roll.Place(9);
    }

    /// <summary>Says why there is nothing to show; the section stays in the contents.</summary>
    public static void Nothing(Roll roll, string sentence)
    {
        roll.Block.Text(sentence, Face.Serif, 11.5f, 16, Ink.Text, Roll.Left, 8, Roll.Across);
        roll.Block.Rule(Roll.Left, Roll.Right, 0, 1.6f, Ink.Text);
        roll.Place(30);
    }
}
