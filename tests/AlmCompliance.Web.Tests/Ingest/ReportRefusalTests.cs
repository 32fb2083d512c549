using System.Net;
using System.Net.Sockets;
using System.Text;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Ingest;

public sealed class ReportRefusalTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task What_is_wrong_with_a_report_is_told_by_field_and_nothing_is_written(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var before = await TableContents.ReadAsync(server);

        foreach (var (spoil, paths) in SpoiledReports.All(server.Clock.Now))
        {
            var report = agent.Report();
            spoil(report);
            using var answer = await agent.PostAsync(report);
            await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, paths);
        }

        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    [Theory, OnBoth]
    public async Task What_is_no_report_at_all_is_refused_and_nothing_is_written(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var report = agent.Report().ToJsonString();
        var before = await TableContents.ReadAsync(server);

        foreach (var (body, path) in ((string, string)[])[
            ("", ""), ("null", ""), ("[]", ""), ("42", ""), ("\"text\"", ""), ("{", ""), ("{}", "schema"), (report[..^1], ""), (report + "}", ""), (report + report, ""),
            ("// a comment\n" + report, ""), (report.Replace('"', '\''), ""), ("\uFEFF" + report, ""),
            (report[..^1] + ",\"x\":" + new string('[', 5000) + new string(']', 5000) + "}", "x"),
            (report[..^1] + ",\"x\":" + Nested(17) + "}", "x"),
            (report[..^1] + ",\"schema\":\"almcompliance.inventory/1\"}", "schema"),
            (report.Replace("\"installed\":true", "\"installed\":true,\"installed\":false", StringComparison.Ordinal), "alm.installed"),
            (report.Replace("4410", "4410.5", StringComparison.Ordinal), "alm.port"), (report.Replace("4410", "NaN", StringComparison.Ordinal), "alm.port"),
            (report.Replace("4410", "99999999999999999999", StringComparison.Ordinal), "alm.port"),
            (report.Replace("PLANT2", "\\ud800", StringComparison.Ordinal), "host.domain"), (report.Replace("PLANT2", "\\x41", StringComparison.Ordinal), "host.domain"),
            (report.Replace("PLANT2", "a\nb", StringComparison.Ordinal), "host.domain")])
        {
            using var answer = await agent.PostAsync(body);
            await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, path);
        }

        foreach (var body in (byte[][])[[0xFF, 0xFE, 0x00], [.. Encoding.Unicode.GetBytes(report)], [.. Encoding.UTF8.GetBytes(report)[..^1], 0xC3, 0x28, (byte)'}']])
        {
            using var answer = await agent.PostAsync(body);
            await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "");
        }

        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    [Theory, OnBoth]
    public async Task Deep_but_bounded_content_of_unknown_members_is_no_reason_to_refuse(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var report = agent.Report().ToJsonString();

        using var answer = await agent.PostAsync(report[..^1] + ",\"x\":" + Nested(14) + "}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Theory, OnBoth]
    public async Task A_body_larger_than_a_mebibyte_is_refused_packed_or_not(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var before = await TableContents.ReadAsync(server);
        var padded = agent.Report();
        padded["padding"] = new string('x', 1024 * 1024);

        using var bomb = await agent.PostAsync(Gzip.Pack(new byte[200 * 1024 * 1024]), "gzip");
        await bomb.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        using var packed = await agent.PostAsync(Gzip.Pack(Encoding.UTF8.GetBytes(padded.ToJsonString())), "gzip");
        await packed.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        (await RawAsync(server, agent, "Content-Length: 10485760\r\n", "")).ShouldStartWith("HTTP/1.1 413 ");
        (await RawAsync(server, agent, "Transfer-Encoding: chunked\r\n", "100001\r\n" + new string('x', 0x100001) + "\r\n")).ShouldStartWith("HTTP/1.1 413 ");
        using var plain = await agent.PostAsync(new ByteArrayContent(new byte[10 * 1024 * 1024]) { Headers = { { "Content-Type", "application/json" } } }, r => r.Headers.ExpectContinue = true);
        await plain.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    [Theory, OnBoth]
    public async Task A_body_that_is_not_what_its_headers_say_is_refused(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var body = Encoding.UTF8.GetBytes(agent.Report().ToJsonString());
        var packed = Gzip.Pack(body);
        var before = await TableContents.ReadAsync(server);

        foreach (var (sent, encoding, type, status) in ((byte[], string?, string, HttpStatusCode)[])[
            (body, null, "text/plain", HttpStatusCode.UnsupportedMediaType),
            (body, null, "text/xml", HttpStatusCode.UnsupportedMediaType),
            (body, null, "multipart/form-data", HttpStatusCode.UnsupportedMediaType),
            (body, "br", "application/json", HttpStatusCode.UnsupportedMediaType),
            (body, "deflate", "application/json", HttpStatusCode.UnsupportedMediaType),
            (body, "gzip", "application/json", HttpStatusCode.BadRequest),
            (packed, null, "application/json", HttpStatusCode.BadRequest),
            (packed[..(packed.Length / 2)], "gzip", "application/json", HttpStatusCode.BadRequest)])
        {
            using var answer = await agent.PostAsync(sent, encoding, type);
            await answer.ShouldBeProblemAsync(status);
        }

        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    [Theory, OnBoth]
    public async Task An_unknown_or_revoked_key_is_refused_without_a_redirect_and_nothing_is_written(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var apiToken = await server.ApiTokenAsync(Data.Access.AccessRole.Administrator);
        var report = agent.Report();
        var before = await TableContents.ReadAsync(server);

        foreach (var key in (string[])["almk_unknown", agent.Key[..^1], agent.Key.ToUpperInvariant(), "x", new string('x', 5000)])
        {
            using var answer = await (agent with { Key = key }).PostAsync(report);
            await answer.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }

        using var without = await server.Client.PostAsync("/api/v1/inventory-reports", new StringContent(report.ToJsonString(), Encoding.UTF8, "application/json"), Stop);
        await without.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        using var byApiToken = await (agent with { Key = apiToken }).PostAsync(report);
        await byApiToken.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        (await TableContents.ReadAsync(server)).Where(l => !l.StartsWith("ApiTokens:", StringComparison.Ordinal))
            .ShouldBe(before.Where(l => !l.StartsWith("ApiTokens:", StringComparison.Ordinal)));
    }

    [Theory, OnBoth]
    public async Task A_refusal_is_told_whatever_the_caller_says_that_it_accepts(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        foreach (var (key, body, encoding, status) in ((string, string, string?, HttpStatusCode)[])[
            (agent.Key, "{}", null, HttpStatusCode.BadRequest), (agent.Key, "{}", "br", HttpStatusCode.UnsupportedMediaType), ("almk_unknown", "{}", null, HttpStatusCode.Unauthorized)])
        {
            var content = new StringContent(body, Encoding.UTF8, "application/json");
            if (encoding is not null)
            {
                content.Headers.ContentEncoding.Add(encoding);
            }

            using var answer = await (agent with { Key = key }).PostAsync(content, r => r.Headers.Accept.ParseAdd("text/html"));
            await answer.ShouldBeProblemAsync(status);
        }
    }

    [Theory, OnBoth]
    public async Task A_lane_that_is_full_asks_to_come_again_and_one_that_is_gone_says_no_more_than_that(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var release = new TaskCompletionSource<bool>();
        var works = await FillAsync(server, release.Task);

        using var full = await agent.PostAsync(agent.Report());
        release.SetResult(true);

        await full.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        full.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
        await Task.WhenAll(works);
        ((IDisposable)server.Lane).Dispose();
        using var broken = await agent.PostAsync(agent.Report());
        var problem = await broken.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        problem.ToJsonString().ShouldNotContain("Exception");
        problem.ToJsonString().ShouldNotContain(" at ");
    }

    /// <summary>Works that wait for the release, as many as the lane takes.</summary>
    private static async Task<List<Task>> FillAsync(AlmTestServer server, Task<bool> release)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var works = new List<Task>
        {
            server.Lane.RunAsync(
                (_, _) =>
                {
                    begun.SetResult();
                    return release;
                },
                Stop),
        };
        await begun.Task;
        while (true)
        {
            var next = server.Lane.RunAsync((_, _) => release, Stop);
            if (next.IsFaulted)
            {
                next.Exception!.InnerException.ShouldBeOfType<Data.WriteLaneFullException>();
                return works;
            }

            works.Add(next);
        }
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    /// <summary>The first line of the answer to headers and a part of a body.</summary>
    private static async Task<string> RawAsync(AlmTestServer server, TestAgent agent, string lengthHeader, string body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Address.Host, server.Address.Port, Stop);
        await using var stream = client.GetStream();
        var head = $"POST /api/v1/inventory-reports HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAuthorization: Bearer {agent.Key}\r\nContent-Type: application/json\r\n{lengthHeader}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + body), Stop);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(Stop) ?? "";
    }
}
