using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>Each advisory with the revision and digest that the verdicts rest on.</summary>
internal static class AdvisorySection
{
    private const float Matter = Roll.Left + 92;

    public static void Write(Roll roll)
    {
        var words = roll.Words;
        roll.Ensure(220);
        roll.Bookmark(0, words.Text("Adv.Title"));
        SectionHead.OnTop(roll, words.Text("Adv.Title"), words.Text("Adv.Sub"));
        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 1.6f, Ink.Text);
        foreach (var advisory in words.Head.Advisories)
        {
            Write(roll, advisory);
        }

        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 1, Ink.Text);
        roll.Y += 26;
    }

    private static void Write(Roll roll, ReportAdvisory advisory)
    {
        var words = roll.Words;
        var block = roll.Block;
        var width = Roll.Right - Matter;
        block.Text(advisory.Id, Face.SansBold, 9, 12.5f, Ink.Text, Roll.Left, 6, 84);
        var y = block.Text(advisory.Title, Face.SansBold, 9, 12.5f, Ink.Text, Matter, 6, width);
        y = block.Text(string.Join(" · ", About(words, advisory)), Face.Sans, 8.5f, 11.5f, Ink.Second, Matter, y, width);
        if (advisory.Cves.Count > 0)
        {
            y = block.Text(string.Join(", ", advisory.Cves), Face.Sans, 8.5f, 11.5f, Ink.Second, Matter, y, width);
        }

        y = block.Text(advisory.Source, Face.Mono, 7.5f, 11, Ink.Third, Matter, y, width);
        y = block.Text(
            advisory.Digest is { } digest ? words.Text("Adv.Digest", digest) : words.Text("Adv.Digest.None"), advisory.Digest is null ? Face.Sans : Face.Mono, 7.5f, 11, Ink.Third, Matter, y, width);
        var counted = StatusLook.Order.Where(s => advisory.ByStatus.GetValueOrDefault(s) > 0).ToList();
        var x = Matter;
        foreach (var status in counted)
        {
            var text = $"{words.Number(advisory.ByStatus[status])}\u00A0{words.Status(status)}";
            var wide = Faces.Width(Face.SansBold, 8, text) + 12;
            if (x + wide > Roll.Right)
            {
                (x, y) = (Matter, y + 12);
            }

            block.Sign(StatusMarks.Name(status), x, y + 3.5f, 8.5f);
            block.Text(text, Face.SansBold, 8, 12, StatusMarks.Ink(status), x + 11.5f, y + 2, wide);
            x += wide + 7;
        }

        if (counted.Count == 0)
        {
            block.Text(words.Text("Adv.None"), Face.Sans, 8.5f, 12, Ink.Third, Matter, y + 2, width);
        }

        block.Grow(block.Height + 6);
        block.Rule(Roll.Left, Roll.Right, block.Height, 0.5f, Ink.Hairline);
        roll.Place();
    }

    private static IEnumerable<string> About(ReportWords words, ReportAdvisory advisory)
    {
        yield return words.Text("Adv.Published", words.Date(advisory.PublishedOn));
        yield return words.Text("Adv.Revision", advisory.Revision);
        yield return advisory.FixedIn is { } version ? words.Text("Adv.Fixed", version) : words.Text("Adv.Fixed.None");
        if (advisory.EnteredAt is { } at)
        {
            yield return words.Text("Adv.Entered", words.Date(at));
        }
    }
}
