using System.Globalization;
using System.Text.RegularExpressions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Tests.AuditReports;

public sealed partial class PdfReportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alm-pdf-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0, "en")]
    [InlineData(0, "de")]
    [InlineData(1, "en")]
    [InlineData(1, "de")]
    [InlineData(40, "en")]
    [InlineData(40, "de")]
    public void Every_page_says_its_number_and_how_many_there_are(int hosts, string language)
    {
        var pdf = Read(new SyntheticReport { Hosts = hosts, Language = language });

        var text = pdf.Text;
        var format = language == "de" ? "Seite {0} von {1}" : "Page {0} of {1}";
        for (var page = 1; page <= pdf.Pages; page++)
        {
            text[page - 1].ShouldContain(string.Format(CultureInfo.InvariantCulture, format, page, pdf.Pages));
        }

        text[0].ShouldContain(language == "de" ? "Auditbericht" : "Audit report");
        text[0].ShouldContain("R-0007");
    }

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public void Each_line_of_the_contents_names_the_page_on_which_its_section_begins(string language)
    {
        var text = Read(new SyntheticReport { Hosts = 120, Language = language }).Text;

        var lines = text[1].Split('\n').Where(l => !l.Contains("UTC", StringComparison.Ordinal)).Select(l => ContentsLine().Match(l)).Where(m => m.Success).ToList();
        lines.Count.ShouldBe(13);
        foreach (var line in lines)
        {
            // A narrow side head may break the title.
            var first = line.Groups["title"].Value.Split(' ')[0];
            text[int.Parse(line.Groups["page"].Value, CultureInfo.InvariantCulture) - 1].ShouldContain(first);
        }
    }

    [Fact]
    public void All_fonts_are_embedded()
    {
        var fonts = Read(new SyntheticReport()).Fonts;

        fonts.Count.ShouldBe(Faces.All.Count());
        fonts.ShouldAllBe(f => f.Value);
    }

    [Fact]
    public void Properties_tell_title_maker_subject_and_the_moment_of_making()
    {
        var properties = Read(new SyntheticReport()).Properties;

        properties["Title"].ShouldBe("Audit report R-0007: Automation License Manager");
        properties["Author"].ShouldBe("J. Brandt");
        properties["Subject"].ShouldContain("57252401");
        properties["Keywords"].ShouldContain("SSA-476715");
        properties["CreationDate"].ShouldContain("2026");
        properties["Page size"].ShouldContain("A4");
    }

    [Fact]
    public void Every_host_is_named_in_full_with_nothing_hidden()
    {
        var pdf = Read(new SyntheticReport());

        var squeezed = pdf.Squeezed;
        for (var i = 0; i < 40; i++)
        {
            squeezed.ShouldContain(Squeezed(Printable.In(Face.SansBold, SyntheticHosts.Name(i))));
        }

        squeezed.ShouldContain("[64CD4F5C54587AD9]-0017", Case.Sensitive, "a script without letters here is spelled by its numbers");
        squeezed.ShouldContain("ES-0011\uFFFDgnp.exe");
        squeezed.EnumerateRunes().Where(HostileText.IsHidden).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_leaves_its_page()
    {
        foreach (var (word, left, right, bottom) in Read(new SyntheticReport { Hosts = 150, Language = "de" }).Words())
        {
            left.ShouldBeGreaterThan(Roll.Left - 3, word);
            right.ShouldBeLessThan(Roll.Right + 3, word);
            bottom.ShouldBeLessThan(818, word);
        }
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes_whatever_language_the_thread_speaks()
    {
        var report = Freeze(new SyntheticReport());
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var first = Render(report);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (CultureInfo.GetCultureInfo("tr"), CultureInfo.GetCultureInfo("de"));
            Render(report).ShouldBe(first);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }

    [Fact]
    public void A_report_without_hosts_says_so()
    {
        var text = string.Concat(Read(new SyntheticReport { Hosts = 0 }).Text);

        text.ShouldContain("No host is in the scope of this report.");
        text.ShouldNotContain("100");
    }

    [Fact]
    public void Without_a_list_completeness_is_not_shown()
    {
        var text = Read(new SyntheticReport { HasList = false }).Squeezed;

        text.ShouldContain("Completenessnotshown");
        text.ShouldContain("Thereisnolistofexpectedhosts,sothiscannotbesaid.");
        text.ShouldNotContain("74.2");
    }

    [Fact]
    public void A_report_of_the_past_says_what_is_not_kept()
    {
        var text = Read(new SyntheticReport { IsPresent = false, Language = "de" }).Squeezed;

        text.ShouldContain("ErsprichtvonderVergangenheit.");
        text.ShouldContain("Fernzugriffnichtaufbewahrt");
    }

    [Fact]
    public void Advisories_stand_with_revision_and_digest_and_exceptions_with_reason_measures_and_words()
    {
        var text = Read(new SyntheticReport()).Squeezed;

        foreach (var advisory in AdvisoryCatalogue.BuiltIn.Advisories)
        {
            text.ShouldContain(Squeezed(advisory.Title));
        }

        text.ShouldContain("nothingholdstherisk");
        text.ShouldContain("127.0.0.1:4410almsrv64x.exe");
        text.ShouldContain("fw-polymers-2026-11.pdf");
        text.ShouldContain("SHA-256" + new string('a', 64));
    }

    [Theory]
    [InlineData("en", "Findings open for the product note: 2, 1 of them overdue (hosts concerned: 1). For all advisories together, the note’s among them: 1,099, 53 of them overdue.")]
    [InlineData("de", "Offene Befunde zum Produkthinweis: 2, davon 1 überfällig (betroffene Hosts: 1). Für alle Meldungen zusammen, diese eingeschlossen: 1.099, davon 53 überfällig.")]
    public void Findings_of_the_product_note_are_told_first_and_those_of_all_advisories_apart(string language, string sentence)
    {
        var head = Freeze(new SyntheticReport { Language = language }).Head;
        head = head with { Figures = head.Figures with { NoteFindingsOpen = 2, NoteFindingsOverdue = 1, NoteOverdueHosts = 1, FindingsOpen = 1099, FindingsOverdue = 53 } };
        using var files = new ReportFiles();

        File.WriteAllBytes(Path.Combine(_folder.FullName, "report.pdf"), Render(files.Freeze(head, [])));

        new Poppler(Path.Combine(_folder.FullName, "report.pdf")).Squeezed.ShouldContain(Squeezed(sentence));
    }

    [Fact]
    public void What_several_advisories_ask_alike_is_said_once_with_all_of_them()
    {
        using var files = new ReportFiles();
        var of = Enumerable.Range(0, 40).First(i => SyntheticHosts.Host(i, 8).Status == ComplianceStatus.NonCompliant && SyntheticHosts.Findings(i).Any(f => f.Reason == FindingReason.UpdateMissing));
        var missing = SyntheticHosts.Findings(of).First(f => f.Reason == FindingReason.UpdateMissing);
        var findings = ((string Advisory, FindingReason Reason, string[] Words)[])
        [
            (SyntheticReport.Note, FindingReason.UpdateMissing, ["V5.1", "V5.3 SP1"]), ("SSA-1", FindingReason.NoUpdateForLine, ["V5.1"]), ("SSA-2", FindingReason.UpdateMissing, ["V5.1", "V5.3 SP1"]),
            ("SSA-3", FindingReason.NoUpdateForLine, ["V5.1"]),
        ];

        File.WriteAllBytes(
            Path.Combine(_folder.FullName, "report.pdf"),
            Render(files.Freeze(
                Freeze(new SyntheticReport()).Head, [SyntheticHosts.Host(of, 8)],
                findings.Select(f => missing with { Id = Guid.NewGuid(), AdvisoryId = f.Advisory, Reason = f.Reason, Arguments = f.Words, IsOverdue = false }))));

        var text = new Poppler(Path.Combine(_folder.FullName, "report.pdf")).Squeezed;
        text.ShouldContain("57252401andSSA-2:ALMV5.1isinstalled");
        text.ShouldContain("SSA-1andSSA-3:ALMV5.1isinstalled");
        text.Split("ALMV5.1isinstalled").Length.ShouldBe(3, "each sentence once");
    }

    [Fact]
    public void A_cancelled_rendering_stops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Should.Throw<OperationCanceledException>(() => new PdfReport().Write(Freeze(new SyntheticReport()), Stream.Null, stop.Token));
    }

    private Poppler Read(SyntheticReport report)
    {
        var file = Path.Combine(_folder.FullName, "report.pdf");
        File.WriteAllBytes(file, Render(Freeze(report)));
        return new Poppler(file);
    }

    private FrozenReport Freeze(SyntheticReport report) => report.Freeze(Path.Combine(_folder.FullName, "report.db"));

    private static byte[] Render(FrozenReport report)
    {
        using var to = new MemoryStream();
        new PdfReport().Write(report, to, TestContext.Current.CancellationToken);
        return to.ToArray();
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"\d+\s+(?<title>\S.*?)\s+(?<page>\d+)\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ContentsLine();
}
