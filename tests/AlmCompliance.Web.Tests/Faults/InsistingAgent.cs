using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Faults;

/// <summary>
/// An agent that sends report after report, each of a content of its own, and one report again and again until it is
/// acknowledged, whatever happens to the server.
/// </summary>
internal sealed class InsistingAgent(HttpClient http, Guid hostId, string key, string machineId, string name)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(30);
    private readonly List<string> _acknowledged = [];
    private volatile bool _enough;

    /// <summary>Answers that were neither 202 nor a 503 that asks to come again.</summary>
    public List<string> Wrong { get; } = [];

    public int Acknowledged => _acknowledged.Count;

    public static async Task<InsistingAgent> EnrollAsync(HttpClient http, string token, string name)
    {
        var machineId = $"machine-{Guid.NewGuid():N}";
        using var answer = await http.PostAsJsonAsync("/api/v1/agents", new EnrollAgentRequest { EnrollmentToken = token, MachineId = machineId, HostName = name }, AlmTestServer.Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var enrolled = (await answer.Content.ReadFromJsonAsync<EnrollAgentResponse>(AlmTestServer.Stop))!;
        return new InsistingAgent(http, Guid.Parse(enrolled.HostId!), enrolled.AgentKey!, machineId, name);
    }

    /// <summary>The report that is under way is the last.</summary>
    public void End() => _enough = true;

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        while (!_enough)
        {
            var mark = $"{name}-report-{_acknowledged.Count + 1}-";
            var body = Report(mark).ToJsonString();
            while (!await TryAsync(body, cancellationToken))
            {
                await Task.Delay(s_pause, TimeProvider.System, cancellationToken);
            }

            _acknowledged.Add(mark);
        }
    }

    /// <summary>That everything acknowledged is stored, once, and nothing else but what a test itself posted under <paramref name="besides"/>.</summary>
    public async Task ShouldBeStoredAsync(AlmDbContext db, string? besides = null)
    {
        var contents = await db.Snapshots.Where(s => s.HostId == hostId).Select(s => s.Content).ToListAsync(AlmTestServer.Stop);
        foreach (var mark in _acknowledged)
        {
            contents.Count(c => c.Contains($"\"{mark}\"", StringComparison.Ordinal)).ShouldBe(1, mark);
        }

        contents.Count(c => besides is null || !c.Contains($"\"{besides}", StringComparison.Ordinal)).ShouldBe(_acknowledged.Count);
    }

    /// <summary>The answer to one more report.</summary>
    public Task<HttpResponseMessage> PostAsync(string mark, CancellationToken cancellationToken) => PostBodyAsync(Report(mark).ToJsonString(), cancellationToken);

    private JsonObject Report(string mark)
    {
        var now = TimeProvider.System.GetUtcNow();
        var report = TestReport.Of(machineId, name, now, now);
        report["host"]!["domain"] = mark;
        return report;
    }

    private async Task<bool> TryAsync(string body, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await PostBodyAsync(body, cancellationToken);
            if (answer.StatusCode is not (HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable))
            {
                Wrong.Add($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }

            return answer.StatusCode == HttpStatusCode.Accepted;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private async Task<HttpResponseMessage> PostBodyAsync(string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/inventory-reports") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request, cancellationToken);
    }
}
