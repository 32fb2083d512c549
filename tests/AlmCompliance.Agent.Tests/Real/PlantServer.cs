using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace AlmCompliance.Agent.Tests.Real;

[CollectionDefinition(Name)]
public sealed class RealServer : ICollectionFixture<PlantServer>
{
    public const string Name = "Agents and a real server";
}

/// <summary>The server as a program of its own, with an enrolment token and a token to bring files and read verdicts by.</summary>
public sealed class PlantServer : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly string _data = Directory.CreateTempSubdirectory("alm-agent-server-").FullName;
    private HttpClient? _http;
    private Process? _process;

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public string TokenFile => Path.Combine(_data, "token");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(TokenFile, await VerbAsync("enrollment-token", "add", "--zone", "S3 Engineering", "--max-uses", "500"));
        var apiToken = await VerbAsync("api-token", "add", "--name", "agent tests", "--role", "SecurityManager");
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _process = ProgramRun.Start(AgentProgram.Server, ["serve", "--data", _data, "--urls", Address.ToString().TrimEnd('/')]);
        _process.ErrorDataReceived += (_, e) => _errors.Enqueue(e.Data ?? "");
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        _http = new HttpClient { BaseAddress = Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiToken);
        await ReadyAsync();
    }

    /// <summary>A host as the API tells it.</summary>
    public Task<JsonElement> HostAsync(string id) => _http!.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/hosts/{id}", UriKind.Relative));

    /// <summary>The server's line about a file that somebody brings.</summary>
    public async Task<JsonElement> BringAsync(string file)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(file));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _http!.PostAsync(new Uri("/api/v1/inventory-files", UriKind.Relative), content);
        var lines = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return lines.GetProperty("items").EnumerateArray().Single();
    }

    /// <summary>The host as soon as its first report is judged.</summary>
    public async Task<JsonElement> FirstReportAsync(string id)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            var host = await HostAsync(id);
            if (host.GetProperty("evidenceAt").ValueKind == JsonValueKind.String)
            {
                return host;
            }

            waiting.Elapsed.ShouldBeLessThan(_patience);
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_data, recursive: true);
    }

    private async Task ReadyAsync()
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await _http!.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process!.HasExited)
            {
                // It does not listen yet.
            }

            started.Elapsed.ShouldBeLessThan(_patience, string.Join('\n', _errors));
            await Task.Delay(100);
        }
    }

    private async Task<string> VerbAsync(params string[] verb) => (await ProgramRun.OfAsync(AgentProgram.Server, [.. verb, "--data", _data])).Checked();

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
