using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.Hosts;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>A moment in the past is read as the server had concluded then.</summary>
public sealed class AsOfTests
{
    [Theory, OnBoth]
    public async Task A_host_has_the_status_of_the_moment(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = await WithHistoryAsync(plant);

        (await StatusAsync(31)).ShouldBeNull();
        (await StatusAsync(30)).ShouldBe(ComplianceStatus.Unknown);
        (await StatusAsync(26)).ShouldBe(ComplianceStatus.Unknown);
        (await StatusAsync(25)).ShouldBe(ComplianceStatus.NonCompliant);
        (await StatusAsync(11)).ShouldBe(ComplianceStatus.NonCompliant);
        (await StatusAsync(10)).ShouldBe(ComplianceStatus.Compliant);
        (await StatusAsync(0)).ShouldBe(ComplianceStatus.Compliant);

        async Task<ComplianceStatus?> StatusAsync(int daysAgo)
        {
            var then = await plant.Compliance.HostAsync(Plant.Everyone, host.Id, plant.Now.AddDays(-daysAgo), Plant.Stop);
            return then!.Statuses.SingleOrDefault()?.Status;
        }
    }

    [Theory, OnBoth]
    public async Task The_fleet_is_counted_at_the_moment(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = await WithHistoryAsync(plant);
        var late = plant.Finding(host, RuleId.ALM0001, openedDaysAgo: 25);
        late.ClosedAt = plant.Now.AddDays(-10);
        plant.Finding(host, RuleId.ALM0002, openedDaysAgo: 5);
        await plant.SaveAsync();

        (await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, plant.Now.AddDays(-31), [], Plant.Stop)).Hosts.ShouldBe(0);

