using System.Diagnostics;
using System.Text;

namespace AlmCompliance.Agent.Tests.Real;

/// <summary>
/// A Windows of wine's own in a folder, with the agent as it is published for Windows: one small file. Published once into a
/// folder of its own, so that it disturbs no other build.
/// </summary>
public sealed class WinePrefix : IAsyncLifetime
{
    private const string Wine = "/usr/lib/wine/wine64";
    private const string WineServer = "/usr/lib/wine/wineserver64";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private readonly string _folder = Directory.CreateTempSubdirectory("alm-agent-wine-").FullName;
    private Process? _user;

    public string Agent => Path.Combine(_folder, "agent", "AlmCompliance.Agent.exe");

    /// <summary>A program of this Windows that listens on all addresses, and does nothing that anybody could ask of it there.</summary>
    public string Listener => Path.Combine(_folder, "prefix", "drive_c", "windows", "system32", "winedbg.exe");

    private Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["WINEPREFIX"] = Path.Combine(_folder, "prefix"),
        ["WINEDEBUG"] = "-all",
        ["WINEDLLOVERRIDES"] = "mscoree,mshtml=",
        ["HOME"] = _folder,
    };

    public async ValueTask InitializeAsync()
    {
        (await ProgramRun.OfAsync("dotnet",
        [
            "publish", AgentProgram.Project, "-c", "Release", "-f", "net10.0", "-r", "win-x64", "-o", Path.GetDirectoryName(Agent)!, "-v", "quiet", "-nologo",
            $"-p:ArtifactsPath={Path.Combine(_folder, "artifacts")}/", "-p:RunAnalyzersDuringBuild=false", "--disable-build-servers",
        ])).Checked();

        // Wine makes its Windows for the first program, and ends its services with the last: this one stays, waiting for what nobody types.
        _user = ProgramRun.Start(Wine, [@"C:\windows\system32\cmd.exe"], Environment);
        using var patience = new CancellationTokenSource(_patience);
        await _user.StandardInput.WriteLineAsync("echo booted".AsMemory(), patience.Token);
        await _user.StandardInput.FlushAsync(patience.Token);
        while (!(await _user.StandardOutput.ReadLineAsync(patience.Token) ?? throw new IOException("Wine did not start.")).EndsWith("booted", StringComparison.Ordinal))
        {
            // What it says before.
        }
    }

    /// <summary>Makes it another machine with another ALM.</summary>
    public async Task BecomeAsync(string registry)
    {
        var file = Path.Combine(_folder, "host.reg");
        var gone = string.Concat(TruthTable.Keys.Select(key => $"[-{key}]\n"));
        await File.WriteAllTextAsync(file, registry.Insert(registry.IndexOf('\n', StringComparison.Ordinal) + 1, gone).ReplaceLineEndings("\r\n"), Encoding.Unicode);
        (await RunAsync("reg", "import", Windows(file))).Checked();
    }

    internal Task<ProgramRun> RunAsync(params string[] command) => ProgramRun.OfAsync(Wine, command, Environment);

    internal Process Start(params string[] command) => ProgramRun.Start(Wine, command, Environment);

    /// <summary>A path of this system as that Windows sees it.</summary>
    public static string Windows(string path) => "Z:" + path.Replace('/', '\\');

    public async ValueTask DisposeAsync()
    {
        // Ends what runs in this folder's Windows and nothing else.
        await ProgramRun.OfAsync(WineServer, ["-k"], Environment);
        await ProgramRun.OfAsync(WineServer, ["-w"], Environment);
        _user?.Dispose();
        var sockets = Path.Combine(_folder, "prefix", "wineserver");
        if (File.Exists(sockets))
        {
            // Wine keeps its sockets apart, in a folder whose name stands here, and leaves that behind.
            Directory.Delete(Path.Combine(Path.GetTempPath(), (await File.ReadAllTextAsync(sockets)).Trim()), recursive: true);
        }

        Directory.Delete(_folder, recursive: true);
    }
}
