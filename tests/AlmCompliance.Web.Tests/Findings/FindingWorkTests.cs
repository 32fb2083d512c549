using System.Net;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Features.Trail;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AlmCompliance.Web.Tests.Findings;

/// <summary>Who sees to a finding, what people say of it, and who may.</summary>
public sealed class FindingWorkTests
{
    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task Findings_are_given_noted_and_released_after_a_preview_that_writes_nothing(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var plant = await WorkListPlant.WriteAsync(server);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var keller = await Person.AddAsync(server, "keller@plant.example", AccessRole.SecurityManager);
        var ids = plant.Findings.Select(f => f.Id).Append(Guid.NewGuid()).ToArray();

        var preview = await plant.DoAsync("assignments", token, new { ids, owner = keller, preview = true });
        (preview["asked"]!.GetValue<int>(), preview["changed"]!.GetValue<int>(), preview["gone"]!.GetValue<int>()).ShouldBe((4, 3, 1));
        (await plant.ListAsync(token, "owner=nobody")).Count.ShouldBe(3);
        (await plant.TrailAsync()).ShouldBeEmpty();

        (await plant.DoAsync("assignments", token, new { ids = ids[..2], owner = keller }))["changed"]!.GetValue<int>().ShouldBe(2);
        var again = await plant.DoAsync("assignments", token, new { ids = ids[..3], owner = keller });
        (again["changed"]!.GetValue<int>(), again["unchanged"]!.GetValue<int>()).ShouldBe((1, 2));
        (await plant.DoAsync("notes", token, new { ids = ids[..1], text = "Window agreed\nwith line 1." }))["changed"]!.GetValue<int>().ShouldBe(1);
        (await plant.DoAsync("releases", token, new { ids = ids[2..3] }))["changed"]!.GetValue<int>().ShouldBe(1);

        var owned = await plant.ListAsync(token, $"owner={keller}");
        owned.Select(f => f!["owner"]!["name"]!.GetValue<string>()).ShouldBe(["keller@plant.example", "keller@plant.example"]);
        owned.Select(f => f!["notes"]!.GetValue<int>()).ShouldBe([1, 0]);
        (await plant.ListAsync(token, "owner=nobody")).ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(ids[2]);
        (await plant.ListAsync(token, "due=later")).ShouldHaveSingleItem()!["id"]!.GetValue<Guid>().ShouldBe(ids[2]);
        (await plant.ListAsync(token, "advisory=SSA-000000")).ShouldBeEmpty();
        (await plant.ListAsync(token, "owner=me")).ShouldBeEmpty();
        (await plant.TrailAsync()).ShouldBe(["findings.assigned", "findings.assigned", "findings.noted", "findings.released"]);

        var detail = (await server.Get<FindingQueries>().GetAsync(AlmTestServer.Administrator, ids[2], Stop))!;
        detail.Notes.Select(n => (n.Kind, n.Text)).ShouldBe([(FindingNoteKind.Released, "keller@plant.example"), (FindingNoteKind.Assigned, "keller@plant.example")]);
        detail.Item.Owner.ShouldBeNull();
    }

    [Fact]
    public async Task Only_who_manages_security_acts_and_only_in_their_own_zones()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var plant = await WorkListPlant.WriteAsync(server);
        var keller = await Person.AddAsync(server, "keller@plant.example", AccessRole.SecurityManager);
        var vogt = await Person.AddAsync(server, "vogt@plant.example", AccessRole.Viewer, "South");
        var ids = plant.Findings.Select(f => f.Id).ToArray();
        foreach (var path in (string[])["assignments", "releases", "notes"])
        {
            foreach (var role in (AccessRole[])[AccessRole.Viewer, AccessRole.Auditor])
            {
                using var refused = await plant.PostAsync(path, await server.ApiTokenAsync(role), new { ids, owner = keller, text = "no" });
                await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
            }

            using var nobody = await plant.PostAsync(path, null, new { ids, owner = keller, text = "no" });
            nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        var ofNorth = await server.ApiTokenAsync(AccessRole.SecurityManager, "North");
        var scoped = await plant.DoAsync("assignments", ofNorth, new { ids, owner = keller });
        (scoped["changed"]!.GetValue<int>(), scoped["gone"]!.GetValue<int>()).ShouldBe((2, 1));
        (await plant.DoAsync("notes", ofNorth, new { ids, text = "x" }))["gone"]!.GetValue<int>().ShouldBe(1);

        // A person who sees none of the caller's zones is to them as one who does not exist.
        using var stranger = await plant.PostAsync("assignments", ofNorth, new { ids, owner = vogt });
        await stranger.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "owner");

