using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AlmCompliance.Web.Tests.CommandLine;

namespace AlmCompliance.Web.Tests.Faults;

/// <summary>The real program in a process of its own, started again and again on one address.</summary>
/// <param name="under">What starts it, such as a tracer; nothing where it is empty.</param>
internal sealed class ServedProgram(AlmProgram program, string data, params string[] under) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public int Starts { get; private set; }

    /// <summary>Ends once the server says that it is ready.</summary>
    public async Task StartAsync()
    {
        _process = program.StartUnder(under, "serve", "--data", data, "--urls", Address.ToString().TrimEnd('/'));
        _process.ErrorDataReceived += static (_, _) => { };
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        Starts++;
        using var http = new HttpClient { BaseAddress = Address };
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), TestContext.Current.CancellationToken);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                _process.HasExited.ShouldBeFalse("the server ended by itself");
            }

            started.Elapsed.ShouldBeLessThan(s_patience);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>At once, wherever it stands: SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            _process = null;
        }
    }

    public void Dispose()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
