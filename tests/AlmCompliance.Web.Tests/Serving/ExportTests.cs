using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using AlmCompliance.Data;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Csv;
using Microsoft.EntityFrameworkCore;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>Exports are few at once and hold the database for no slow reader.</summary>
public sealed class ExportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_actor_has_two_exports_at_once_and_all_together_eight()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync();
        var places = server.Get<ExportPlaces>();
        await using var db = server.Db();
        var caller = Actor.Nobody with { Kind = ActorKind.ApiToken, Id = (await db.ApiTokens.SingleAsync(Stop)).Id.ToString() };
        using (places.TryTake(caller))
        using (places.TryTake(caller))
        {
            using var third = await server.Client.GetAsync("/api/v1/exports/hosts.csv", token);
            await third.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
            third.Headers.RetryAfter.ShouldNotBeNull();
            using var ofAnother = await server.Client.GetAsync("/api/v1/exports/hosts.csv", await server.ApiTokenAsync());
            ofAnother.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        // A place is free again a moment after the reader has had the last byte.
        var taken = new List<IDisposable>();
        while (taken.Count < ExportPlaces.Most)
        {
            if (places.TryTake(Actor.System($"job {taken.Count}")) is { } place)
            {
                taken.Add(place);
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Stop);
            }
        }

        using var full = await server.Client.GetAsync("/api/v1/exports/hosts.csv", token);
        full.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        taken.ForEach(place => place.Dispose());
        for (var exported = 0; exported < 2 * ExportPlaces.Most;)
        {
            using var free = await server.Client.GetAsync("/api/v1/exports/hosts.csv", token);
            free.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
            exported += free.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }
    }

    [Fact]
    public async Task A_reader_that_stops_reading_keeps_no_read_open_in_the_database_and_leaves_no_file()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await FillAsync(server, 20_000);
        var before = Files();
        using (var slow = new TcpClient { ReceiveBufferSize = 4096 })
        {
            await slow.ConnectAsync(server.Address.Host, server.Address.Port, Stop);
            var request = $"GET /api/v1/exports/hosts.csv HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAuthorization: Bearer {await server.ApiTokenAsync()}\r\n\r\n";
            await slow.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(request), Stop);
            var start = new byte[16];
            await slow.GetStream().ReadExactlyAsync(start, Stop);
            System.Text.Encoding.ASCII.GetString(start).ShouldStartWith("HTTP/1.1 200");
            await server.AgentAsync();

            await using var db = server.Db();
            var busy = await db.Database.SqlQueryRaw<long>("PRAGMA wal_checkpoint(TRUNCATE)").ToListAsync(Stop);

            busy[0].ShouldBe(0, "a reader in the way of the log's end");
        }

        while (Files().Except(before, StringComparer.Ordinal).Any())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Stop);
        }
    }

    [Theory, OnBoth]
    public async Task An_export_says_its_length_and_is_whole(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await FillAsync(server, 300);

        using var answer = await server.Client.GetAsync("/api/v1/exports/hosts.csv", await server.ApiTokenAsync());

        var bytes = await answer.Content.ReadAsByteArrayAsync(Stop);
        answer.Content.Headers.ContentLength.ShouldBe(bytes.Length);
        answer.Content.Headers.ContentType.ShouldBe(MediaTypeHeaderValue.Parse("text/csv; charset=utf-8"));
        System.Text.Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(301);
    }

    private static string[] Files() => Directory.GetFiles(Path.GetTempPath(), "alm-export-*");

    private static async Task FillAsync(AlmTestServer server, int hosts)
    {
        await using var db = server.Db();
        for (var i = 0; i < hosts; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"ES-{i}");
            var host = new Host { Name = name, NameKey = SortKeys.Of(name), MachineId = name, EnrolledAt = server.Clock.Now, Domain = "PLANT", VersionText = new string('x', 200) };
            db.Hosts.Add(host);
            db.Statuses.Add(new() { HostId = host.Id, AdvisoryId = "57252401", Since = server.Clock.Now });
        }

        await db.SaveChangesAsync(Stop);
    }
}
