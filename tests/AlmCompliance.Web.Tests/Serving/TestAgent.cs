using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Contracts;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Advisories;
using Microsoft.EntityFrameworkCore;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>An agent that is known to the server: it posts what a test hands it.</summary>
internal sealed record TestAgent(AlmTestServer Server, Guid HostId, string Key, string MachineId, string HostName)
{
    public static async Task<TestAgent> EnrollAsync(AlmTestServer server, string enrollmentToken, string name)
    {
        var machineId = $"machine-{Guid.NewGuid():N}";
        var request = new EnrollAgentRequest { EnrollmentToken = enrollmentToken, MachineId = machineId, HostName = name };
        using var answer = await server.Client.PostAsJsonAsync("/api/v1/agents", request, AlmTestServer.Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var enrolled = (await answer.Content.ReadFromJsonAsync<EnrollAgentResponse>(AlmTestServer.Stop))!;
        return new TestAgent(server, Guid.Parse(enrolled.HostId!), enrolled.AgentKey!, machineId, name);
    }

    /// <summary>A report of an affected version, collected now, sent now, with everything that a report can say.</summary>
    public JsonObject Report() => TestReport.Of(MachineId, HostName, Server.Clock.Now, Server.Clock.Now);

    public Task<HttpResponseMessage> PostAsync(JsonNode report) => PostAsync(report.ToJsonString());

    public Task<HttpResponseMessage> PostAsync(string body) => PostAsync(Encoding.UTF8.GetBytes(body));

    public Task<HttpResponseMessage> PostAsync(byte[] body, string? encoding = null, string contentType = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return PostAsync(content);
    }

    public Task<HttpResponseMessage> PostAsync(HttpContent body, Action<HttpRequestMessage>? with = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/inventory-reports") { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        with?.Invoke(request);
        return Server.Client.SendAsync(request, AlmTestServer.Stop);
    }

    /// <summary>Posts a report that the server must take.</summary>
    public async Task AcceptAsync(JsonNode report)
    {
        using var answer = await PostAsync(report);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(AlmTestServer.Stop));
    }

    public async Task<Host> HostAsync()
    {
        await using var db = Server.Db();
        return await db.Hosts.AsNoTracking().SingleAsync(h => h.Id == HostId, AlmTestServer.Stop);
    }

    /// <summary>The stored status for the product note.</summary>
    public async Task<HostStatus> StatusAsync()
    {
        await using var db = Server.Db();
        var note = AdvisoryCatalogue.BuiltIn.Advisories[0].Id.Value;
        return await db.Statuses.AsNoTracking().SingleAsync(s => s.HostId == HostId && s.AdvisoryId == note, AlmTestServer.Stop);
    }
}
