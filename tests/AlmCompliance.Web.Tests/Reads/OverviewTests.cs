using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.Overview;

namespace AlmCompliance.Web.Tests.Reads;

public sealed class OverviewTests
{
    [Theory, OnBoth]
    public async Task Flags_are_counted_apart_from_statuses(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var north = plant.Zone("North", "Nordwerk");
        var open = plant.Host("A", north, ComplianceStatus.NonCompliant);
        plant.Finding(open, RuleId.ALM0001, dueInDays: -1);
        plant.Finding(open, RuleId.ALM0002, dueInDays: 3, reason: FindingReason.RemoteAccessListening);
        var patched = plant.Host("B", north);
        plant.Finding(patched, RuleId.ALM0002, dueInDays: 20, reason: FindingReason.RemoteAccessNotKnown);
        var pending = plant.Host("C", status: ComplianceStatus.NonCompliant, with: (h, _) => h.LastContactAt = plant.Now.AddDays(-8));
        plant.Finding(pending, RuleId.ALM0007);
        plant.Host("D", status: ComplianceStatus.Unknown, with: (h, _) => (h.LastContactAt, h.EvidenceAt) = (null, null));
        await plant.SaveAsync();

        var figures = await plant.Overview.GetAsync(Plant.Everyone, Plant.Stop);

        figures.Hosts.ShouldBe(4);
        figures.ByStatus[ComplianceStatus.NonCompliant].ShouldBe(2);
        figures.ByStatus.Values.Sum().ShouldBe(4);
        figures.NeedUpdate.ShouldBe(1);
        figures.RemoteAccess.ShouldBe(new RemoteAccessFigures(2, 1, 1));
        figures.RestartPending.ShouldBe(1);
        figures.Silent.ShouldBe(2);
        figures.FindingsOpen.ShouldBe(4);
        figures.FindingsOverdue.ShouldBe(1);
        figures.Due.ShouldBe(new DueFigures(1, 0));
        figures.Evidence.ShouldBe(new EvidenceFigures(plant.Now.AddHours(-1), plant.Now.AddHours(-1), 1));
        figures.NextDue.Select(d => (d.HostName, d.Rule)).ShouldBe([("A", RuleId.ALM0001), ("C", RuleId.ALM0007), ("B", RuleId.ALM0002)]);
        figures.SilentHosts.Select(h => h.HostName).ShouldBe(["D", "C"]);
        figures.Zones.Select(z => z.Name).ShouldBe(["North", null]);
        figures.Zones[0].Cells[RuleId.ALM0001].ShouldBe(new RuleCell(1, 1, 0));
        figures.Zones[0].Cells[RuleId.ALM0002].ShouldBe(new RuleCell(2, 0, 1));
        figures.Zones[0].Site.ShouldBe("Nordwerk");
        figures.Zones[1].Cells.Keys.ShouldBe([RuleId.ALM0007]);
    }

    [Theory, OnBoth]
    public async Task Coverage_is_of_the_expected_hosts_and_those_never_enrolled_count_against_it(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var north = plant.Zone("North");
        plant.Expected("A", north, plant.Host("A", north));
        plant.Expected("B", north, plant.Host("B", north, ComplianceStatus.Mitigated));
        plant.Expected("C", north, plant.Host("C", north, ComplianceStatus.NotApplicable));
        plant.Expected("D", north, plant.Host("D", north, ComplianceStatus.NonCompliant));
        plant.Expected("E", plant.Zone("South"), listedDaysAgo: 3);
        plant.Host("not on the list", north);
        await plant.SaveAsync();

        var figures = await plant.Overview.GetAsync(Plant.Everyone, Plant.Stop);

        figures.NeverEnrolled.ShouldBe(1);
        figures.Hosts.ShouldBe(5);
        figures.Expected.ShouldBe(new ExpectedListFigures(5, plant.Now.AddDays(-3)));
        (figures.Covered, figures.InScope, figures.Share).ShouldBe((2, 4, 0.5));
        figures.ByStatus[ComplianceStatus.Unknown].ShouldBe(1);
        figures.Unlisted.ShouldBe(new UnlistedFigures(1, 0));
        figures.Zones.Sum(z => z.Hosts).ShouldBe(5);
        (figures.Zones.Sum(z => z.Covered), figures.Zones.Sum(z => z.InScope)).ShouldBe((2, 4));
        var south = figures.Zones.Single(z => z.Name == "South");
        (south.Hosts, south.NeverEnrolled, south.Covered, south.InScope).ShouldBe((1, 1, 0, 1));
    }

    [Theory, OnBoth]
    public async Task Without_a_list_completeness_is_not_shown_and_an_empty_plant_is_no_error(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);

        var figures = await plant.Overview.GetAsync(Plant.Everyone, Plant.Stop);

        figures.Expected.ShouldBeNull();
        figures.Hosts.ShouldBe(0);
        figures.ByStatus.Count.ShouldBe(6);
        figures.Evidence.Median.ShouldBeNull();
        figures.Zones.ShouldBeEmpty();
        (await plant.Overview.TrendAsync(Plant.Everyone, onList: false, Plant.Stop)).ShouldAllBe(p => p.Exposed == 0);
    }
}
