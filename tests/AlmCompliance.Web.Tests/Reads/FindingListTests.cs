using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Tests.Reads;

public sealed class FindingListTests
{
    [Theory, OnBoth]
    public async Task The_work_list_begins_with_what_is_most_overdue(Provider provider)
    {
        await using var plant = await FilledAsync(provider);

        var page = await plant.Findings.ListAsync(Plant.Everyone, new FindingListRequest(), Plant.Stop);

        page.Items.Select(f => (f.HostName, f.Rule)).ShouldBe([("B", RuleId.ALM0002), ("A", RuleId.ALM0001), ("A", RuleId.ALM0002), ("B", RuleId.ALM0001)]);
        page.Total.ShouldBe(4);
        page.ByRule.ShouldBe(new Dictionary<RuleId, FindingCount>
        {
            [RuleId.ALM0001] = new(2, 1, 0),
            [RuleId.ALM0002] = new(2, 1, 1),
        });
    }

    [Theory, OnBoth]
    public async Task Rule_due_date_state_and_host_narrow(Provider provider)
    {
        await using var plant = await FilledAsync(provider);

        (await RulesAsync(new() { Due = FindingDue.Overdue })).ShouldBe([("B", RuleId.ALM0002), ("A", RuleId.ALM0001)]);
        (await RulesAsync(new() { Due = FindingDue.Soon })).ShouldBe([("A", RuleId.ALM0002)]);
        (await RulesAsync(new() { Due = FindingDue.Overdue, Rules = [RuleId.ALM0001] })).ShouldBe([("A", RuleId.ALM0001)]);
        (await RulesAsync(new() { State = FindingState.Closed })).ShouldBe([("A", RuleId.ALM0007)]);
        (await RulesAsync(new() { Search = "b" })).ShouldBe([("B", RuleId.ALM0002), ("B", RuleId.ALM0001)]);
        (await RulesAsync(new() { Zones = ["-"] })).ShouldBe([("B", RuleId.ALM0002), ("B", RuleId.ALM0001)]);

        async Task<IEnumerable<(string, RuleId)>> RulesAsync(FindingListRequest request)
        {
            var page = await plant.Findings.ListAsync(Plant.Everyone, request, Plant.Stop);
            page.Total.ShouldBe(page.Items.Count);
            return page.Items.Select(f => (f.HostName, f.Rule));
        }
    }

    [Theory, OnBoth]
    public async Task Every_order_holds_over_pages(Provider provider)
    {
        await using var plant = await FilledAsync(provider);
        foreach (var sort in Enum.GetValues<FindingSort>())
        {
            var up = await IdsAsync(sort, false);
            up.Distinct().Count().ShouldBe(4);
            (await IdsAsync(sort, true)).Distinct().Count().ShouldBe(4);
            var whole = await plant.Findings.ListAsync(Plant.Everyone, new FindingListRequest { Sort = sort }, Plant.Stop);
            up.ShouldBe(whole.Items.Select(f => f.Id));
        }

        async Task<List<Guid>> IdsAsync(FindingSort sort, bool descending)
        {
            var ids = new List<Guid>();
            for (var page = 1; page <= 4; page++)
            {
                var request = new FindingListRequest { Sort = sort, Descending = descending, Page = new PageOf(page, 1) };
                ids.Add((await plant.Findings.ListAsync(Plant.Everyone, request, Plant.Stop)).Items.ShouldHaveSingleItem().Id);
            }

            return ids;
        }
    }

    private static async Task<Plant> FilledAsync(Provider provider)
    {
        var plant = await Plant.CreateAsync(provider);
        var a = plant.Host("A", plant.Zone("North"));
        var b = plant.Host("B");
        plant.Finding(a, RuleId.ALM0001, dueInDays: -1);
        plant.Finding(a, RuleId.ALM0002, dueInDays: 6);
        plant.Finding(a, RuleId.ALM0007, openedDaysAgo: 9).ClosedAt = plant.Now.AddDays(-2);
        plant.Finding(b, RuleId.ALM0001, dueInDays: 30);
        plant.Finding(b, RuleId.ALM0002, dueInDays: -4);
        plant.Finding(b, RuleId.ALM0006, openedDaysAgo: -2);
        return await plant.SaveAsync();
    }
}
