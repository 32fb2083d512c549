using System.Globalization;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;

/// <summary>A status as glyph, colour and pattern, so that it is told apart in grey as well.</summary>
internal static class StatusMarks
{
    public static string Name(ComplianceStatus status) => $"S{(int)status}";

    public static Ink Ink(ComplianceStatus status) => status switch
    {
        ComplianceStatus.NonCompliant => Writing.Ink.Of(0xAF2D17),
        ComplianceStatus.Waived => Writing.Ink.Of(0x85357A),
        ComplianceStatus.Mitigated => Writing.Ink.Of(0x0A6487),
        ComplianceStatus.Compliant => Writing.Ink.Of(0x0E6A4F),
        ComplianceStatus.NotApplicable => Writing.Ink.Of(0x5A6166),
        _ => Writing.Ink.Of(0x7A5600),
    };

    /// <summary>Of 16 by 16, y upwards, by name.</summary>
    public static IReadOnlyDictionary<string, string> Drawings { get; } = Enum.GetValues<ComplianceStatus>().ToDictionary(Name, s => Coloured(Ink(s)) + Drawing(s), StringComparer.Ordinal);

    /// <summary>An area in the pattern of a status.</summary>
    public static void Area(PageContent page, ComplianceStatus status, float x, float y, float width, float tall)
    {
        var ink = Ink(status);
        switch (status)
        {
            case ComplianceStatus.NonCompliant:
                page.FillRectangle(x, y, width, tall, ink);
                return;
            case ComplianceStatus.Waived:
                Hatching.Fill(page, Hatch.Upright, ink, 3, 0.9f, (x, y), (x + width, y), (x + width, y + tall), (x, y + tall));
                break;
            case ComplianceStatus.Unknown:
                Hatching.Fill(page, Hatch.Dots, ink, 4, 1.1f, (x, y), (x + width, y), (x + width, y + tall), (x, y + tall));
                break;
            case ComplianceStatus.Mitigated:
                Hatching.Fill(page, Hatch.Diagonal, ink, 4, 0.8f, (x, y), (x + width, y), (x + width, y + tall), (x, y + tall));
                break;
            case ComplianceStatus.Compliant:
                page.FillRectangle(x, y, width, tall, ink.Tint(0.16));
                break;
        }

        page.FrameRectangle(x, y, width, tall, 0.7f, ink);
    }

    private static string Coloured(Ink ink) => string.Create(
        CultureInfo.InvariantCulture, $"{ink.Red / 255.0:0.###} {ink.Green / 255.0:0.###} {ink.Blue / 255.0:0.###} rg {ink.Red / 255.0:0.###} {ink.Green / 255.0:0.###} {ink.Blue / 255.0:0.###} RG\n");

    private static string Drawing(ComplianceStatus status) => status switch
    {
        // A solid triangle with an exclamation mark.
        ComplianceStatus.NonCompliant => "8 15 m 15.6 1.4 l .4 1.4 l f 1 1 1 RG 1.7 w 8 10.4 m 8 6 l S 1 1 1 rg 7.1 3 1.8 1.7 re f",
        // An open diamond with a bar.
        ComplianceStatus.Waived => "1.6 w 8 14.8 m 14.8 8 l 8 1.2 l 1.2 8 l s 1.8 w 5 8 m 11 8 l S",
        // A solid disc with a check.
        ComplianceStatus.Compliant => Circle("f") + " 1 1 1 RG 1.7 w 4.7 8 m 7.1 5.6 l 11.3 10 l S",
        // A half-filled shield.
        ComplianceStatus.Mitigated => "1.4 w 2.2 13.6 m 13.8 13.6 l 13.8 8 l 13.8 4.6 11 2.4 8 1.2 c 5 2.4 2.2 4.6 2.2 8 c s 2.2 13.6 m 8 13.6 l 8 1.2 l 5 2.4 2.2 4.6 2.2 8 c f",
        // A dimension mark with end ticks.
        ComplianceStatus.NotApplicable => "1.5 w 2 8 m 14 8 l S 2 4.2 m 2 11.8 l S 14 4.2 m 14 11.8 l S",
        // A dashed ring with a question mark.
        _ => "1.4 w [2.6 1.5]0 d " + Circle("S") + " []0 d 1.5 w 5.9 9.6 m 5.9 12.4 10.3 12.3 10.2 9.7 c 10.2 8.4 8.1 8.4 8.1 6.7 c S 7.3 3.9 1.6 1.6 re f",
    };

    private static string Circle(string paint) => $"14.6 8 m 14.6 11.65 11.65 14.6 8 14.6 c 4.35 14.6 1.4 11.65 1.4 8 c 1.4 4.35 4.35 1.4 8 1.4 c 11.65 1.4 14.6 4.35 14.6 8 c {paint}";
}
