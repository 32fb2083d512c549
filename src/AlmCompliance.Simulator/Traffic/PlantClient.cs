using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Simulator.Plant;
using AlmCompliance.Simulator.Reports;

namespace AlmCompliance.Simulator.Traffic;

/// <summary>Enrols a plant's hosts and posts their reports, as their agents would.</summary>
public sealed class PlantClient
{
    private const int MaxRefusalLength = 300;
    private readonly ConcurrentDictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly PersistentSender _sender;

    /// <param name="http">With the server's address as its base; not disposed here.</param>
    /// <param name="time">Real time, also where the reports tell another.</param>
    /// <param name="options">Tokens and limits.</param>
    public PlantClient(HttpClient http, TimeProvider time, PlantClientOptions options)
    {
        Options = options;
        Time = time;
        _sender = new PersistentSender(http, time, options.Tries);
    }

    public PlantClientOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>Whether the host can report. A clone can as soon as its original can: the key is in the image.</summary>
    public bool HasKey(SimulatedHost host) => _keys.ContainsKey(host.MachineId);

    /// <summary>Makes one host known to the server.</summary>
    /// <exception cref="HttpRequestException">The server refused, or did not answer.</exception>
    internal async Task<EnrolmentOutcome> EnrolAsync(SimulatedHost host, TrafficTotals totals, CancellationToken cancellationToken)
    {
        var request = new EnrollAgentRequest
        {
            EnrollmentToken = TokenFor(host),
            MachineId = host.MachineId,
            HostName = host.Name,
            RequestSecret = host.Dice("request secret").NextBits().ToString("x16", provider: null),
        };
        using var response = await _sender.SendAsync(
            host,
            _ => new HttpRequestMessage(HttpMethod.Post, "api/v1/agents") { Content = JsonContent.Create(request, SimulatorJson.Wire.EnrollAgentRequest) },
            totals,
            isReport: false,
            cancellationToken);
        var outcome = response?.StatusCode switch
        {
            HttpStatusCode.Created => EnrolmentOutcome.Enrolled,
            HttpStatusCode.Accepted => EnrolmentOutcome.Waiting,
            _ => throw new HttpRequestException(
                $"{host.Name} could not enrol: {await SayAsync(response, cancellationToken)}", inner: null, response?.StatusCode),
        };
        if (outcome == EnrolmentOutcome.Enrolled)
        {
            var answer = await response.Content.ReadFromJsonAsync(SimulatorJson.Wire.EnrollAgentResponse, cancellationToken);
            _keys.TryAdd(host.MachineId, answer?.AgentKey ?? throw new HttpRequestException($"{host.Name} was enrolled without a key."));
        }

        totals.Enrolment(outcome);
        return outcome;
    }

    internal async Task PostAsync(Posting posting, TrafficTotals totals, CancellationToken cancellationToken)
    {
        var authorization = new AuthenticationHeaderValue("Bearer", _keys[posting.Host.MachineId]);
        using var response = await _sender.SendAsync(
            posting.Host,
            waited => new HttpRequestMessage(HttpMethod.Post, "api/v1/inventory-reports")
            {
                Headers = { Authorization = authorization },
                Content = Content(posting.Body(waited)),
            },
            totals,
            isReport: true,
            cancellationToken);
        var isRefused = response is { IsSuccessStatusCode: false } && !posting.IsMalformed;
        totals.Ended(posting, response?.StatusCode, isRefused ? await SayAsync(response, cancellationToken) : null);
    }

    private string TokenFor(SimulatedHost host) =>
        (host.Zone.Name is { } zone ? Options.TokensByZone.GetValueOrDefault(zone) : null)
        ?? Options.Token
        ?? throw new InvalidOperationException($"There is no enrolment token for {host.Name} in zone {host.Zone.Name ?? "none"}.");

    private ByteArrayContent Content(byte[] body)
    {
        if (!Options.Gzip)
        {
            return new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } } };
    }

    private static async Task<string> SayAsync(HttpResponseMessage? response, CancellationToken cancellationToken)
    {
        if (response is null)
        {
            return "no answer";
        }

        var text = $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}";
        return text.Length > MaxRefusalLength ? text[..MaxRefusalLength] : text;
    }
}
