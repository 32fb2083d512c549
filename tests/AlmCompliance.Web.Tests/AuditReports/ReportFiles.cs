using System.Diagnostics;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>A folder of reports that goes with its test.</summary>
internal sealed class ReportFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alm-reports-");
    private int _count;

    public string Folder => _folder.FullName;

    public string NewFile(string extension = "db") => Path.Combine(_folder.FullName, $"{++_count}.{extension}");

    public FrozenReport Freeze(SyntheticReport report) => report.Freeze(NewFile());

    /// <summary>A report of these hosts, with no figures.</summary>
    public FrozenReport Freeze(ReportHead head, IEnumerable<ReportHost> hosts, params IEnumerable<ReportFinding> findings)
    {
        var file = NewFile();
        using (var writer = new FrozenReportWriter(file))
        {
            foreach (var host in hosts)
            {
                writer.Add(host, HostJsonWriter.Write(host, [], [], []), null);
            }

            foreach (var finding in findings)
            {
                writer.Add(finding);
            }

            writer.Finish(head);
        }

        return new FrozenReport(file);
    }

    public static byte[] Written(IReportRenderer renderer, FrozenReport report)
    {
        using var bytes = new MemoryStream();
        renderer.Write(report, bytes, CancellationToken.None);
        bytes.CanWrite.ShouldBeTrue();
        return bytes.ToArray();
    }

    /// <summary>Runs a program that tests/run.sh installs; a machine without it fails here.</summary>
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program}: {output}{errors.GetAwaiter().GetResult()}");
        return output;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
