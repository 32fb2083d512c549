using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AlmCompliance.Browser.Tests;

/// <summary>What an agent does, by plain HTTP calls.</summary>
internal sealed class AgentCalls(HttpClient http)
{
    public async Task<string> EnrolAsync(string token, string machineId, string hostName)
    {
        using var answer = await http.PostAsJsonAsync(new Uri("/api/v1/agents", UriKind.Relative), new { enrollmentToken = token, machineId, hostName });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.GetProperty("agentKey").GetString()!;
    }

    public async Task ReportAsync(string key, string machineId, string hostName, string version, bool listens)
    {
        var now = TimeProvider.System.GetUtcNow();
        var report = new JsonObject
        {
            ["schema"] = "almcompliance.inventory/1",
            ["reportId"] = Guid.CreateVersion7().ToString(),
            ["collectedAt"] = now.AddSeconds(-1).ToString("O"),
            ["sentAt"] = now.ToString("O"),
            ["host"] = new JsonObject { ["machineId"] = machineId, ["name"] = hostName, ["addresses"] = new JsonArray("10.20.4.41/24") },
            ["alm"] = new JsonObject
            {
                ["installed"] = true,
                ["versions"] = new JsonArray(new JsonObject { ["source"] = "autsw.VersionString", ["value"] = version }),
                ["service"] = new JsonObject { ["state"] = "running", ["startMode"] = "automatic" },
                ["processes"] = new JsonArray("almsrv64x.exe"),
                ["restartPending"] = false,
                ["listeners"] = new JsonArray(new JsonObject { ["address"] = listens ? "0.0.0.0" : "127.0.0.1", ["port"] = 4410, ["process"] = "almsrv64x.exe" }),
            },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/inventory-reports")
        {
            Headers = { { "Authorization", $"Bearer {key}" } },
            Content = JsonContent.Create(report),
        };
        using var answer = await http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }
}
