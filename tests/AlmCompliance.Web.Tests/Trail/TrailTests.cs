using System.Globalization;
using System.Net;
using System.Resources;
using System.Text.RegularExpressions;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Features.Trail;
using AlmCompliance.Web.Hosting;
using AlmCompliance.Web.Resources;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Reads;
using AlmCompliance.Web.Tests.Screen;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlmCompliance.Web.Tests.Trail;

/// <summary>Who did what: found by everything that tells one act from another, and by nobody who may not read it.</summary>
public sealed partial class TrailTests
{
    private static readonly string[] _rooms = ["Access", "Assessment", "Assurance", "Features"];

    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task It_is_filtered_by_who_what_which_zone_and_time_and_exported_alike(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var north = await server.AgentAsync("ES-041", "North");
        await north.AcceptAsync(north.Report());
        await server.Lane.RunAsync((db, ct) => AuditTrail.AppendAsync(db, new AuditAct("Agent", "1", "=HYPERLINK(1)", "agent.enrolled", "host", Guid.NewGuid().ToString()), server.Clock.Now, ct), Stop);
        var reference = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, north));
        server.Clock.Advance(TimeSpan.FromDays(1));
        var later = server.Clock.Now;
        await server.ApproveAsync(reference);
        var auditor = await server.ApiTokenAsync(AccessRole.Auditor);

        async Task<string[]> ActionsAsync(string query)
        {
            using var answer = await server.Client.GetAsync($"/api/v1/audit-entries{query}", auditor);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, query);
            var read = await answer.JsonAsync();
            read["total"]!.GetValue<int>().ShouldBe(read["items"]!.AsArray().Count, query);
            using var export = await server.Client.GetAsync($"/api/v1/exports/audit-entries.csv{query}", auditor);
            (await export.Content.ReadAsStringAsync(Stop)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1 + read["items"]!.AsArray().Count, query);
            return [.. read["items"]!.AsArray().Select(i => i!["action"]!.GetValue<string>())];
        }

        (await ActionsAsync("")).ShouldContain("api-token.created");
        (await ActionsAsync($"?subject={reference}")).ShouldBe(["decision.approved", "decision.requested"]);
        (await ActionsAsync("?who=M.%20Keller")).ShouldBe(["decision.requested"]);
        (await ActionsAsync("?kind=Person&action=decision.approved")).ShouldBe(["decision.approved"]);
        (await ActionsAsync("?on=host&subject=es-041")).ShouldBe(["agent.enrolled"]);
        (await ActionsAsync("?zone=North")).ShouldBe(["decision.approved", "decision.requested", "agent.enrolled", "zone.created"]);
        (await ActionsAsync($"?from={Uri.EscapeDataString(TrailRequest.Text(later))}&on=decision")).ShouldBe(["decision.approved"]);
        (await ActionsAsync($"?to={Uri.EscapeDataString(TrailRequest.Text(later))}&on=decision")).ShouldBe(["decision.requested"]);
        (await ActionsAsync("?subject=nothing")).ShouldBeEmpty();
        using var file = await server.Client.GetAsync("/api/v1/exports/audit-entries.csv?on=host", auditor);
        (await file.Content.ReadAsStringAsync(Stop)).ShouldNotContain("\"=HYPERLINK");
        foreach (var (query, field) in ((string, string)[])[("?kind=Boss", "kind"), ("?action=x", "action"), ("?on=x", "on"), ("?from=x", "from"), ("?from=2026-02-02&to=2026-02-01", "to"), ("?zone=East", "zone"), ("?page=0", "page")])
        {
            using var wrong = await server.Client.GetAsync($"/api/v1/audit-entries{query}", auditor);
            (await wrong.ShouldBeProblemAsync(HttpStatusCode.BadRequest))["errors"]![field].ShouldNotBeNull(query);
        }
    }

    [Theory, OnBoth]
    public async Task Who_has_zones_sees_the_acts_on_them_only_and_no_word_about_others(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var north = await server.AgentAsync("ES-041", "North");
        var south = await server.AgentAsync("ES-042", "South");
        await north.AcceptAsync(north.Report());
        await south.AcceptAsync(south.Report());
        var zones = (await north.HostAsync()).ZoneId!.Value;
        var own = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, north));
        var shared = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, north, south) with { Reason = "ES-042 in the south is the reason" });
        var foreign = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, south));
        var auditor = Deciding.Person("N. Auditor", AccessRole.Auditor, [zones]);
        var trail = server.Get<TrailQueries>();

        var seen = await trail.ListAsync(auditor, new TrailRequest { Page = new PageOf(1, 500) }, Stop);
        var searched = await trail.ListAsync(auditor, new TrailRequest { Subject = "ES-042" }, Stop);
        var asked = await trail.ListAsync(auditor, new TrailRequest { Zones = ["South"] }, Stop);
        var people = await trail.ListAsync(auditor, new TrailRequest { On = TrailSubject.User }, Stop);

        seen.Items.ShouldAllBe(i => i.SubjectId == own || i.SubjectId == shared || i.SubjectId == north.HostId.ToString() || i.SubjectId == zones.ToString());
        seen.Items.ShouldContain(i => i.SubjectId == own && !i.IsWithheld && i.After.Contains("turnaround", StringComparison.Ordinal));
        seen.Items.ShouldContain(i => i.SubjectId == shared && i.IsWithheld && i.After == "" && i.Before == "");
        seen.Items.ShouldNotContain(i => i.SubjectId == foreign);
        seen.Recorded.ShouldBeNull("how many acts there are elsewhere is no word for them");
        searched.Items.ShouldBeEmpty();
        asked.UnknownZones.ShouldBe(["South"]);
        people.Items.ShouldBeEmpty();
        seen.Zones.ShouldBe(["North"]);
        await using var export = await trail.ExportAsync(auditor, new TrailRequest(), Stop);
        (await export!.Rows().ToListAsync(Stop)).Select(i => i.Sequence).ShouldBe(seen.Items.Select(i => i.Sequence));
        await Should.ThrowAsync<AccessDeniedException>(() => trail.ListAsync(Deciding.Person("V. Viewer", AccessRole.Viewer), new TrailRequest(), Stop));
    }

    [Theory, OnBoth]
    public async Task Who_has_zones_learns_no_name_of_people_and_tokens_of_others(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var north = await server.AgentAsync("ES-041", "North");
        await server.AgentAsync("ES-042", "South");
        var near = await Person.AddAsync(server, "near@plant.example", AccessRole.Viewer, "North");
        var far = await Person.AddAsync(server, "far@plant.example", AccessRole.Viewer, "South");
        await server.ApiTokenAsync(AccessRole.Viewer, "South");
        await using var db = server.Db();
        var token = await db.ApiTokens.Select(t => t.Id).SingleAsync(Stop);
        var zone = (await north.HostAsync()).ZoneId!.Value;
        var act = new AuditAct("System", "x", "x", "host.owner-set", "host", north.HostId.ToString(), "", $"{{\"near\":\"{near}\",\"far\":\"{far}\",\"token\":\"{token}\"}}");
        await server.Lane.RunAsync((lane, ct) => AuditTrail.AppendAsync(lane, act, server.Clock.Now, ct), Stop);
        var request = new TrailRequest { Action = "host.owner-set" };

        var narrow = (await server.Get<TrailQueries>().ListAsync(Deciding.Person("N. Auditor", AccessRole.Auditor, [zone]), request, Stop)).Names;
        var whole = (await server.Get<TrailQueries>().ListAsync(Deciding.Person("W. Auditor", AccessRole.Auditor), request, Stop)).Names;

        (narrow.ContainsKey(near), narrow.ContainsKey(far), narrow.ContainsKey(token)).ShouldBe((true, false, false));
        (whole.ContainsKey(near), whole.ContainsKey(far), whole.ContainsKey(token)).ShouldBe((true, true, true));
    }

    [Theory, OnBoth]
    public async Task A_page_takes_at_most_eight_statements_and_a_deep_one_is_cut_by_its_numbers(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        plant.Host("ES-041", plant.Zone("North"));
        await plant.SaveAsync();
        await using (var db = plant.CreateDbContext())
        {
            for (var i = 0; i < 120; i++)
            {
                await AuditTrail.AppendAsync(db, new AuditAct("Person", "1", "M. Keller", i % 2 == 0 ? "zone.changed" : "user.signed-in", "fleet", $"{i}"), plant.Now, Stop);
            }
        }

        var signer = new SiteSigner(plant, plant.Lane, new EphemeralDataProtectionProvider(), plant.Clock);
        var guard = new TrailGuard(plant, plant.Lane, signer, plant.Clock, NullLogger<TrailGuard>.Instance);
        var trail = new TrailQueries(plant, guard);
        plant.Statements.Take();

        var whole = await trail.ListAsync(Plant.Everyone with { Role = AccessRole.Auditor }, new TrailRequest { Page = new PageOf(3, 50) }, Stop);
        plant.Statements.Take().ShouldBeLessThanOrEqualTo(4);
        (whole.Total, whole.Recorded, whole.Items.Count, whole.Items[0].Sequence, whole.Items[^1].Sequence).ShouldBe((120, 120, 20, 20, 1));
        whole.Chain.ShouldBe(new TrailState(null, null, null));

        var narrow = new TrailRequest { Who = "M. Keller", Action = "zone.changed", On = "fleet", Subject = "4", Zones = ["North"], Page = new PageOf(1, 50) };
        await trail.ListAsync(Plant.Everyone with { Role = AccessRole.Auditor }, narrow, Stop);
        plant.Statements.Take().ShouldBeLessThanOrEqualTo(8);
        (await trail.ListAsync(Plant.Everyone with { Role = AccessRole.Auditor }, narrow with { Zones = [] }, Stop)).Items.ShouldHaveSingleItem().SubjectId.ShouldBe("4");
        (await guard.VerifyAsync(Stop)).ShouldBeNull();
        guard.State.CheckedAt.ShouldBe(plant.Now);
    }

    [Fact]
    public void Every_act_that_the_sources_name_has_its_words()
    {
        var acts = _rooms
            .SelectMany(room => Directory.EnumerateFiles(Path.Combine(Sources.Root, "src", "AlmCompliance.Web", room), "*.cs", SearchOption.AllDirectories))
            .Select(File.ReadAllText)
            .Where(text => text.Contains(".Act(", StringComparison.Ordinal) || text.Contains("DecisionTrail.AppendAsync", StringComparison.Ordinal) || text.Contains("By(token, ", StringComparison.Ordinal))
            .SelectMany(text => Act().Matches(text).Select(m => m.Groups["it"].Value))
            .Distinct(StringComparer.Ordinal).ToList();

        acts.Count.ShouldBeGreaterThan(50);
        acts.Except(TrailAction.All).ShouldBeEmpty();
        TrailAction.All.Except(acts).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "{\"role\":\"Viewer\",\"zones\":null}", "role: -> Viewer")]
    [InlineData("{\"role\":\"Viewer\"}", "{\"role\":\"Auditor\"}", "role:Viewer -> Auditor")]
    [InlineData("{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":3}", "b:2 -> 3")]
    [InlineData("{\"zones\":[\"N\",\"S\"]}", "", "zones:N, S -> ")]
    [InlineData("", "{\"scope\":{\"kind\":\"Site\",\"site\":\"Nord\",\"zones\":[],\"search\":\"\"}}", "scope: -> Site, Nord")]
    [InlineData("", "{\"files\":[{\"name\":\"R.pdf\",\"sha256\":\"ab\"},{\"name\":\"R.csv\",\"sha256\":\"cd\"}]}", "files: -> R.pdf, ab, R.csv, cd")]
    [InlineData("not json", "", ":not json -> ")]
    public void A_change_is_told_field_by_field(string before, string after, string expected) =>
        string.Join("; ", TrailChange.Of(before, after, value => value).Select(c => $"{c.Field}:{c.Before} -> {c.After}")).ShouldBe(expected);

    [Fact]
    public void Every_field_that_an_act_writes_has_words()
    {
        var told = Directory.EnumerateFiles(Path.Combine(Sources.Root, "src", "AlmCompliance.Web"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Told().Matches(File.ReadAllText(file)).Select(m => m.Groups["it"].Value))
            .SelectMany(fields => Inner().Replace(fields, "").Split(','))
            .Select(field => Name().Match(field).Groups["it"].Value)
            .Where(name => name.Length > 0)
            .Select(name => char.ToLowerInvariant(name[0]) + name[1..])
            .Distinct(StringComparer.Ordinal).ToList();
        var words = new ResourceManager(typeof(TrailTexts));

        told.Count.ShouldBeGreaterThan(80);
        told.Where(name => words.GetString($"Field.{name}", CultureInfo.InvariantCulture) is null).ShouldBeEmpty();
    }

    [Fact]
    public void What_a_host_sent_is_bounded_and_turns_nothing_round()
    {
        var hostile = System.Text.Json.JsonSerializer.Serialize(new { hostName = "\u202Eevil" + new string('x', 5000) });

        var change = TrailChange.Of("", hostile, value => value).ShouldHaveSingleItem();

        change.After!.Length.ShouldBeLessThan(600);
        change.After.ShouldNotContain("\u202E");
        TrailChange.Of("", "{" + string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"f{i}\":{i}")) + "}", value => value).Count.ShouldBe(40);
    }

    [GeneratedRegex("\"(?<it>[a-z-]+\\.(?!csv|json|txt)[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Act();

    [GeneratedRegex("TrailText\\.Of\\(new\\s*\\{(?<it>(?:[^{}]|\\{[^{}]*\\})*)\\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Told();

    /// <summary>What stands in brackets, as deep as it is nested: its commas part no fields.</summary>
    [GeneratedRegex("\\((?>[^()]+|(?<open>\\()|(?<-open>\\)))*(?(open)(?!))\\)|\\{[^{}]*\\}|\\[[^\\[\\]]*\\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inner();

    /// <summary>The name that a field is given, or else the last one of what it is read from.</summary>
    [GeneratedRegex("^\\s*(?<it>\\w+)\\s*=[^=>]|(?:^|\\.)\\s*(?<it>\\w+)[?!]?\\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
