using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Contracts;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Ingest;

/// <summary>Thousands of messages that are nearly right: no failure, no unclear refusal, no echo. A failing one names its seed.</summary>
public sealed class FuzzTests
{
    private const int Reports = 4000;
    private const int Enrolments = 1000;

    [Theory, OnBoth]
    public async Task No_mutation_of_a_report_makes_the_server_fail_or_echo(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agents = new[] { await server.AgentAsync("ES-001"), await server.AgentAsync("ES-002"), await server.AgentAsync("ES-003"), await server.AgentAsync("ES-004") };
        var accepted = 0;

        await Parallel.ForAsync(0, Reports, new ParallelOptions { MaxDegreeOfParallelism = agents.Length, CancellationToken = AlmTestServer.Stop }, async (seed, _) =>
        {
            var mutation = new Mutation(seed);
            var agent = agents[seed % agents.Length];
            var body = mutation.Of(agent.Report());
            using var answer = await SendAsync(mutation, server.Client, "/api/v1/inventory-reports", body, agent.Key);
            await JudgeAsync(seed, answer, HttpStatusCode.Accepted);
            Interlocked.Add(ref accepted, answer.StatusCode == HttpStatusCode.Accepted ? 1 : 0);
        });

        accepted.ShouldBeInRange(Reports / 20, Reports * 19 / 20, "mutations must be near enough to be taken now and then");
    }

    [Theory, OnBoth]
    public async Task No_mutation_of_an_enrolment_makes_the_server_fail_or_echo(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync(maxUses: Enrolments);
        using var key = RSA.Create(2048);
        var valid = JsonSerializer.SerializeToNode(new EnrollAgentRequest { EnrollmentToken = token, MachineId = "machine", HostName = "ES-041", RequestSecret = "a secret of its own", PublicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) }, JsonSerializerOptions.Web)!.AsObject();

        await Parallel.ForAsync(0, Enrolments, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = AlmTestServer.Stop }, async (seed, _) =>
        {
            var mutation = new Mutation(seed);
            using var answer = await SendAsync(mutation, server.Client, "/api/v1/agents", mutation.Of(valid), key: null);
            await JudgeAsync(seed, answer, HttpStatusCode.Created, HttpStatusCode.Accepted);
        });
    }

    private static Task<HttpResponseMessage> SendAsync(Mutation mutation, HttpClient client, string path, byte[] body, string? key)
    {
        var packed = mutation.Chance(10);
        var content = new ByteArrayContent(packed ? Gzip.Pack(body) : body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mutation.Chance(50) ? mutation.One("text/plain", "application/x-www-form-urlencoded", "text/html") : "application/json");
        if (packed || mutation.Chance(50))
        {
            content.Headers.ContentEncoding.Add(packed ? "gzip" : mutation.One("gzip", "br", "x"));
        }

        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        if (mutation.Chance(10))
        {
            request.Headers.Accept.ParseAdd(mutation.One("text/html", "image/png", "application/xml"));
        }

        return client.SendAsync(request, AlmTestServer.Stop);
    }

    private static async Task JudgeAsync(int seed, HttpResponseMessage answer, params HttpStatusCode[] taken)
    {
        var text = await answer.Content.ReadAsStringAsync(AlmTestServer.Stop);
        text.ShouldNotContain(Mutation.Marker, Case.Insensitive, $"seed {seed}");
        ((int)answer.StatusCode).ShouldBeLessThan(500, $"seed {seed}: {text}");
        if (taken.Contains(answer.StatusCode))
        {
            return;
        }

        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", $"seed {seed}: {answer.StatusCode} {text}");
        ((int)JsonNode.Parse(text)!["status"]!).ShouldBe((int)answer.StatusCode, $"seed {seed}");
    }
}
