using System.Text.Json.Nodes;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Administration;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Features.Zones;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using AlmCompliance.Web.Tests.Zones;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Administration;

/// <summary>When findings are due, and what moves that.</summary>
public sealed class DueDateTests
{
    [Theory, OnBoth]
    public async Task A_finding_is_due_by_the_policy_of_its_rule_and_zone_also_after_the_policy_changed(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var opened = plant.Server.Clock.Now;
        var agent = await plant.AgentAsync("ES-041", DrawnPlant.TargetAddress);
        (await DueAsync(plant.Server, agent, RuleId.ALM0001)).ShouldBe(opened.AddDays(35));
        plant.Server.Clock.Advance(TimeSpan.FromDays(1));

        await SetAsync(plant.Server, RuleId.ALM0001, ZoneCriticality.High, 7);
        (await DueAsync(plant.Server, agent, RuleId.ALM0001)).ShouldBe(opened.AddDays(35));
        await SetAsync(plant.Server, RuleId.Unknown, ZoneCriticality.Medium, 14);

        (await DueAsync(plant.Server, agent, RuleId.ALM0001)).ShouldBe(opened.AddDays(14));
        (await DueAsync(plant.Server, agent, RuleId.ALM0002)).ShouldBe(opened.AddDays(14));
        (await plant.Server.Get<ChangeZone>().RunAsync(DrawnPlant.Admin, plant.Cell, new ZoneDraft("Cell", "", ZoneCriticality.High, ""), Deciding.Stop)).Errors.ShouldBeEmpty();
        (await DueAsync(plant.Server, agent, RuleId.ALM0001)).ShouldBe(opened.AddDays(7));
        (await DueAsync(plant.Server, agent, RuleId.ALM0002)).ShouldBe(opened.AddDays(35));
    }