        // Whoever sees all may give them only what they may see.
        var toVogt = await plant.DoAsync("assignments", await server.ApiTokenAsync(AccessRole.Administrator), new { ids, owner = vogt });
        (toVogt["changed"]!.GetValue<int>(), toVogt["outOfOwnersSight"]!.GetValue<int>()).ShouldBe((1, 2));
        (await server.Get<FindingQueries>().GetAsync(new Actor(ActorKind.Person, vogt.ToString(), "vogt", AccessRole.Viewer, [plant.South.ZoneId!.Value]), ids[0], Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_wrong_with_a_request_is_told_by_the_path_of_the_field()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var plant = await WorkListPlant.WriteAsync(server);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var id = plant.Findings[0].Id;
        (string Path, object Body, string Field)[] wrong =
        [
            ("assignments", new { owner = id }, "ids"),
            ("assignments", new { ids = new[] { id } }, "owner"),
            ("assignments", new { ids = new[] { id }, owner = Guid.NewGuid() }, "owner"),
            ("releases", new { ids = new[] { id.ToString(), "7" } }, "ids[1]"),
            ("releases", new { ids = new string?[] { null } }, "ids[0]"),
            ("releases", new { ids = Enumerable.Range(0, 5001).Select(_ => id).ToArray() }, "ids"),
            ("notes", new { ids = new[] { id } }, "text"),
            ("notes", new { ids = new[] { id }, text = new string('x', 2001) }, "text"),
            ("notes", new { ids = new[] { id }, text = "bell \u0007" }, "text"),
        ];

        foreach (var (path, body, field) in wrong)
        {
            using var answer = await plant.PostAsync(path, token, body);
            await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, field);
        }

        using var owner = await server.Client.GetAsync("/api/v1/findings?owner=keller", token);
        await owner.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "owner");
    }

    [Fact]
    public async Task What_somebody_else_gave_away_since_it_was_looked_at_is_left_alone_and_told()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var plant = await WorkListPlant.WriteAsync(server);
        var keller = await Person.AddAsync(server, "keller@plant.example", AccessRole.SecurityManager);
        var brandt = await Person.AddAsync(server, "brandt@plant.example", AccessRole.SecurityManager);
        var assign = server.Get<AssignFindings>();
        var seen = await server.Get<FindingQueries>().SelectAsync(AlmTestServer.Administrator, new FindingListRequest(), FindingAct.Most, Stop);
        seen.Count.ShouldBe(3);

        await assign.RunAsync(AlmTestServer.Administrator, [seen[0]], brandt, checksOwners: false, Stop);
        var outcome = await assign.RunAsync(AlmTestServer.Administrator, seen, keller, checksOwners: true, Stop);
        var released = await server.Get<ReleaseFindings>().RunAsync(AlmTestServer.Administrator, seen, checksOwners: true, Stop);

        (outcome.Changed, outcome.Moved).ShouldBe((2, 1));
        (released.Changed, released.Moved).ShouldBe((0, 3));
        await using var db = server.Db();
        (await db.FindingWork.CountAsync(w => w.OwnerId == brandt, Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task A_big_act_is_written_in_slices_between_which_reports_are_taken(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var plant = await WorkListPlant.WriteAsync(server);
        var ids = await plant.AddHostsAsync(250);
        var keller = await Person.AddAsync(server, "keller@plant.example", AccessRole.SecurityManager);
        var agent = await server.AgentAsync("OS-1");
        var lane = new InterruptedLane(server.Lane, () => agent.AcceptAsync(agent.Report()));
        var assign = ActivatorUtilities.CreateInstance<AssignFindings>(server.Services, lane);

        var outcome = await assign.RunAsync(AlmTestServer.Administrator, [.. ids.Select(id => new SeenFinding(id, null))], keller, checksOwners: true, Stop);

        (outcome.Asked, outcome.Changed, outcome.OwnerName, lane.Works, lane.Interrupted).ShouldBe((250, 250, "keller@plant.example", 3, true));
        (await agent.HostAsync()).EvidenceAt.ShouldNotBeNull();
        await using var db = server.Db();
        (await db.FindingWork.CountAsync(w => w.OwnerId == keller, Stop)).ShouldBe(250);
        var entries = await db.AuditEntries.Where(e => e.Action == "findings.assigned").Select(e => new { e.SubjectId, e.After }).ToListAsync(Stop);
        entries.Select(e => JsonNode.Parse(e.After)!["act"]!.GetValue<Guid>()).Distinct().ShouldHaveSingleItem();
        ids.ShouldAllBe(id => entries.Count(e => e.After.Contains(id.ToString())) == 1);
    }

    [Theory, OnBoth]
    public async Task A_note_that_broke_off_is_written_again_and_doubles_nowhere(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var plant = await WorkListPlant.WriteAsync(server);
        SeenFinding[] seen = [.. (await plant.AddHostsAsync(150)).Select(id => new SeenFinding(id, null))];
        var broken = new WatchedLane(server.Lane, before: number =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            return number == 2 ? throw new IOException("The process was killed.") : Task.CompletedTask;
        });
        var note = server.Get<NoteFindings>();
        async Task<DateTimeOffset[]> TimesAsync()
        {
            await using var db = server.Db();
            return [.. (await db.FindingNotes.Where(n => n.Text == "Window agreed.").Select(n => n.At).ToListAsync(Stop)).Order()];
        }

        await Should.ThrowAsync<IOException>(() => ActivatorUtilities.CreateInstance<NoteFindings>(server.Services, broken).RunAsync(AlmTestServer.Administrator, seen, "Window agreed.", Stop));
        (await TimesAsync()).Length.ShouldBe(100);
        var preview = await server.Get<PreviewFindingAct>().RunAsync(AlmTestServer.Administrator, new FindingAct(FindingActKind.Note, Text: "Window agreed. "), seen, Stop);
        var again = await note.RunAsync(AlmTestServer.Administrator, seen, "Window agreed. ", Stop);
        var twice = await note.RunAsync(AlmTestServer.Administrator, seen, "Window agreed.", Stop);

        (preview.Changed, preview.Unchanged).ShouldBe((50, 100));
        (again.Changed, again.Unchanged).ShouldBe((50, 100));
        (twice.Changed, twice.Unchanged).ShouldBe((0, 150));
        var times = await TimesAsync();
        times.Length.ShouldBe(150);
        times[149].ShouldBeGreaterThan(times[0], "each slice has the time at which it was written");
        (await note.RunAsync(Deciding.Asking, seen[..1], "Window agreed.", Stop)).Changed.ShouldBe(1, "another person says it too");
        server.Clock.Advance(TimeSpan.FromMinutes(11));
        (await note.RunAsync(AlmTestServer.Administrator, seen[..1], "Window agreed.", Stop)).Changed.ShouldBe(1, "said anew, later");
    }

    [Theory, OnBoth]
    public async Task Who_audits_a_zone_sees_what_was_done_about_its_findings_and_of_no_other(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var plant = await WorkListPlant.WriteAsync(server);
        var keller = await Person.AddAsync(server, "keller@plant.example", AccessRole.SecurityManager);
        SeenFinding[] seen = [.. plant.Findings.Select(f => new SeenFinding(f.Id, null))];
        await server.Get<AssignFindings>().RunAsync(AlmTestServer.Administrator, seen, keller, checksOwners: false, Stop);
        await server.Get<NoteFindings>().RunAsync(AlmTestServer.Administrator, seen[2..], "Only about the south.", Stop);
        var trail = server.Get<TrailQueries>();
        Actor Of(Data.Inventory.Host host) => Deciding.Person("A. Auditor", AccessRole.Auditor, [host.ZoneId!.Value]);

        var north = (await trail.ListAsync(Of(plant.North), new TrailRequest { On = TrailSubject.Findings }, Stop)).Items;
        var south = (await trail.ListAsync(Of(plant.South), new TrailRequest { On = TrailSubject.Findings }, Stop)).Items;
        var filtered = (await trail.ListAsync(AlmTestServer.Administrator, new TrailRequest { On = TrailSubject.Findings, Zones = ["South"] }, Stop)).Items;

        var assigned = north.ShouldHaveSingleItem();
        assigned.Action.ShouldBe("findings.assigned");
        seen[..2].Select(s => s.Id.ToString()).ShouldContain(assigned.SubjectId);
        seen[..2].ShouldAllBe(s => assigned.After.Contains(s.Id.ToString(), StringComparison.Ordinal));
        assigned.After.ShouldNotContain(seen[2].Id.ToString());
        south.Select(i => i.Action).ShouldBe(["findings.noted", "findings.assigned"]);
        filtered.Select(i => i.Sequence).ShouldBe(south.Select(i => i.Sequence));
        (await trail.ListAsync(Deciding.Person("E. East", AccessRole.Auditor, [Guid.NewGuid()]), new TrailRequest(), Stop)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_finding_tells_how_long_its_evidence_holds()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041");
        var first = server.Clock.Now;
        server.Clock.Advance(TimeSpan.FromHours(5));
        await agent.AcceptAsync(agent.Report().WithVersion("V5.1 SP1"));
        await using var db = server.Db();
        var finding = await db.Findings.FirstAsync(f => f.HostId == agent.HostId && f.Rule == RuleId.ALM0001, Stop);

        var opened = (await server.Get<FindingQueries>().GetAsync(AlmTestServer.Administrator, finding.Id, Stop))!.OpenedBy!;
        using var person = await Person.SignedInAsync(server, AccessRole.Viewer);
        var page = WebUtility.HtmlDecode(await TextAsync(person, $"/findings/{finding.Id}"));

        (await db.Snapshots.CountAsync(Stop)).ShouldBe(1);
        (opened.ConfirmedFrom, opened.ConfirmedTo).ShouldBe((first, server.Clock.Now));
        var culture = System.Globalization.CultureInfo.GetCultureInfo("en-US");
        page.ShouldContain($"true from {TimeWords.Moment(first, server.Clock.LocalTimeZone, culture)} to {TimeWords.Moment(server.Clock.Now, server.Clock.LocalTimeZone, culture)}");
    }

    [Theory, OnBoth]
    public async Task Work_stays_with_its_period_and_the_next_one_starts_without_an_owner(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var plant = await WorkListPlant.WriteAsync(server);
        var keller = await Person.AddAsync(server, "keller@plant.example", AccessRole.SecurityManager);
        var queries = server.Get<FindingQueries>();
        var finding = plant.Findings[0];
        await server.Get<AssignFindings>().RunAsync(AlmTestServer.Administrator, [new SeenFinding(finding.Id, null)], keller, checksOwners: false, Stop);
        await using var db = server.Db();

        // Assessed anew while open: another sentence, another due date.
        await db.Findings.Where(f => f.Id == finding.Id).ExecuteUpdateAsync(s => s.SetProperty(f => f.DueAt, finding.DueAt.AddDays(5)), Stop);
        (await queries.GetAsync(AlmTestServer.Administrator, finding.Id, Stop))!.Item.Owner!.Id.ShouldBe(keller);

        // The row goes on as a period that is known beforehand; what ended has a row of its own.
        var ended = new FindingPeriod { HostId = finding.HostId, Rule = finding.Rule, AdvisoryId = finding.AdvisoryId, Reason = finding.Reason, Arguments = finding.Arguments, OpenedAt = finding.OpenedAt, ClosedAt = server.Clock.Now, DueAt = finding.DueAt };
        db.Findings.Add(ended);
        await db.SaveChangesAsync(Stop);
        await db.Findings.Where(f => f.Id == finding.Id).ExecuteUpdateAsync(s => s.SetProperty(f => f.OpenedAt, server.Clock.Now.AddHours(1)), Stop);
        var known = (await queries.GetAsync(AlmTestServer.Administrator, finding.Id, Stop))!;
        (known.Item.Id, known.Item.Owner!.Id).ShouldBe((ended.Id, keller));
        server.Clock.Advance(TimeSpan.FromHours(2));
        var next = (await queries.GetAsync(AlmTestServer.Administrator, finding.Id, Stop))!;
        (next.Item.Id, next.Item.Owner).ShouldBe((finding.Id, null));
        next.Former.ShouldHaveSingleItem().Id.ShouldBe(ended.Id);
    }

    [Fact]
    public async Task The_work_list_its_export_and_a_finding_are_there_for_readers_of_the_zone()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var plant = await WorkListPlant.WriteAsync(server);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        await plant.DoAsync("notes", token, new { ids = new[] { plant.Findings[0].Id }, text = "=HYPERLINK(1) <b>bold</b>" });
        using var manager = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        using var viewer = await Person.SignedInAsync(server, AccessRole.Viewer, "South");

        var all = await TextAsync(manager, "/findings");
        var hers = await TextAsync(viewer, "/findings");
        var one = await TextAsync(manager, $"/findings/{plant.Findings[0].Id}");
        var outOfSight = await TextAsync(viewer, $"/findings/{plant.Findings[0].Id}");
        var csv = await TextAsync(manager, "/api/v1/exports/findings.csv?due=overdue");
        var hersOnly = await TextAsync(viewer, "/api/v1/exports/findings.csv");

        all.ShouldContain("ES-041");
        all.ShouldContain("type=\"checkbox\"");
        hers.ShouldContain("ES-042");
        hers.ShouldNotContain("ES-041");
        hers.ShouldNotContain("type=\"checkbox\"");
        one.ShouldContain("&lt;b&gt;bold&lt;/b&gt;");
        outOfSight.ShouldNotContain("ES-041");
        csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        csv.ShouldContain("ALM0001");
        hersOnly.ShouldNotContain("ES-041");
        (await TextAsync(manager, "/findings?rule=nonsense")).ShouldContain("cannot be read as a filter");
        (await TextAsync(manager, "/findings?zone=nowhere")).ShouldContain("There is no zone");
    }

    [Fact]
    public void The_address_of_a_view_reads_back_the_same()
    {
        var request = new FindingListRequest
        {
            Search = "ES-0 & ä",
            Rules = [RuleId.ALM0001, RuleId.ALM0002],
            Zones = ["S1, reactors", "-"],
            Owner = OwnerChoice.Of(Guid.Parse("01980000-0000-7000-8000-000000000001")),
            Due = FindingDue.Later,
            Sort = FindingSort.Host,
            Descending = true,
            Page = new(3, 25),
        };

        FindingsAddress.Page(new FindingListRequest { Advisory = FindingsAddress.Note }).ShouldBe("/findings");
        FindingsAddress.Page(request).ShouldBe(
            "/findings?q=ES-0%20%26%20%C3%A4&rule=ALM0001,ALM0002&zone=S1%2C%20reactors&zone=-&owner=01980000-0000-7000-8000-000000000001&due=later&advisory=all&sort=-host&page=3&pageSize=25");
        FindingsAddress.Export(request with { Advisory = FindingsAddress.Note }).ShouldContain("advisory=57252401");
        (FindingsAddress.Advisory(null), FindingsAddress.Advisory("all"), FindingsAddress.Advisory("SSA-1")).ShouldBe((FindingsAddress.Note, null, "SSA-1"));
    }

    private static async Task<string> TextAsync(Person person, string path)
    {
        using var answer = await person.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync(Stop);
    }
}
