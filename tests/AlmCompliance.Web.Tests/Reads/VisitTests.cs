using AlmCompliance.Data.Access;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components;
using AlmCompliance.Web.Features.Overview;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Screen;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>What is new to a reader: since their visit before this one, and behind each number exactly those hosts.</summary>
public sealed class VisitTests
{
    [Theory, OnBoth]
    public async Task Behind_each_number_stand_exactly_those_hosts(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var (north, south) = (plant.Zone("North"), plant.Zone("South"));
        var since = plant.Now.AddDays(-2);
        var worse = plant.Host("worse", north, ComplianceStatus.NonCompliant, (_, s) => s.Since = plant.Now.AddDays(-1));
        plant.Period(worse, ComplianceStatus.Compliant, 20, 1);
        var better = plant.Host("better", south, ComplianceStatus.Compliant, (_, s) => s.Since = plant.Now.AddDays(-1));
        plant.Period(better, ComplianceStatus.NonCompliant, 20, 1);
        var there = plant.Host("there and back", north, ComplianceStatus.Compliant, (_, s) => s.Since = plant.Now.AddHours(-1));
        plant.Period(there, ComplianceStatus.Compliant, 20, 1);
        var expired = plant.Host("expired", north, ComplianceStatus.Compliant, (_, s) => s.HoldsUntil = plant.Now.AddHours(-2));
        plant.Host("new", north, ComplianceStatus.NonCompliant, (h, s) => (h.EnrolledAt, s.Since) = (plant.Now.AddDays(-1), plant.Now.AddDays(-1)));
        var silent = plant.Host("silent", south, ComplianceStatus.Compliant, (h, _) => h.LastContactAt = plant.Now.AddDays(-8));
        plant.Host("long silent", south, ComplianceStatus.Compliant, (h, _) => h.LastContactAt = plant.Now.AddDays(-20));
        plant.Finding(worse, RuleId.ALM0001, openedDaysAgo: 1);
        plant.Finding(worse, RuleId.ALM0002, openedDaysAgo: 1);
        plant.Finding(better, RuleId.ALM0001, openedDaysAgo: 9).ClosedAt = plant.Now.AddDays(-1);
        plant.Finding(there, RuleId.ALM0002, openedDaysAgo: 9);
        await plant.SaveAsync();
        var visits = new VisitQueries(plant, plant.Clock);

        foreach (var (actor, expected) in ((Actor, string[][])[])
        [
            (Plant.Everyone, [["expired", "worse"], ["better"], ["worse"], ["better"], ["silent"]]),
            (Plant.Of(north), [["expired", "worse"], [], ["worse"], [], []]),
        ])
        {
            var figures = await visits.SinceAsync(actor, since, Plant.Stop);
            plant.Statements.Take().ShouldBe(1);
            foreach (var (change, names) in ((HostChange[])[HostChange.Worse, HostChange.Better, HostChange.Found, HostChange.Closed, HostChange.FellSilent]).Zip(expected))
            {
                figures.Of(change).ShouldBe(names.Length, $"{change} for {actor.Name}");
                var listed = await plant.Hosts.ListAsync(actor, Addresses.Read(HostsAddress.ChangedSince(change, since)), Plant.Stop);
                listed.Items.Select(h => h.Name).ShouldBe(names, $"{change} for {actor.Name}");
                plant.Statements.Take();
            }
        }

        expired.Name.ShouldBe("expired");
        silent.Name.ShouldBe("silent");
    }