    [Fact]
    public async Task ALM0006_is_due_by_the_policy_after_each_report_that_prolongs_it()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await SetAsync(server, RuleId.ALM0006, ZoneCriticality.Unknown, 3);
        var agent = await server.ReportingAsync("ES-041");
        for (var day = 0; day < 3; day++)
        {
            (await DueAsync(server, agent, RuleId.ALM0006)).ShouldBe(server.Clock.Now.AddDays(7 + 3));
            server.Clock.Advance(TimeSpan.FromDays(1));
            await agent.AcceptAsync(agent.Report().WithVersion("V5.1 SP1"));
        }
    }

    [Fact]
    public async Task Time_runs_from_the_advisorys_entry_where_that_is_later_than_the_first_evidence()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var entered = server.Clock.Now.AddDays(2);
        await using (var db = server.Db())
        {
            db.CatalogueEntries.Add(new CatalogueEntry { AdvisoryId = "SSA-783261", EnteredAt = entered });
            await db.SaveChangesAsync(Deciding.Stop);
        }

        await server.Get<PlantKnowledge>().RefreshAsync(Deciding.Stop);
        var opened = server.Clock.Now;
        var agent = await server.ReportingAsync("ES-041");

        (await DueAsync(server, agent, RuleId.ALM0001, "SSA-783261")).ShouldBe(entered.AddDays(35));
        (await DueAsync(server, agent, RuleId.ALM0001)).ShouldBe(opened.AddDays(35));
    }

    [Fact]
    public async Task A_window_moves_nothing_and_the_last_one_before_is_told_or_that_there_is_none()
    {
        await using var plant = await DrawnPlant.StartAsync(Provider.Sqlite);
        var now = plant.Server.Clock.Now;
        var agent = await plant.AgentAsync("ES-041", DrawnPlant.TargetAddress);
        var none = (await plant.GetAsync($"/api/v1/hosts/{agent.HostId}"))["findings"]!.AsArray();
        none.ShouldAllBe(f => f!["lastWindow"] == null);

        foreach (var day in (int[])[10, 20, 40])
        {
            (await plant.Server.Get<AddWindow>().RunAsync(DrawnPlant.Admin, plant.Cell, now.AddDays(day), now.AddDays(day).AddHours(4), "", Deciding.Stop)).Errors.ShouldBeEmpty();
        }

        var list = await plant.GetAsync("/api/v1/findings?rule=ALM0001&sort=due");
        var told = list["items"]!.AsArray()[0]!;
        told["lastWindow"]!["from"]!.GetValue<DateTimeOffset>().ShouldBe(now.AddDays(20));
        told["dueAt"]!.GetValue<DateTimeOffset>().ShouldBe(now.AddDays(35));
        var host = (await plant.GetAsync($"/api/v1/hosts/{agent.HostId}"))["findings"]!.AsArray();
        host.First(f => f!["rule"]!.GetValue<string>() == "ALM0001")!["lastWindow"]!["to"]!.GetValue<DateTimeOffset>().ShouldBe(now.AddDays(20).AddHours(4));
    }

    [Fact]
    public async Task An_approved_deferral_moves_the_update_until_it_ends()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var opened = server.Clock.Now;
        var agent = await server.ReportingAsync("ES-041");
        var end = opened.AddDays(120);
        var reference = await server.AskAsync(Deciding.Request(server, DecisionKind.UpdateDeferral, agent) with { ValidUntil = end });
        (await DueAsync(server, agent, RuleId.ALM0001)).ShouldBe(opened.AddDays(35));

        await server.ApproveAsync(reference);

        (await DueAsync(server, agent, RuleId.ALM0001)).ShouldBe(end);
        (await DueAsync(server, agent, RuleId.ALM0001, "SSA-783261")).ShouldBe(opened.AddDays(35));
        (await DueAsync(server, agent, RuleId.ALM0002)).ShouldBe(opened.AddDays(35));
        await server.Get<EndDecision>().RunAsync(Deciding.Asking, reference, "The update came early.", Deciding.Stop);
        (await DueAsync(server, agent, RuleId.ALM0001)).ShouldBe(opened.AddDays(35));
    }

    [Fact]
    public async Task Overdue_is_a_filter_a_figure_and_a_sort()
    {
        await using var plant = await DrawnPlant.StartAsync(Provider.Sqlite);
        await SetAsync(plant.Server, RuleId.ALM0002, ZoneCriticality.Unknown, 1);
        var agent = await plant.AgentAsync("ES-041", DrawnPlant.TargetAddress);
        plant.Server.Clock.Advance(TimeSpan.FromDays(1));
        await DrawnPlant.ReportingAsync(agent, DrawnPlant.TargetAddress);

        var all = await plant.GetAsync("/api/v1/findings?sort=due");
        var overdue = await plant.GetAsync("/api/v1/findings?due=overdue");

        Rule(all["items"]!.AsArray()[0]).ShouldBe("ALM0002");
        all["overdue"]!.GetValue<int>().ShouldBe(1);
        overdue["items"]!.AsArray().Select(Rule).ShouldBe(["ALM0002"]);
        (await plant.GetAsync("/api/v1/hosts?due=overdue"))["total"]!.GetValue<int>().ShouldBe(1);
    }

    private static string Rule(JsonNode? finding) => finding!["rule"]!.GetValue<string>();

    private static async Task SetAsync(AlmTestServer server, RuleId rule, ZoneCriticality criticality, int days) =>
        (await server.Get<SetDeadline>().RunAsync(AlmTestServer.Administrator, rule, criticality, days, Deciding.Stop)).ShouldBeTrue();

    private static async Task<DateTimeOffset> DueAsync(AlmTestServer server, TestAgent agent, RuleId rule, string advisory = Deciding.Note)
    {
        await using var db = server.Db();
        var about = rule is RuleId.ALM0001 ? advisory : "";
        return (await db.Findings.AsNoTracking().SingleAsync(f => f.HostId == agent.HostId && f.Rule == rule && f.AdvisoryId == about && f.ClosedAt == null, Deciding.Stop)).DueAt;
    }
}
