using System.Diagnostics;
using System.Globalization;
using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Benchmarks;

/// <summary>
/// The same work by the processor's clock instead of the wall's: BenchmarkDotNet's figures mean nothing on a machine that
/// others use at the same time.
/// </summary>
internal static class ProcessorTime
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(2);

    public static void Print()
    {
        var work = new AssessmentBenchmarks();
        Console.WriteLine("| work | processor time a host | hosts a second, one core | allocated a host | held by its result |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        Measure(nameof(work.Fleet100), 100, () => work.Fleet100());
        Measure(nameof(work.Affected), 1, () => work.Affected(), work.Affected);
        Measure(nameof(work.Fixed), 1, () => work.Fixed(), work.Fixed);
        Measure(nameof(work.Mitigated), 1, () => work.Mitigated(), work.Mitigated);
    }

    private static void Measure(string name, int hosts, Action work, Func<HostAssessment>? result = null)
    {
        Repeat(work, out _);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var rounds = Repeat(work, out var used);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        var microseconds = used.TotalMicroseconds / (rounds * hosts);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {microseconds:0.0} µs | {1_000_000 / microseconds:#,0} | {bytes / (rounds * hosts):#,0} B | {(result is null ? "" : Text(HeldBy(result)))} |"));
    }

    /// <summary>What stays of the memory while results are kept: what was allocated beyond it was for nothing.</summary>
    private static long HeldBy(Func<HostAssessment> result)
    {
        var kept = new HostAssessment[20_000];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = result();
        }

        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(kept);
        return held / kept.Length;
    }

    private static string Text(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0} B");

    /// <summary>Until that much processor time is spent, and not only that much time of the wall: else a busy machine measures the warm-up.</summary>
    private static long Repeat(Action work, out TimeSpan used)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var rounds = 0L;
        do
        {
            for (var i = 0; i < 1000; i++, rounds++)
            {
                work();
            }

            process.Refresh();
            used = process.TotalProcessorTime - before;
        }
        while (used < Each);

        return rounds;
    }
}
