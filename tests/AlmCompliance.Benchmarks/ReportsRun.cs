using System.Diagnostics;
using System.Globalization;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Rendering;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf;
using AlmCompliance.Web.Tests.AuditReports;

namespace AlmCompliance.Benchmarks;

/// <summary>
/// Audit reports of one frozen copy in each format, from file to file, and in the same run what the sqlite3 program takes to write the
/// same rows as CSV: by the wall's clock, by the processor's, and by how much the process grew at most while it wrote.
/// </summary>
internal static class ReportsRun
{
    private const int Rounds = 3;

    private static readonly IReportRenderer[] Renderers = [new CsvReport(), new XlsxReport(), new JsonReport(), new PdfReport()];

    public static void Print(int hosts)
    {
        var folder = Directory.CreateTempSubdirectory("alm-benchmark-").FullName;
        try
        {
            WarmUp(Path.Combine(folder, "small.db"), folder);
            var frozen = new SyntheticReport { Hosts = hosts }.Freeze(Path.Combine(folder, "report.db"));
            Console.WriteLine("| what | hosts | wall | processor | grew by | file | load before |");
            Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
            for (var round = 0; round < Rounds; round++)
            {
                Dump(frozen, hosts, Path.Combine(folder, "dump.csv"));
                foreach (var renderer in Renderers)
                {
                    Measure(renderer, frozen, hosts, Path.Combine(folder, $"report.{renderer.Extension}"));
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Until the runtime has compiled what is hot.</summary>
    private static void WarmUp(string file, string folder)
    {
        var small = new SyntheticReport { Hosts = 5_000 }.Freeze(file);
        for (var round = 0; round < 5; round++)
        {
            foreach (var renderer in Renderers)
            {
                Write(renderer, small, Path.Combine(folder, "small"));
            }
        }
    }

    private static void Dump(FrozenReport frozen, int hosts, string to)
    {
        var load = Load();
        var (from, processor) = (Stopwatch.GetTimestamp(), OfChildren());
        using (var shell = Process.Start(new ProcessStartInfo("sqlite3", ["-csv", frozen.File, $".output '{to}'", $"SELECT {FrozenSchema.Hosts.ReplaceLineEndings(" ")} FROM hosts ORDER BY site, zone, name, id"]))!)
        {
            shell.WaitForExit();
            if (shell.ExitCode != 0)
            {
                throw new InvalidOperationException($"sqlite3 ended with {shell.ExitCode}.");
            }
        }

        Line("sqlite3 -csv", hosts, Stopwatch.GetElapsedTime(from), OfChildren() - processor, null, to, load);
    }

    private static void Measure(IReportRenderer renderer, FrozenReport frozen, int hosts, string to)
    {
        // What making the frozen copy left behind is given back, so that it hides no growth.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText("/proc/self/clear_refs", "5");
        var load = Load();
        var before = Memory("VmRSS");
        using var process = Process.GetCurrentProcess();
        var (wall, processor) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        Write(renderer, frozen, to);
        process.Refresh();
        Line(renderer.Extension.ToUpperInvariant(), hosts, Stopwatch.GetElapsedTime(wall), process.TotalProcessorTime - processor, Memory("VmHWM") - before, to, load);
    }

    private static void Write(IReportRenderer renderer, FrozenReport frozen, string to)
    {
        using var file = File.Create(to);
        renderer.Write(frozen, file, CancellationToken.None);
    }

    private static void Line(string what, int hosts, TimeSpan wall, TimeSpan processor, long? grown, string file, string load) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {hosts:#,0} | {wall.TotalSeconds:0.00} s | {processor.TotalSeconds:0.00} s | {grown}{(grown is null ? "" : " MiB")} | {new FileInfo(file).Length / 1e6:0.0} MB | {load} |"));

    /// <summary>The processor's time of programs that ended, in the kernel's ticks of 10 ms.</summary>
    private static TimeSpan OfChildren()
    {
        var fields = File.ReadAllText("/proc/self/stat").Split(") ", 2)[1].Split(' ');
        return TimeSpan.FromMilliseconds(10) * (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture));
    }

    private static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static long Memory(string name) => long.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;
}
