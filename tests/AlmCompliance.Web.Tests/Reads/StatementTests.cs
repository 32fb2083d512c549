using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>However large the plant, a page asks the database a fixed, small number of times.</summary>
public sealed class StatementTests
{
    [Theory, OnBoth]
    public async Task The_overview_takes_five_statements_and_its_trend_one(Provider provider)
    {
        await using var plant = await FilledAsync(provider);

        await plant.Overview.GetAsync(Plant.Everyone, Plant.Stop);
        plant.Statements.Take().ShouldBe(5);

        await plant.Overview.TrendAsync(Plant.Everyone, onList: false, Plant.Stop);
        plant.Statements.Take().ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task A_page_of_hosts_takes_six_statements_and_one_more_each_for_zones_and_a_search(Provider provider)
    {
        await using var plant = await FilledAsync(provider);
        var request = new HostListRequest(HostFilter.None, HostSort.Status, false, new PageOf(1, 50));

        await plant.Hosts.ListAsync(Plant.Everyone, request, Plant.Stop);
        plant.Statements.Take().ShouldBe(6);

        await plant.Hosts.ListAsync(Plant.Everyone, request with { Filter = new HostFilter { Zones = ["North"], Rules = [RuleId.ALM0001], Search = "ES" } }, Plant.Stop);
        plant.Statements.Take().ShouldBe(8);

        // The page itself: without windows, with what its filters offer and what its reader keeps.
        await plant.Hosts.ListAsync(Plant.Everyone, request with { WithWindows = false, Filter = new HostFilter { Zones = ["North"] } }, Plant.Stop);
        await plant.Hosts.ZonesAsync(Plant.Everyone, Plant.Stop);
        await new SavedViewQueries(plant).ListAsync(new Actor(ActorKind.Person, Guid.NewGuid().ToString(), "M. Keller", AccessRole.Viewer, null), Plant.Stop);
        plant.Statements.Take().ShouldBe(8);
    }

    [Theory, OnBoth]
    public async Task One_host_takes_eight_statements(Provider provider)
    {
        await using var plant = await FilledAsync(provider);
        var page = await plant.Hosts.ListAsync(Plant.Everyone, new HostListRequest(HostFilter.None, HostSort.Name, false, new PageOf(1, 1)), Plant.Stop);
        plant.Statements.Take();

        (await plant.Hosts.GetAsync(Plant.Everyone, page.Items[0].Id, Plant.Stop)).ShouldNotBeNull();
        plant.Statements.Take().ShouldBe(8);
    }

    [Theory, OnBoth]
    public async Task The_other_pages_take_at_most_eight(Provider provider)
    {
        await using var plant = await FilledAsync(provider);

        await plant.Findings.ListAsync(Plant.Everyone, new FindingListRequest { Zones = ["North"] }, Plant.Stop);
        plant.Statements.Take().ShouldBe(5);

        // The work list's page: with what its filters offer.
        var list = await plant.Findings.ListAsync(Plant.Everyone, new FindingListRequest { Zones = ["North"], CountsOwned = true }, Plant.Stop);
        await plant.Findings.ZonesAsync(Plant.Everyone, Plant.Stop);
        await plant.Findings.PeopleAsync(Plant.Everyone, Plant.Stop);
        plant.Statements.Take().ShouldBe(8);

        (await plant.Findings.GetAsync(Plant.Everyone, list.Items[0].Id, Plant.Stop)).ShouldNotBeNull();
        await plant.Findings.PeopleAsync(Plant.Everyone, Plant.Stop);
        plant.Statements.Take().ShouldBe(8);

        await plant.Agents.TokensAsync(Plant.Everyone, Plant.Stop);
        await plant.Agents.PendingAsync(Plant.Everyone, Plant.Stop);
        await plant.Agents.ListAsync(Plant.Everyone, new AgentListRequest(), Plant.Stop);
        plant.Statements.Take().ShouldBe(5);

        await plant.Advisories.ListAsync(Plant.Everyone, Plant.Stop);
        plant.Statements.Take().ShouldBe(5);

        await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, null, ["North"], Plant.Stop);
        plant.Statements.Take().ShouldBe(6);
    }

    private static async Task<Plant> FilledAsync(Provider provider)
    {
        var plant = await Plant.CreateAsync(provider);
        var north = plant.Zone("North");
        for (var i = 0; i < 30; i++)
        {
            var host = plant.Host($"ES-{i}", north, (ComplianceStatus)(i % 6));
            plant.Finding(host, RuleId.ALM0001);
            plant.Finding(host, RuleId.ALM0002);
            plant.Period(host, ComplianceStatus.NonCompliant, 40, 20);
        }

        return await plant.SaveAsync();
    }
}
