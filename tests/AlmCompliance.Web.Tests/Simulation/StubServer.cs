using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using AlmCompliance.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AlmCompliance.Web.Tests.Simulation;

/// <summary>Kestrel with the two calls of an agent and an answer of the test's choice.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    private StubServer(Func<StubReport, IResult?>? answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/api/v1/agents", Enrol);
        _app.MapPost("/api/v1/inventory-reports", async (HttpRequest request) =>
        {
            var report = new StubReport(request.Headers.Authorization.ToString(), await BodyAsync(request));
            Reports.Enqueue(report);
            return answer?.Invoke(report) ?? (report.Message?.Host is null ? Results.BadRequest() : Results.Accepted());
        });
    }

    public ConcurrentQueue<StubReport> Reports { get; } = new();

    public ConcurrentQueue<EnrollAgentRequest> Enrolments { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    /// <param name="answer">Null, or what it returns being null, takes what has a host and refuses the rest.</param>
    public static async Task<StubServer> StartAsync(Func<StubReport, IResult?>? answer = null)
    {
        var server = new StubServer(answer);
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        server.Client = new HttpClient { BaseAddress = new Uri(addresses.Addresses.Single()) };
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private IResult Enrol(EnrollAgentRequest request)
    {
        Enrolments.Enqueue(request);
        if (request.EnrollmentToken != "token")
        {
            return Results.Problem("The token is not known.", statusCode: StatusCodes.Status401Unauthorized);
        }

        return _known.TryAdd(request.MachineId!, "key of " + request.MachineId)
            ? Results.Json(new EnrollAgentResponse { HostId = "1", AgentKey = _known[request.MachineId!] }, statusCode: StatusCodes.Status201Created)
            : Results.Accepted(value: new EnrollmentPendingResponse { Status = "pending" });
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await using var unpacked = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        await unpacked.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }
}

internal sealed record StubReport(string Authorization, byte[] Body)
{
    /// <summary>Null where the body is none.</summary>
    public InventoryReport? Message { get; } = Read(Body);

    private static InventoryReport? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<InventoryReport>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