        var before = await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, plant.Now.AddDays(-25), [], Plant.Stop);
        before.Hosts.ShouldBe(1);
        before.ByStatus[ComplianceStatus.NonCompliant].ShouldBe(1);
        before.ByRule[RuleId.ALM0001].ShouldBe(1);
        before.ByRule[RuleId.ALM0002].ShouldBe(0);

        var after = await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, plant.Now.AddDays(-10), [], Plant.Stop);
        after.ByStatus[ComplianceStatus.Compliant].ShouldBe(1);
        after.ByRule[RuleId.ALM0001].ShouldBe(0);
    }

    [Theory, OnBoth]
    public async Task Each_advisory_has_figures_of_its_own_at_the_moment(Provider provider)
    {
        const string Later = "SSA-388646";
        await using var plant = await Plant.CreateAsync(provider);
        var host = await WithHistoryAsync(plant);
        plant.Period(host, ComplianceStatus.NotApplicable, 30, 20).AdvisoryId = Later;
        plant.Period(host, ComplianceStatus.NonCompliant, 20, 5).AdvisoryId = Later;
        plant.Finding(host, RuleId.ALM0001, openedDaysAgo: 20).AdvisoryId = Later;
        await plant.SaveAsync();

        var before = await plant.Compliance.SummaryAsync(Plant.Everyone, Later, plant.Now.AddDays(-25), [], Plant.Stop);
        (before.ByStatus[ComplianceStatus.NotApplicable], before.ByRule[RuleId.ALM0001]).ShouldBe((1, 0));
        var after = await plant.Compliance.SummaryAsync(Plant.Everyone, Later, plant.Now.AddDays(-10), [], Plant.Stop);
        (after.ByStatus[ComplianceStatus.NonCompliant], after.ByRule[RuleId.ALM0001]).ShouldBe((1, 1));
        (await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, plant.Now.AddDays(-10), [], Plant.Stop)).ByRule[RuleId.ALM0001].ShouldBe(0);
    }

    [Theory, OnBoth]
    public async Task A_status_that_had_expired_at_the_moment_was_unknown_then(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = await WithHistoryAsync(plant);
        plant.Clock.Advance(TimeSpan.FromDays(20));

        var then = (await plant.Compliance.HostAsync(Plant.Everyone, host.Id, plant.Now.AddDays(-1), Plant.Stop))!.Statuses.ShouldHaveSingleItem();
        then.Status.ShouldBe(ComplianceStatus.Unknown);
        then.LastKnown.ShouldBe(ComplianceStatus.Compliant);
        (await plant.Compliance.HostAsync(Plant.Everyone, host.Id, plant.Now.AddDays(-19), Plant.Stop))!.Statuses[0].Status.ShouldBe(ComplianceStatus.Compliant);
    }

    [Theory, OnBoth]
    public async Task As_of_now_is_the_present(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var zone = plant.Zone("Line 1");
        var hosts = new List<Host> { await WithHistoryAsync(plant) };
        foreach (var status in Enum.GetValues<ComplianceStatus>())
        {
            hosts.Add(plant.Host($"ES-{status}", zone, status, (_, s) => s.LastKnown = status == ComplianceStatus.Unknown ? ComplianceStatus.Waived : ComplianceStatus.Unknown));
            hosts.Add(plant.Host($"ES-{status}-OVER", status: status, with: (_, s) => s.HoldsUntil = status == ComplianceStatus.Unknown ? null : plant.Now));
            plant.Finding(hosts[^1], RuleId.ALM0001);
            plant.Finding(hosts[^1], RuleId.ALM0006, openedDaysAgo: status == ComplianceStatus.Compliant ? -1 : 0);
        }

        plant.Expected("GONE-1", zone);
        await plant.SaveAsync();

        foreach (var at in (DateTimeOffset[])[plant.Now, plant.Now.AddDays(3)])
        {
            plant.Clock.Advance(at - plant.Now);
            foreach (var zones in (string[][])[[], ["Line 1"], ["-"]])
            {
                var then = await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, plant.Now, zones, Plant.Stop);
                then.ShouldBeEquivalentTo(await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, null, zones, Plant.Stop));
                foreach (var status in zones.Length == 0 ? Enum.GetValues<ComplianceStatus>() : [])
                {
                    var waiting = status == ComplianceStatus.Unknown ? then.NeverEnrolled : 0;
                    then.ByStatus[status].ShouldBe((await plant.ListAsync(HostFilter.None with { Statuses = [status] })).Total + waiting, $"{status}");
                }
            }

            foreach (var host in hosts)
            {
                (await plant.Compliance.HostAsync(Plant.Everyone, host.Id, plant.Now, Plant.Stop)).ShouldBeEquivalentTo(
                    await plant.Compliance.HostAsync(Plant.Everyone, host.Id, null, Plant.Stop));
            }
        }
    }

    [Theory, OnBoth]
    public async Task An_expected_host_counts_as_unknown_until_it_enrols(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        plant.Expected("LATE-1", enrolled: plant.Host("LATE-1"), listedDaysAgo: 60);
        plant.Expected("GONE-1", listedDaysAgo: 60);
        await plant.SaveAsync();

        (await AtAsync(70)).ShouldBe((0, 0));
        (await AtAsync(40)).ShouldBe((2, 2));
        (await AtAsync(0)).ShouldBe((2, 1));

        async Task<(int Hosts, int NeverEnrolled)> AtAsync(int daysAgo)
        {
            var summary = await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, plant.Now.AddDays(-daysAgo), [], Plant.Stop);
            summary.ByStatus.Values.Sum().ShouldBe(summary.Hosts);
            return (summary.Hosts, summary.NeverEnrolled);
        }
    }

    [Theory, OnBoth]
    public async Task Exposure_is_counted_at_each_midnight(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        await WithHistoryAsync(plant);
        plant.Host("ES-2", status: ComplianceStatus.NonCompliant, with: (h, s) =>
        {
            s.Since = plant.Now.AddDays(-200);
            s.HoldsUntil = plant.Now.AddDays(-2);
        });
        plant.Host("ES-3", status: ComplianceStatus.Unknown, with: (h, s) => (s.Since, s.LastKnown) = (plant.Now.AddHours(-1), ComplianceStatus.Compliant));
        plant.Host("ES-4", status: ComplianceStatus.Waived, with: (h, s) => s.Since = plant.Now.AddHours(-1));
        await plant.SaveAsync();

        var trend = await plant.Overview.TrendAsync(Plant.Everyone, onList: false, Plant.Stop);

        trend.Count.ShouldBe(91);
        trend[0].ShouldBe(new(new DateTimeOffset(2026, 8, 25, 0, 0, 0, TimeSpan.Zero), 1, 1));
        trend[^1].ShouldBe(new(plant.Now, 2, 0));
        foreach (var point in trend)
        {
            var daysAgo = (plant.Now - point.At).TotalDays;
            var first = daysAgo is <= 25 and > 10 ? 1 : 0;
            point.Exposed.ShouldBe(first + 1 + (daysAgo <= 1.0 / 24 ? 1 : 0), $"{point.At:O}");
            point.NonCompliant.ShouldBe(first + (daysAgo > 2 ? 1 : 0), $"{point.At:O}");
        }
    }

    /// <summary>Unknown for five days, non-compliant for fifteen, compliant for ten.</summary>
    private static async Task<Host> WithHistoryAsync(Plant plant)
    {
        var host = plant.Host("ES-041", with: (_, status) => status.Since = plant.Now.AddDays(-10));
        plant.Period(host, ComplianceStatus.Unknown, 30, 25);
        plant.Period(host, ComplianceStatus.NonCompliant, 25, 10);
        await plant.SaveAsync();
        return host;
    }
}
