using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>Reports as a program asks for them.</summary>
internal static class Reporting
{
    public static async Task<HttpClient> ReporterAsync(this AlmTestServer server, AccessRole role = AccessRole.SecurityManager, string? zone = null)
    {
        var client = server.ClientFrom("127.0.0.1");
        client.DefaultRequestHeaders.Authorization = new("Bearer", await server.ApiTokenAsync(role, zone));
        return client;
    }

    /// <summary>Asks for a report and waits until nothing more becomes of it.</summary>
    public static async Task<JsonNode> ReportAsync(this HttpClient client, object? body = null)
    {
        using var asked = await client.PostAsJsonAsync("/api/v1/audit-reports", body ?? new { }, AlmTestServer.Stop);
        asked.StatusCode.ShouldBe(HttpStatusCode.Accepted, await asked.Content.ReadAsStringAsync(AlmTestServer.Stop));
        return await client.MadeAsync(asked.Headers.Location!.ToString());
    }

    public static async Task<JsonNode> MadeAsync(this HttpClient client, string address)
    {
        while (true)
        {
            var report = (await client.GetFromJsonAsync<JsonNode>(address, AlmTestServer.Stop))!;
            if ((string?)report["state"] is not ("Waiting" or "Making"))
            {
                return report;
            }

            await Task.Delay(20, AlmTestServer.Stop);
        }
    }

    public static async Task<byte[]> FileAsync(this HttpClient client, JsonNode report, string ending) =>
        await client.GetByteArrayAsync((string)report["files"]!.AsArray().Single(f => ((string)f!["name"]!).EndsWith(ending, StringComparison.Ordinal))!["href"]!, AlmTestServer.Stop);
}
