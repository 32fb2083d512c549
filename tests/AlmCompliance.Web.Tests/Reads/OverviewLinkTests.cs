using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components;
using AlmCompliance.Web.Features.Overview;
using AlmCompliance.Web.Tests.Screen;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>The figures of the overview are of one set, and behind each stand exactly as many hosts as it says.</summary>
public sealed class OverviewLinkTests
{
    [Theory, OnBoth]
    public async Task Behind_each_figure_stand_as_many_hosts_with_a_list_of_expected_hosts(Provider provider)
    {
        await using var plant = await FilledAsync(provider, withList: true);

        var figures = await plant.Overview.GetAsync(Plant.Everyone, Plant.Stop);

        figures.Unlisted.ShouldBe(new UnlistedFigures(3, 1));
        figures.NeverEnrolled.ShouldBe(2);
        figures.Hosts.ShouldBe(11);
        await EachLinkHoldsAsync(plant, figures);
    }

    [Theory, OnBoth]
    public async Task Behind_each_figure_stand_as_many_hosts_without_a_list(Provider provider)
    {
        await using var plant = await FilledAsync(provider, withList: false);

        var figures = await plant.Overview.GetAsync(Plant.Everyone, Plant.Stop);

        figures.Unlisted.Hosts.ShouldBe(0);
        figures.Hosts.ShouldBe(12);
        await EachLinkHoldsAsync(plant, figures);
    }

    private static async Task EachLinkHoldsAsync(Plant plant, OverviewFigures figures)
    {
        var address = figures.Address;
        await HoldsAsync(figures.Hosts, address.All);
        await HoldsAsync(figures.Covered, address.Of(ComplianceStatus.Compliant, ComplianceStatus.Mitigated));
        await HoldsAsync(figures.InScope, address.Of(Enum.GetValues<ComplianceStatus>().Except([ComplianceStatus.NotApplicable])));
        foreach (var status in Enum.GetValues<ComplianceStatus>())
        {
            await HoldsAsync(figures.ByStatus[status], address.Of(status));
        }

        await HoldsAsync(figures.NeverEnrolled, HostsAddress.NeverEnrolled);
        await HoldsAsync(figures.NeedUpdate, address.Of(RuleId.ALM0001));
        await HoldsAsync(figures.RestartPending, address.Of(RuleId.ALM0007));
        await HoldsAsync(figures.RemoteAccess.Open, address.Of(RuleId.ALM0002));
        await HoldsAsync(figures.RemoteAccess.OnCompliant, address.Of(RuleId.ALM0002, ComplianceStatus.Compliant));
        await HoldsAsync(figures.Silent, address.Silent);
        await HoldsAsync(figures.Due.Overdue, address.Overdue);
        await HoldsAsync(figures.Due.Soon, address.DueSoon);
        if (address.OnList)
        {
            await HoldsAsync(figures.Unlisted.Hosts, HostsAddress.Unlisted);
            await HoldsAsync(figures.Unlisted.NonCompliant, HostsAddress.UnlistedIn(ComplianceStatus.NonCompliant));
        }

        figures.Zones.Sum(z => z.Hosts).ShouldBe(figures.Hosts);
        foreach (var zone in figures.Zones)
        {
            await HoldsAsync(zone.Hosts, address.OfZone(zone.Name));
            foreach (var (rule, cell) in zone.Cells)
            {
                await HoldsAsync(cell.Hosts, address.Of(rule, zone.Name));
            }
        }

        async Task HoldsAsync(int figure, string link)
        {
            var request = Addresses.Read(link);
            var page = await plant.Hosts.ListAsync(Plant.Everyone, request, Plant.Stop);
            page.Total.ShouldBe(figure, link);
            page.Items.Count.ShouldBe(figure, link);
        }
    }

    private static async Task<Plant> FilledAsync(Provider provider, bool withList)
    {
        var plant = await Plant.CreateAsync(provider);
        var zones = new[] { plant.Zone("North, old"), plant.Zone("South"), null };
        var statuses = Enum.GetValues<ComplianceStatus>();
        for (var i = 0; i < 12; i++)
        {
            var zone = zones[i % 3];
            var host = plant.Host($"ES-{i}", zone, statuses[i % 6], with: (h, _) => h.LastContactAt = plant.Now.AddDays(i % 5 == 0 ? -9 : -1));
            if (i % 6 == 5)
            {
                plant.Finding(host, RuleId.ALM0001, dueInDays: i - 6);
            }

            if (i % 2 == 0)
            {
                plant.Finding(host, RuleId.ALM0002, dueInDays: i - 3, reason: FindingReason.RemoteAccessListening);
                plant.Finding(host, RuleId.ALM0007, dueInDays: 5);
            }

            if (withList && i % 4 != 1)
            {
                plant.Expected($"ES-{i}", zone, host);
            }
        }

        if (withList)
        {
            plant.Expected("ES-90", zones[0]);
            plant.Expected("ES-91");
        }

        return await plant.SaveAsync();
    }
}
