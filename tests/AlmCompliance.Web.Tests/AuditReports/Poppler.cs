using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>Reads a PDF with programs that are not ours; <c>tests/run.sh</c> installs them. A missing one fails the test.</summary>
internal sealed class Poppler(string pdf)
{
    public IReadOnlyDictionary<string, string> Properties { get; } = Lines("pdfinfo", pdf)
        .Select(l => l.Split(':', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1].Trim(), StringComparer.Ordinal);

    public int Pages => int.Parse(Properties["Pages"], CultureInfo.InvariantCulture);

    /// <summary>The text of each page.</summary>
    public IReadOnlyList<string> Text => Run("pdftotext", "-layout", pdf, "-").Split('\f')[..Pages];

    /// <summary>All of it in the order in which it was written: lines of one cell follow each other. Without white space.</summary>
    public string Squeezed => string.Concat(Run("pdftotext", "-raw", pdf, "-").Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Whether each font is embedded, by its name.</summary>
    public IReadOnlyDictionary<string, bool> Fonts =>
        Lines("pdffonts", pdf).Skip(2).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(f => f[0], f => f[^5] == "yes", StringComparer.Ordinal);

    /// <summary>Each word with the edges of its box, in points from the upper left.</summary>
    public IEnumerable<(string Text, double Left, double Right, double Bottom)> Words() =>
        XDocument.Parse(Run("pdftotext", "-bbox", pdf, "-")).Descendants().Where(e => e.Name.LocalName == "word")
            .Select(w => (w.Value, (double)w.Attribute("xMin")!, (double)w.Attribute("xMax")!, (double)w.Attribute("yMax")!));

    private static string[] Lines(string program, params string[] arguments) => Run(program, arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, program);
        return text;
    }
}
