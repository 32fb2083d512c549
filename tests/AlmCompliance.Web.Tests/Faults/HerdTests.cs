using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Faults;

/// <summary>Every agent of a plant at once, as after a power cut.</summary>
public sealed class HerdTests
{
    /// <summary>More than SQLite's lane holds; PostgreSQL's is as long.</summary>
    [Theory]
    [InlineData(Provider.Sqlite, 5000)]
    [InlineData(Provider.Postgres, 1000)]
    public async Task Agents_that_come_at_once_are_all_served_without_a_failure(Provider provider, int agents)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var herd = await EnrolledAsync(server, agents);
        using var http = server.ClientFrom("127.0.0.1");
        http.Timeout = TimeSpan.FromMinutes(5);
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();

        await Task.WhenAll(herd.Select(agent => InsistAsync(http, agent, answers)));

        answers[HttpStatusCode.Accepted].ShouldBe(agents);
        answers.Keys.ShouldBeSubsetOf([HttpStatusCode.Accepted, HttpStatusCode.ServiceUnavailable]);
        await using var db = server.Db();
        (await db.Snapshots.CountAsync(AlmTestServer.Stop)).ShouldBe(agents);
        (await db.Hosts.CountAsync(h => h.EvidenceOrigin == EvidenceOrigin.Agent && h.EvidenceAt != null, AlmTestServer.Stop)).ShouldBe(agents);
    }

    /// <summary>As agents do: turned away, it comes again after the time that it was told, and a little more by chance.</summary>
    private static async Task InsistAsync(HttpClient http, (string Key, string Report) agent, ConcurrentDictionary<HttpStatusCode, int> answers)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/inventory-reports") { Content = new StringContent(agent.Report, Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", agent.Key);
            using var answer = await http.SendAsync(request, AlmTestServer.Stop);
            answers.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return;
            }

            started.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(5));
            await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value + TimeSpan.FromMilliseconds(Random.Shared.Next(3000)), TimeProvider.System, AlmTestServer.Stop);
        }
    }

    private static async Task<List<(string Key, string Report)>> EnrolledAsync(AlmTestServer server, int agents)
    {
        var herd = new List<(string, string)>();
        await using var db = server.Db();
        for (var i = 0; i < agents; i++)
        {
            var (name, machineId, key) = ($"ES-{i}", $"machine-{i}", Secrets.New(Secrets.AgentKeyPrefix));
            var host = new Host { Name = name, NameKey = name, MachineId = machineId, EnrolledAt = server.Clock.Now };
            db.Hosts.Add(host);
            db.AgentKeys.Add(new AgentKey { HostId = host.Id, KeyHash = Secrets.Hash(key), CreatedAt = server.Clock.Now });
            herd.Add((key, TestReport.Of(machineId, name, server.Clock.Now, server.Clock.Now).ToJsonString()));
        }

        await db.SaveChangesAsync(AlmTestServer.Stop);
        return herd;
    }
}
