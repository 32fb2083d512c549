using System.Diagnostics;
using System.Text;

namespace AlmCompliance.Agent.Tests.Real;

/// <summary>What a program printed, and how it ended.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan _stragglers = TimeSpan.FromSeconds(3);

    /// <summary>Runs it to its end, or ends it where that takes too long.</summary>
    public static async Task<ProgramRun> OfAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, environment);
        using var patience = new CancellationTokenSource(_patience);
        try
        {
            process.StandardInput.Close();
            var (output, errors) = (new StringBuilder(), new StringBuilder());
            var reading = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, errors));
            await process.WaitForExitAsync(patience.Token);

            // What it started and left behind may hold its output open for as long as that runs.
            await Task.WhenAny(reading, Task.Delay(_stragglers, patience.Token));
            return new ProgramRun(process.ExitCode, Text(output), Text(errors));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment.Remove("DISPLAY");
        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static async Task ReadAsync(StreamReader from, StringBuilder to)
    {
        var part = new char[4096];
        for (var count = await from.ReadAsync(part); count > 0; count = await from.ReadAsync(part))
        {
            lock (to)
            {
                to.Append(part, 0, count);
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    /// <summary>Its output, where it ended well.</summary>
    public string Checked()
    {
        ExitCode.ShouldBe(0, $"{Output}\n{Errors}");
        return Output.Trim();
    }
}
