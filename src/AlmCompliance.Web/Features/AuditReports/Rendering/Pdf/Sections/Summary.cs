using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>The report in sentences: statuses first, flags apart, and four facts on how far they can be trusted.</summary>
internal static class Summary
{
    public static void Write(Roll roll)
    {
        var words = roll.Words;
        var figures = words.Head.Figures;
        roll.NewPage();
        roll.Bookmark(0, words.Text("Summary"));
        roll.Block.Text(words.Text("Summary"), Face.SerifBold, 15, 20, Ink.Text, Roll.Left, 0, Roll.Across);
        roll.Place(8);
        if (figures.Hosts == 0)
        {
            Say(roll, words.Text("Sum.None"), 19, 26);
            Say(roll, words.Text("Sum.None.Text") + (figures.Unlisted == 0 ? "" : " " + Unlisted(words)), 11.5f, 17);
        }
        else
        {
            Say(roll, Statuses(words), 19, 26);
            roll.Y += 4;
            Say(roll, Flags(words), 11.5f, 17);
        }

        roll.Y += 14;
        Strip(roll, Facts(words));
        roll.Y += 26;
    }

    private static void Say(Roll roll, string sentence, float size, float leading)
    {
        roll.Block.Sentence(sentence, Face.Serif, Face.SerifBold, size, leading, Ink.Text, Roll.Left, 0, Roll.Across - 20);
        roll.Place(4);
    }

    private static string Statuses(ReportWords words)
    {
        var figures = words.Head.Figures;
        if (figures.InScope == 0)
        {
            return words.Text("Sum.NoScope", Strong(words, figures.Hosts));
        }

        var first = words.Counted(figures.Expected is null ? "Sum.Enrolled" : "Sum.Covered", figures.Covered, Strong(words, figures.Covered), Strong(words, figures.InScope));
        var bad = ((ComplianceStatus[])[ComplianceStatus.NonCompliant, ComplianceStatus.Waived, ComplianceStatus.Unknown])
            .Select(s => (Status: s, Hosts: figures.ByStatus.GetValueOrDefault(s))).Where(s => s.Hosts > 0)
            .Select(s => words.Counted($"Sum.{s.Status}", s.Hosts, Strong(words, s.Hosts))).ToList();
        var second = bad.Count == 0 ? "" : " " + Capital(words.List(bad)) + ".";
        var without = figures.ByStatus.GetValueOrDefault(ComplianceStatus.NotApplicable);
        return first + second + (without == 0 ? "" : " " + words.Text("Sum.NotApplicable", Strong(words, without)));
    }

    private static string Flags(ReportWords words)
    {
        var figures = words.Head.Figures;
        var remote = figures.RemoteAccessOpen > 0
            ? words.Counted("Sum.Remote", figures.RemoteAccessOpen, Strong(words, figures.RemoteAccessOpen))
            : figures.ByStatus.GetValueOrDefault(ComplianceStatus.Unknown) == figures.Hosts ? "" : words.Text("Sum.Remote.None");
        var blind = figures.ByStatus.GetValueOrDefault(ComplianceStatus.Unknown) == 0 ? "" : words.Text("Sum.Remote.Blind");
        var findings = figures.NoteFindingsOpen == 0 ? words.Text("Sum.Findings.None") : words.Text("Sum.Findings", Strong(words, figures.NoteFindingsOpen), Strong(words, figures.NoteFindingsOverdue), Strong(words, figures.NoteOverdueHosts));
        var all = figures.FindingsOpen == 0 ? "" : words.Text("Sum.Findings.All", Strong(words, figures.FindingsOpen), Strong(words, figures.FindingsOverdue));
        return string.Join(' ', ((string[])[remote, blind, findings, all, figures.Unlisted == 0 ? "" : Unlisted(words)]).Where(s => s.Length > 0));
    }

    private static string Unlisted(ReportWords words) =>
        words.Counted("Sum.Unlisted", words.Head.Figures.Unlisted, Strong(words, words.Head.Figures.Unlisted));

    private static IEnumerable<(string Label, string Value, string How)> Facts(ReportWords words)
    {
        var figures = words.Head.Figures;
        yield return figures.Coverage is { } coverage
            ? (words.Text("Strip.Coverage"), words.Percent(coverage), words.Text("Strip.Coverage.Text"))
            : (words.Text("Strip.Coverage"), words.Text("Strip.NotShown"), figures.Expected is null ? words.Text("Strip.NotShown.Text") : "");
        yield return figures is { MedianEvidence: { } median, OldestEvidence: { } oldest }
            ? (words.Text("Strip.Evidence"), words.Text("Strip.Evidence.Median", words.Date(median)), words.Text("Strip.Evidence.Text", words.Date(oldest)))
            : (words.Text("Strip.Evidence"), words.Text(words.Head.IsPresent ? "Strip.Evidence.None" : "Strip.Evidence.NotKept"), "");
        var without = figures.NeverReported + figures.EvidenceTooOld;
        yield return (
            words.Text("Strip.Without"),
            without == 0 ? words.Text("Strip.Without.None") : words.Counted("Strip.Without.Hosts", without, without),
            figures switch
            {
                { NeverReported: 0, EvidenceTooOld: 0 } => "",
                { EvidenceTooOld: 0 } => words.Text("Strip.Without.Never"),
                { NeverReported: 0 } => words.Text("Strip.Without.Old"),
                _ => words.Text("Strip.Without.Text", figures.NeverReported, figures.EvidenceTooOld),
            });
        yield return (
            words.Text("Strip.Never"),
            figures.Expected is null ? words.Text("Strip.NotShown") : figures.NeverEnrolled == 0 ? words.Text("Strip.Without.None") : words.Counted("Strip.Never.Lines", figures.NeverEnrolled, figures.NeverEnrolled),
            words.Text(figures.Expected is null ? "Strip.Never.NoList" : "Strip.Never.Text"));
    }

    private static void Strip(Roll roll, IEnumerable<(string Label, string Value, string How)> facts)
    {
        var width = Roll.Across / 4;
        var x = Roll.Left;
        foreach (var (label, value, how) in facts)
        {
            var y = roll.Block.Text(label, Face.Sans, 8.5f, 12, Ink.Third, x, 7, width - 16);
            y = roll.Block.Text(value, Face.SansBold, 11, 15, Ink.Text, x, y + 2, width - 16);
            roll.Block.Text(how, Face.Sans, 8.5f, 12, Ink.Second, x, y + 2, width - 16);
            x += width;
        }

        var tall = roll.Block.Height + 8;
        roll.Block.Grow(tall);
        roll.Block.Rule(Roll.Left, Roll.Right, 0, 1.6f, Ink.Text);
        roll.Block.Rule(Roll.Left, Roll.Right, tall, 0.5f, Ink.Hairline);
        roll.Ensure(tall);
        var top = roll.Y;
        roll.Place();
        for (var i = 1; i < 4; i++)
        {
            roll.Page.Line(Roll.Left + (i * width) - 10, top + 6, Roll.Left + (i * width) - 10, top + tall - 4, 0.5f, Ink.Hairline);
        }
    }

    private static string Strong(ReportWords words, int number) => $"{Block.Strong}{words.Number(number)}{Block.Plain}";

    private static string Capital(string sentence)
    {
        var at = sentence.AsSpan().IndexOfAnyExcept(Block.Strong, Block.Plain);
        return string.Concat(sentence.AsSpan(0, at), char.ToUpperInvariant(sentence[at]).ToString(), sentence.AsSpan(at + 1));
    }
}
