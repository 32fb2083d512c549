using System.Diagnostics;
using AlmCompliance.Web.Tests.Architecture;

namespace AlmCompliance.Web.Tests.CommandLine;

/// <summary>How a run of the program ended.</summary>
internal sealed record Ended(int ExitCode, string Output, string Errors)
{
    public string OutputLine => Lines(Output).ShouldHaveSingleItem(Errors);

    public string ErrorLine => Lines(Errors).ShouldHaveSingleItem();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>The built program in a process of its own, in a folder of its own.</summary>
internal sealed class AlmProgram : IDisposable
{
    private static readonly string _program = Path.Combine(Repository.Root.FullName, "artifacts", "bin", "AlmCompliance.Web", Repository.Configuration, "AlmCompliance.Web.dll");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alm-program-");

    public string Folder => _folder.FullName;

    /// <summary>Environment variables of the runs.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public Task<Ended> RunAsync(params string[] arguments) => RunAsync("", arguments);

    public async Task<Ended> RunAsync(string input, string[] arguments)
    {
        using var process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Ended(process.ExitCode, await output, await errors);
    }

    public Process Start(params string[] arguments) => StartUnder([], arguments);

    /// <param name="under">A program that starts it, with its own arguments; nothing where it is empty.</param>
    public Process StartUnder(string[] under, params string[] arguments)
    {
        string[] command = [.. under, "dotnet", _program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
