using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AlmCompliance.Browser.Tests;

/// <summary>The real program in a process of its own, with a data folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.ErrorDataReceived += (_, e) => _errors.Enqueue(e.Data ?? "");
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public Uri Address { get; }

    public string Log => string.Join('\n', _errors);

    /// <summary>Starts it from <paramref name="folder"/> and waits until it is ready.</summary>
    public static Task<ServerProcess> StartAsync(string folder, params string[] command) => StartAsync(folder, [], command);

    /// <inheritdoc cref="StartAsync(string, string[])" />
    public static Task<ServerProcess> StartAsync(string folder, (string Name, string Value)[] environment, params string[] command) =>
        StartAsync(folder, new Uri($"http://127.0.0.1:{FreePort()}"), environment, command);

    /// <summary>Starts it anew where one ended: the same folder and address.</summary>
    public static async Task<ServerProcess> StartAsync(string folder, Uri address, (string Name, string Value)[] environment, params string[] command)
    {
        var server = new ServerProcess(Launch(folder, [.. command, "serve", "--data", "data", "--urls", address.ToString().TrimEnd('/')], environment), address);
        using var http = new HttpClient { BaseAddress = address };
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return server;
                }
            }
            catch (HttpRequestException) when (!server._process.HasExited && started.Elapsed < s_patience)
            {
                await Task.Delay(100);
            }
            catch (HttpRequestException exception)
            {
                throw new InvalidOperationException($"The server did not become ready.\n{server.Log}", exception);
            }
        }
    }

    /// <summary>The line on its console that leads to the set-up page.</summary>
    public async Task<Uri> SetUpLinkAsync()
    {
        var started = Stopwatch.StartNew();
        while (started.Elapsed < s_patience)
        {
            if (_errors.FirstOrDefault(l => l.Contains("/set-up#", StringComparison.Ordinal)) is { } line)
            {
                return new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"The server printed no set-up link.\n{Log}");
    }

    /// <summary>Runs a command to its end; its standard output.</summary>
    public static async Task<string> RunAsync(string folder, params string[] command)
    {
        using var process = Launch(folder, command, []);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{string.Join(' ', command)}\n{await output}\n{await errors}");
        return await output;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static Process Launch(string folder, string[] command, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };

        // What a shell would set, and the program may not be led astray by.
        start.Environment["PWD"] = folder;
        start.Environment.Remove("ASPNETCORE_URLS");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
