using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Assurance;

/// <summary>A stretch of the trail is carried away and checked where there is no database.</summary>
public sealed class TrailStretchTests
{
    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task What_is_written_reads_whole_and_reaches_the_head_that_came_with_it(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.AgentAsync("Müßig \u202E", "Zone ü");
        var stretch = server.Get<TrailStretch>();
        using var all = new MemoryStream();
        using var rest = new MemoryStream();
        using var earlier = new MemoryStream();

        var head = await stretch.WriteAsync(1, all, Stop);
        await stretch.WriteAsync(3, rest, Stop);
        await server.AgentAsync("ES-042");
        await stretch.WriteAsync(1, head, earlier, Stop);

        earlier.ToArray().ShouldBe(all.ToArray(), "what came since is left out");
        var (whole, tail) = (await ReadAsync(all, head), await ReadAsync(rest, head));
        whole.ShouldBe(new TrailReading(1, head, null) { FirstAt = whole.FirstAt });
        tail.ShouldBe(new TrailReading(3, head, null) { FirstAt = tail.FirstAt });
        (await ReadAsync(rest, await stretch.HeadAsync(Stop))).Break!.Flaw.ShouldBe(TrailFlaw.Truncated);
        var lines = Encoding.ASCII.GetString(all.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe((int)head.Sequence);
        var first = JsonNode.Parse(lines[0])!.AsObject();
        first.Select(p => p.Key).ShouldBe(["sequence", "at", "actorKind", "actorId", "actorName", "action", "subjectKind", "subjectId", "before", "after", "previousHash", "hash"]);
        first["at"]!.GetValue<string>().ShouldMatch("^2026-.*\\.[0-9]{6}Z$");
        first["at"]!.GetValue<string>().ShouldBe(TrailFile.TimeText(whole.FirstAt));
        JsonNode.Parse(lines[^1])!["hash"]!.GetValue<string>().ShouldBe(head.Hash);
    }

    private static async Task<TrailReading> ReadAsync(MemoryStream file, TrailHead head)
    {
        file.Position = 0;
        return await TrailFile.VerifyAsync(file, [head], Stop);
    }
}
