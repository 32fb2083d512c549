using System.Globalization;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>How to disbelieve all of this: what to run, and what it has to say.</summary>
internal static class CheckSection
{
    public static void Write(Roll roll)
    {
        var words = roll.Words;
        var head = words.Head;
        var pack = Cover.PackName(head);
        roll.NewPage();
        roll.Bookmark(0, words.Text("Check.Title"));
        SectionHead.OnTop(roll, words.Text("Check.Title"), words.Text("Check.Sub"));
        roll.Block.Rule(Roll.Left, Roll.Right, 0, 1.6f, Ink.Text);
        roll.Block.Text(words.Text("Check.Intro", pack), Face.Serif, 11.5f, 17, Ink.Text, Roll.Left, 10, Roll.Across - 40);
        roll.Place(10);
        string[] commands =
        [
            "openssl x509 -in certificate.pem -noout -fingerprint -sha256",
            "openssl x509 -in certificate.pem -noout -pubkey > key.pem",
            "openssl dgst -sha256 -verify key.pem -signature SHA256SUMS.sig SHA256SUMS",
            "openssl dgst -sha256 -verify key.pem -signature manifest.json.sig manifest.json",
            "sha256sum --check --strict SHA256SUMS",
            $"AlmCompliance.Web verify-report {pack}",
            $"sha256sum {head.Reference}.pdf",
        ];
        for (var i = 0; i < commands.Length; i++)
        {
            var number = (i + 1).ToString(CultureInfo.InvariantCulture);
            roll.Block.Text(number, Face.Serif, 15, 18, Ink.Third, Roll.Left, 6, 20);
            var y = roll.Block.Text(commands[i], Face.Mono, 8.5f, 13, Ink.Text, Roll.Left + 28, 7, Roll.Across - 28);
            roll.Block.Text(words.Text($"Check.{number}", i == commands.Length - 1 ? $"{head.Reference}.pdf" : head.Rules), Face.Sans, 9, 13, Ink.Second, Roll.Left + 28, y + 1, Roll.Across - 60);
            roll.Block.Grow(roll.Block.Height + 7);
            roll.Block.Rule(Roll.Left, Roll.Right, roll.Block.Height, 0.5f, Ink.Hairline);
            roll.Place();
        }

        roll.Y += 14;
        Note(roll, words.Text("Fact.Trail"), words.Text("Check.Trail"));
        Note(roll, words.Text("Check.Signs"), words.Text("Check.Signs.Text", TrueTypeFont.Replacement));
    }

    private static void Note(Roll roll, string title, string text)
    {
        var y = roll.Block.Text(title, Face.SerifBold, 12, 17, Ink.Text, Roll.Left, 0, Roll.Across);
        roll.Block.Text(text, Face.Sans, 9, 13.5f, Ink.Second, Roll.Left, y + 1, Roll.Across - 40);
        roll.Place(12);
    }
}
