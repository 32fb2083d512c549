using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Features.Zones;
using AlmCompliance.Web.Hosting;
using AlmCompliance.Web.Tests.Serving;
using AlmCompliance.Web.Tests.Zones;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Hosts;

/// <summary>Many hosts get a zone, an owner or a role at once: what the preview says is what comes of it.</summary>
public sealed class HostChangeTests
{
    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task A_preview_says_of_each_host_what_the_act_then_does(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var office = await plant.AgentAsync("OF-1", DrawnPlant.OfficeAddress);
        var cell = await plant.AgentAsync("ES-1", DrawnPlant.TargetAddress);
        var nowhere = await plant.AgentAsync("ES-2", "192.168.7.7");
        var token = await plant.Server.ApiTokenAsync(AccessRole.SecurityManager);
        Guid[] ids = [office.HostId, cell.HostId, nowhere.HostId, Guid.NewGuid()];

        var preview = await DoAsync(plant.Server, token, new { ids, change = "zone", value = "cell", preview = true });
        (await TrailAsync(plant.Server)).ShouldBeEmpty();
        (await office.HostAsync()).ZoneId.ShouldBe(plant.Office);
        var done = await DoAsync(plant.Server, token, new { ids, change = "zone", value = plant.Cell.ToString() });
        var again = await DoAsync(plant.Server, token, new { ids, change = "zone", value = "Cell" });

        Numbers(preview).ShouldBe((4, 2, 1, 1));
        Numbers(done).ShouldBe(Numbers(preview));
        done["hosts"]!.ToJsonString().ShouldBe(preview["hosts"]!.ToJsonString());
        Results(done).ShouldBe([("OF-1", "Office", "changes"), ("ES-1", "Cell", "same"), ("ES-2", null, "changes"), (null, null, "gone")]);
        Numbers(again).ShouldBe((4, 0, 3, 1));
        foreach (var moved in new[] { office, nowhere })
        {
            var host = await moved.HostAsync();
            (host.ZoneId, host.ZoneBasis).ShouldBe((plant.Cell, ZoneBasis.Hand));
        }

        (await cell.HostAsync()).ZoneBasis.ShouldBe(ZoneBasis.Address);
        (await TrailAsync(plant.Server)).ShouldBe(["host.placed", "host.placed"]);
        await using var db = plant.Server.Db();

        // The office's address still touches the office.
        (await db.HostZones.SingleAsync(z => z.HostId == office.HostId, Stop)).ZoneId.ShouldBe(plant.Office);
        Numbers(await DoAsync(plant.Server, token, new { ids, change = "zone", value = "" })).ShouldBe((4, 2, 1, 1));
        (await office.HostAsync()).ZoneId.ShouldBe(plant.Office);
        (await nowhere.HostAsync()).ZoneId.ShouldBeNull();
        (await TrailCheck.RunAsync(db, [], Stop)).Break.ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task Owner_and_role_are_shown_found_kept_by_the_next_report_and_taken_away(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var agent = await plant.AgentAsync("ES-1", DrawnPlant.TargetAddress);
        var token = await plant.Server.ApiTokenAsync(AccessRole.SecurityManager);
        Guid[] ids = [agent.HostId];

        await DoAsync(plant.Server, token, new { ids, change = "owner", value = " J. Brändt " });
        await DoAsync(plant.Server, token, new { ids, change = "role", value = "Batch server" });
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await agent.AcceptAsync(DrawnPlant.Report(agent, DrawnPlant.ControlAddress));

        var request = HostListRequest.Read(new RequestFields(), new HostListQuery { Search = "brändt" });
        var item = (await plant.Server.Get<HostQueries>().ListAsync(DrawnPlant.Admin, request, Stop)).Items.ShouldHaveSingleItem();
        (item.Owner, item.Role).ShouldBe(("J. Brändt", "Batch server"));
        Numbers(await DoAsync(plant.Server, token, new { ids, change = "owner", value = "" })).ShouldBe((1, 1, 0, 0));
        Numbers(await DoAsync(plant.Server, token, new { ids, change = "role", value = " " })).ShouldBe((1, 1, 0, 0));
        var host = await agent.HostAsync();
        (host.Owner, host.Role).ShouldBe((null, null));
        (await plant.GetAsync("/api/v1/hosts?q=br%C3%A4ndt"))["items"]!.AsArray().ShouldBeEmpty();
        (await TrailAsync(plant.Server)).ShouldBe(["host.owner-set", "host.role-set", "host.owner-set", "host.role-set"]);
        await using var db = plant.Server.Db();
        var entry = await db.AuditEntries.FirstAsync(e => e.Action == "host.owner-set", Stop);
        (entry.SubjectKind, entry.SubjectId).ShouldBe(("host", agent.HostId.ToString()));
        entry.After.ShouldContain("Br");
    }

    [Fact]
    public async Task Only_who_manages_security_changes_hosts_and_only_within_their_own_zones()
    {
        await using var plant = await DrawnPlant.StartAsync(Provider.Sqlite);
        var office = await plant.AgentAsync("OF-1", DrawnPlant.OfficeAddress);
        var cell = await plant.AgentAsync("ES-1", DrawnPlant.TargetAddress);
        Guid[] ids = [office.HostId, cell.HostId];
        foreach (var role in (AccessRole[])[AccessRole.Viewer, AccessRole.Auditor])
        {
            using var refused = await PostAsync(plant.Server, await plant.Server.ApiTokenAsync(role), new { ids, change = "role", value = "x" });
            await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        }

        using var nobody = await PostAsync(plant.Server, null, new { ids, change = "role", value = "x" });
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var ofOffice = await plant.Server.ApiTokenAsync(AccessRole.SecurityManager, "Office");
        var scoped = await DoAsync(plant.Server, ofOffice, new { ids, change = "role", value = "Desk" });
        Results(scoped).ShouldBe([("OF-1", null, "changes"), (null, null, "gone")]);
        (await cell.HostAsync()).Role.ShouldBeNull();

        // Neither into a zone out of sight, nor wherever addresses lead.
        foreach (var value in (string[])["Cell", plant.Cell.ToString(), ""])
        {
            foreach (var preview in (bool[])[true, false])
            {
                using var away = await PostAsync(plant.Server, ofOffice, new { ids, change = "zone", value, preview });
                await away.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "value");
            }
        }

        (await office.HostAsync()).ZoneId.ShouldBe(plant.Office);
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_told_by_the_path_of_the_field()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.Administrator);
        var id = Guid.NewGuid();
        (object Body, string Field)[] wrong =
        [
            (new { change = "role", value = "x" }, "ids"),
            (new { ids = Array.Empty<string>(), change = "role", value = "x" }, "ids"),
            (new { ids = new[] { id.ToString(), "7" }, change = "role", value = "x" }, "ids[1]"),
            (new { ids = new string?[] { null }, change = "role", value = "x" }, "ids[0]"),
            (new { ids = Enumerable.Range(0, HostAct.Most + 1).Select(_ => id).ToArray(), change = "role", value = "x" }, "ids"),
            (new { ids = new[] { id }, change = "name", value = "x" }, "change"),
            (new { ids = new[] { id }, change = "role" }, "value"),
            (new { ids = new[] { id }, change = "role", value = new string('x', HostAct.Longest + 1) }, "value"),
            (new { ids = new[] { id }, change = "owner", value = "bell \u0007" }, "value"),
            (new { ids = new[] { id }, change = "zone", value = "Nowhere" }, "value"),
        ];

