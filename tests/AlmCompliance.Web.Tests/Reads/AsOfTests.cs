using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
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

        (await plant.Compliance.SummaryAsync(Plant.Everyone, plant.Now.AddDays(-31), [], Plant.Stop)).Hosts.ShouldBe(0);

        var before = await plant.Compliance.SummaryAsync(Plant.Everyone, plant.Now.AddDays(-25), [], Plant.Stop);
        before.Hosts.ShouldBe(1);
        before.ByStatus[ComplianceStatus.NonCompliant].ShouldBe(1);
        before.ByRule[RuleId.ALM0001].ShouldBe(1);
        before.ByRule[RuleId.ALM0002].ShouldBe(0);

        var after = await plant.Compliance.SummaryAsync(Plant.Everyone, plant.Now.AddDays(-10), [], Plant.Stop);
        after.ByStatus[ComplianceStatus.Compliant].ShouldBe(1);
        after.ByRule[RuleId.ALM0001].ShouldBe(0);
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
            var summary = await plant.Compliance.SummaryAsync(Plant.Everyone, plant.Now.AddDays(-daysAgo), [], Plant.Stop);
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

        var trend = await plant.Overview.TrendAsync(Plant.Everyone, Plant.Stop);

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
