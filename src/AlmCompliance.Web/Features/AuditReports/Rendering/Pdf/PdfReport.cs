using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf;

/// <summary>
/// The report for reading. It is written twice: the first time only measured, since every page tells how many there are and the
/// contents, which stand in front, tell where each section begins.
/// </summary>
internal sealed class PdfReport : IReportRenderer
{
    public string Extension => "pdf";

    public string MediaType => "application/pdf";

    public void Write(FrozenReport report, Stream to, CancellationToken cancellationToken)
    {
        var words = new ReportWords(report.Head);
        var measured = new Roll(null, words, null, cancellationToken);
        Write(measured, report);

        var document = new PdfDocument(to, measured.Number, StatusMarks.Drawings);
        Write(new Roll(document, words, measured, cancellationToken), report);
        document.Finish(Properties(words), measured.Bookmarks, FileId(report));
    }

    private static void Write(Roll roll, FrozenReport report)
    {
        Cover.Write(roll);
        ContentsPage.Write(roll);
        Summary.Write(roll);
        StatusSection.Write(roll);
        TrendSection.Write(roll);
        ZoneSection.Write(roll);
        AdvisorySection.Write(roll);
        RuleSection.Write(roll);
        CheckSection.Write(roll);
        ExceptionSection.Write(roll, report);
        OverdueSection.Write(roll, report);
        DecisionSection.Write(roll, report);
        NeverEnrolledSection.Write(roll, report);
        HostSection.Write(roll, report);
        roll.Close();
    }

    private static PdfProperties Properties(ReportWords words)
    {
        var head = words.Head;
        return new(
            words.Text("Title.Full", head.Reference), head.MadeBy, words.Text("Subject", words.Scope, words.Minute(head.AsOf)),
            string.Join(", ", (string[])[head.Reference, .. head.Advisories.Select(a => a.Id)]), $"ALM Compliance {head.Program}", head.Language, head.MadeAt);
    }

    /// <summary>Of what it is made of: the same report always bears the same.</summary>
    private static string FileId(FrozenReport report) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{report.Head.Id} {report.Head.MadeAt:O} {report.Head.Trail.Hash}")).AsSpan(0, 16));
}