    [Theory, OnBoth]
    public async Task A_visit_begins_after_half_an_hour_without_and_is_written_once(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var id = await Person.AddAsync(server, "anna@plant.example", AccessRole.Viewer);
        var anna = new Actor(ActorKind.Person, id.ToString(), "anna@plant.example", AccessRole.Viewer, null);
        var visits = server.Get<NoteVisit>();
        var first = server.Clock.Now;

        (await visits.RunAsync(anna, AlmTestServer.Stop)).ShouldBeNull("nothing is new in the first visit");
        server.Clock.Advance(TimeSpan.FromMinutes(29));
        (await visits.RunAsync(anna, AlmTestServer.Stop)).ShouldBeNull();
        server.Clock.Advance(TimeSpan.FromMinutes(29));
        (await visits.RunAsync(anna, AlmTestServer.Stop)).ShouldBeNull("she was never away");
        server.Clock.Advance(TimeSpan.FromHours(14));
        var second = server.Clock.Now;
        (await visits.RunAsync(anna, AlmTestServer.Stop)).ShouldBe(first);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        (await visits.RunAsync(anna, AlmTestServer.Stop)).ShouldBe(first, "it goes on");

        // As a server does that was restarted meanwhile.
        (await new NoteVisit(server.Lane, server.Clock).RunAsync(anna, AlmTestServer.Stop)).ShouldBe(first);
        await using var db = server.Db();
        var row = await db.UserVisits.AsNoTracking().SingleAsync(AlmTestServer.Stop);
        (row.BeganAt, row.PreviousAt).ShouldBe((second, first));
        (await visits.RunAsync(Actor.System("job"), AlmTestServer.Stop)).ShouldBeNull();
        (await visits.RunAsync(anna with { Id = Guid.NewGuid().ToString() }, AlmTestServer.Stop)).ShouldBeNull();
        (await db.UserVisits.CountAsync(AlmTestServer.Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task Yesterday_is_read_once_and_only_of_the_readers_zones(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var (north, south) = (plant.Zone("North"), plant.Zone("South"));
        var day = DailyCount.LastEndedBy(plant.Now);
        plant.Add(new DailyCount { AdvisoryId = Plant.Note, Day = day, ZoneId = north.Id, Status = ComplianceStatus.Compliant, Hosts = 4 });
        plant.Add(new DailyCount { AdvisoryId = Plant.Note, Day = day, ZoneId = south.Id, Status = ComplianceStatus.Compliant, Hosts = 5 });
        plant.Add(new DailyCount { AdvisoryId = Plant.Note, Day = day.AddDays(-1), ZoneId = south.Id, Status = ComplianceStatus.Compliant, Hosts = 50 });
        await plant.SaveAsync();
        var yesterday = new YesterdayQueries(plant, plant.Clock);

        (await yesterday.GetAsync(Plant.Everyone, Plant.Stop))![ComplianceStatus.Compliant].ShouldBe(9);
        (await yesterday.GetAsync(Plant.Of(north), Plant.Stop))![ComplianceStatus.Compliant].ShouldBe(4);
        plant.Statements.Take().ShouldBe(2);
        (await yesterday.GetAsync(Plant.Everyone, Plant.Stop))![ComplianceStatus.Unknown].ShouldBe(0);
        plant.Statements.Take().ShouldBe(0);
        plant.Clock.Advance(TimeSpan.FromDays(1));
        (await yesterday.GetAsync(Plant.Everyone, Plant.Stop)).ShouldBeNull("that day is not counted yet");
    }

    [Fact]
    public async Task Decisions_of_others_are_counted_and_listed_alike()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync("ES-041", "North");
        await agent.AcceptAsync(agent.Report());
        var before = server.Clock.Now;
        server.Clock.Advance(TimeSpan.FromHours(1));
        var reference = await Decisions.Deciding.AskAsync(server, Decisions.Deciding.Request(server, DecisionKind.Waiver, agent));
        var visits = server.Get<VisitQueries>();

        (await visits.SinceAsync(Decisions.Deciding.Asking, before, AlmTestServer.Stop)).Decisions.ShouldBe(0, "one's own request is nothing new");
        (await visits.SinceAsync(Decisions.Deciding.Approving, before, AlmTestServer.Stop)).Decisions.ShouldBe(1);
        await Decisions.Deciding.ApproveAsync(server, reference);
        (await visits.SinceAsync(Decisions.Deciding.Asking, before, AlmTestServer.Stop)).Decisions.ShouldBe(1);
        (await visits.SinceAsync(Decisions.Deciding.Asking, server.Clock.Now, AlmTestServer.Stop)).Decisions.ShouldBe(0);
        var token = await server.ApiTokenAsync();
        using var list = await server.Client.GetAsync($"/api/v1/decisions?view=others&since={Uri.EscapeDataString(HostsAddress.Moment(before))}", token);
        (await list.JsonAsync())["items"]!.AsArray().Count.ShouldBe(1);
    }
}
