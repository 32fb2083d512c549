using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Findings;

/// <summary>Two zones with a host each, written straight into a server's database, and calls about their findings.</summary>
internal sealed class WorkListPlant(AlmTestServer server)
{
    public Host North { get; } = NewHost("ES-041");
    public Host South { get; } = NewHost("ES-042");
    public List<FindingPeriod> Findings { get; } = [];

    public static async Task<WorkListPlant> WriteAsync(AlmTestServer server)
    {
        var plant = new WorkListPlant(server);
        await using var db = server.Db();
        var north = new Zone { Name = "North", NameKey = SortKeys.Of("North"), CreatedAt = server.Clock.Now };
        var south = new Zone { Name = "South", NameKey = SortKeys.Of("South"), CreatedAt = server.Clock.Now };
        (plant.North.ZoneId, plant.South.ZoneId) = (north.Id, south.Id);
        (plant.North.EnrolledAt, plant.South.EnrolledAt) = (server.Clock.Now, server.Clock.Now);
        plant.Add(plant.North, RuleId.ALM0001, -2);
        plant.Add(plant.North, RuleId.ALM0002, 3);
        plant.Add(plant.South, RuleId.ALM0001, 30);
        db.AddRange(north, south, plant.North, plant.South);
        db.AddRange(plant.Findings);
        await db.SaveChangesAsync(AlmTestServer.Stop);
        return plant;
    }

    public FindingPeriod Add(Host host, RuleId rule, int dueInDays)
    {
        var finding = new FindingPeriod
        {
            HostId = host.Id,
            Rule = rule,
            AdvisoryId = rule is RuleId.ALM0006 ? "" : ProductNote57252401.Id.Value,
            Reason = rule is RuleId.ALM0002 ? FindingReason.RemoteAccessSetOn : FindingReason.UpdateMissing,
            Arguments = rule is RuleId.ALM0002 ? [] : ["V5.1", "V5.1 SP1 Upd3"],
            OpenedAt = Microseconds.Truncate(server.Clock.Now.AddDays(-3)),
            DueAt = Microseconds.Truncate(server.Clock.Now.AddDays(dueInDays)),
        };
        Findings.Add(finding);
        return finding;
    }

    /// <summary>Further hosts with a finding each; the ids of the findings.</summary>
    public async Task<List<Guid>> AddHostsAsync(int number)
    {
        await using var db = server.Db();
        var hosts = Enumerable.Range(0, number).Select(i => NewHost($"PC-{i:000}")).ToList();
        hosts.ForEach(h => h.EnrolledAt = server.Clock.Now);
        var findings = hosts.ConvertAll(h => Add(h, RuleId.ALM0001, 3));
        db.AddRange(hosts);
        db.AddRange(findings);
        await db.SaveChangesAsync(AlmTestServer.Stop);
        return findings.ConvertAll(f => f.Id);
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string? token, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/findings/{path}") { Content = JsonContent.Create(body) };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await server.Client.SendAsync(request, AlmTestServer.Stop);
    }

    public async Task<JsonObject> DoAsync(string path, string token, object body)
    {
        using var answer = await PostAsync(path, token, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(AlmTestServer.Stop));
        return await answer.JsonAsync();
    }

    public async Task<JsonArray> ListAsync(string token, string query = "")
    {
        using var answer = await server.Client.GetAsync($"/api/v1/findings?{query}", token);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(AlmTestServer.Stop));
        return (await answer.JsonAsync())["items"]!.AsArray();
    }

    public async Task<List<string>> TrailAsync()
    {
        await using var db = server.Db();
        return await db.AuditEntries.Where(e => e.Action.StartsWith("findings.")).OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(AlmTestServer.Stop);
    }

    private static Host NewHost(string name) => new() { Name = name, NameKey = SortKeys.Of(name), SearchKey = SortKeys.Folded(name), MachineId = $"machine of {name}" };
}