        foreach (var (body, field) in wrong)
        {
            using var answer = await PostAsync(server, token, body);
            await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, field);
        }
    }

    [Theory, OnBoth]
    public async Task What_changed_since_the_preview_is_left_alone_and_told(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var moved = await plant.AgentAsync("OF-1", DrawnPlant.OfficeAddress);
        var other = await plant.AgentAsync("OF-2", "10.1.0.3");
        var third = await plant.ZoneAsync("Third");
        var act = new HostAct(HostActKind.Zone, plant.Cell);
        var seen = (await plant.Server.Get<PreviewHostAct>().RunAsync(DrawnPlant.Admin, act, [moved.HostId, other.HostId], Stop)).Seen;

        await plant.Server.Get<PlaceHostByHand>().RunAsync(DrawnPlant.Admin, moved.HostId, third, Stop);
        var outcome = await plant.Server.Get<ChangeHosts>().RunAsync(DrawnPlant.Admin, act, seen, Stop);

        outcome.Lines.Select(l => (l.Name, l.Result)).ShouldBe([("OF-1", HostActResult.ChangedSince), ("OF-2", HostActResult.Changes)]);
        (await moved.HostAsync()).ZoneId.ShouldBe(third);
        (await other.HostAsync()).ZoneId.ShouldBe(plant.Cell);
    }

    [Theory, OnBoth]
    public async Task A_whole_filter_is_written_in_slices_between_which_reports_are_taken(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await using (var db = server.Db())
        {
            db.AddRange(Enumerable.Range(0, 120).Select(i => NewHost($"ES-{i:000}", server)));
            await db.SaveChangesAsync(Stop);
        }

        var agent = await server.AgentAsync("OS-1");
        var lane = new InterruptedLane(server.Lane, () => agent.AcceptAsync(agent.Report()));
        var request = HostListRequest.Read(new RequestFields(), new HostListQuery { Search = "ES-" });
        var all = await server.Get<HostQueries>().SelectAsync(AlmTestServer.Administrator, request, HostAct.Most + 1, Stop);
        (await server.Get<HostQueries>().SelectAsync(AlmTestServer.Administrator, request, 7, Stop)).ShouldBe(all.Take(7));

        var change = ActivatorUtilities.CreateInstance<ChangeHosts>(server.Services, lane);
        var outcome = await change.RunAsync(AlmTestServer.Administrator, new HostAct(HostActKind.Role, Text: "Engineering station"), [.. all.Select(id => new SeenHost(id))], Stop);

        (all.Count, outcome.Changed, lane.Works, lane.Interrupted).ShouldBe((120, 120, 3, true));
        (await agent.HostAsync()).EvidenceAt.ShouldNotBeNull();
        await using var after = server.Db();
        (await after.Hosts.CountAsync(h => h.Role == "Engineering station", Stop)).ShouldBe(120);
        (await after.AuditEntries.CountAsync(e => e.Action == "host.role-set", Stop)).ShouldBe(120);
        (await TrailCheck.RunAsync(after, [], Stop)).Break.ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task A_placing_that_broke_off_is_judged_when_it_is_done_again(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var server = plant.Server;
        var agent = await plant.AgentAsync("ES-1", "192.168.7.7");
        var twin = await plant.AgentAsync("ES-2", "192.168.7.8");
        var act = new HostAct(HostActKind.Zone, plant.Cell);
        var dying = new WatchedLane(server.Lane, before: _ => throw new IOException("The process was killed."));
        var broken = ActivatorUtilities.CreateInstance<ChangeHosts>(server.Services, ActivatorUtilities.CreateInstance<Redraw>(server.Services, ActivatorUtilities.CreateInstance<Reassess>(server.Services, dying)));
        await server.Get<ChangeHosts>().RunAsync(DrawnPlant.Admin, act, [new SeenHost(twin.HostId)], Stop);
        var asItShouldBe = await SentencesAsync(server, twin.HostId);

        await Should.ThrowAsync<IOException>(() => broken.RunAsync(DrawnPlant.Admin, act, [new SeenHost(agent.HostId)], Stop));
        (await agent.HostAsync()).ZoneId.ShouldBe(plant.Cell);
        (await SentencesAsync(server, agent.HostId)).ShouldNotBe(asItShouldBe, "it stands there and nobody has judged it");
        var again = await server.Get<ChangeHosts>().RunAsync(DrawnPlant.Admin, act, [new SeenHost(agent.HostId)], Stop);

        again.Lines.ShouldHaveSingleItem().Result.ShouldBe(HostActResult.Same);
        (await SentencesAsync(server, agent.HostId)).ShouldBe(asItShouldBe);
    }

    private static async Task<List<string>> SentencesAsync(AlmTestServer server, Guid host)
    {
        await using var db = server.Db();
        return [.. (await db.Findings.Where(f => f.HostId == host && f.ClosedAt == null).ToListAsync(Stop)).Select(f => $"{f.Rule} {f.AdvisoryId} {f.Reason} {string.Join(',', f.Arguments)} {f.DueAt:O}").Order(StringComparer.Ordinal)];
    }

    private static Host NewHost(string name, AlmTestServer server) =>
        new() { Name = name, NameKey = SortKeys.Of(name), SearchKey = SortKeys.Folded(name), MachineId = $"machine of {name}", EnrolledAt = Microseconds.Truncate(server.Clock.Now) };

    private static (int Asked, int Changed, int Unchanged, int Gone) Numbers(JsonObject answer) =>
        (answer["asked"]!.GetValue<int>(), answer["changed"]!.GetValue<int>(), answer["unchanged"]!.GetValue<int>(), answer["gone"]!.GetValue<int>());

    private static (string? Name, string? From, string Result)[] Results(JsonObject answer) =>
        [.. answer["hosts"]!.AsArray().Select(h => ((string?)h!["name"], (string?)h["from"], (string)h["result"]!))];

    private static async Task<List<string>> TrailAsync(AlmTestServer server)
    {
        await using var db = server.Db();
        return await db.AuditEntries.Where(e => e.Action == "host.placed" || e.Action == "host.owner-set" || e.Action == "host.role-set")
            .OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Stop);
    }

    private static async Task<HttpResponseMessage> PostAsync(AlmTestServer server, string? token, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/hosts/changes") { Content = JsonContent.Create(body) };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await server.Client.SendAsync(request, Stop);
    }

    private static async Task<JsonObject> DoAsync(AlmTestServer server, string token, object body)
    {
        using var answer = await PostAsync(server, token, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Stop));
        return await answer.JsonAsync();
    }
}
