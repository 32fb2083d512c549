using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Features.Hosts;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>The clock moves on, no job runs, nothing is written: every reader says Unknown all the same.</summary>
public sealed class ExpiryTests
{
    [Theory, OnBoth]
    public async Task A_list_says_unknown_and_what_was_known_last(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var (host, end) = await ExpiredAsync(plant);

        var row = (await plant.ListAsync()).Items.ShouldHaveSingleItem();

        row.Id.ShouldBe(host.Id);
        row.Status.ShouldBe(ComplianceStatus.Unknown);
        row.Reason.ShouldBe(StatusReason.EvidenceTooOld);
        row.Arguments.ShouldBeEmpty();
        row.Since.ShouldBe(end);
        row.HoldsUntil.ShouldBeNull();
        row.LastKnown.ShouldBe(ComplianceStatus.Compliant);
        row.Statuses.ShouldHaveSingleItem().Status.ShouldBe(ComplianceStatus.Unknown);
    }

    [Theory, OnBoth]
    public async Task A_filter_and_its_numbers_say_unknown(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        await ExpiredAsync(plant);

        var compliant = await plant.ListAsync(new HostFilter { Statuses = [ComplianceStatus.Compliant] });
        var unknown = await plant.ListAsync(new HostFilter { Statuses = [ComplianceStatus.Unknown] });

        compliant.Items.ShouldBeEmpty();
        compliant.Total.ShouldBe(0);
        unknown.Items.Count.ShouldBe(1);
        unknown.ByStatus[ComplianceStatus.Unknown].ShouldBe(1);
        unknown.ByStatus[ComplianceStatus.Compliant].ShouldBe(0);
    }

    [Theory, OnBoth]
    public async Task A_list_by_status_puts_it_among_the_unknown(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        plant.Host("A");
        await ExpiredAsync(plant, "Z");
        await plant.SaveAsync();
        plant.Host("M", with: (_, status) => status.HoldsUntil = plant.Now.AddDays(1));
        await plant.SaveAsync();

        var rows = (await plant.ListAsync(sort: HostSort.Status)).Items;

        rows.Select(r => (r.Name, r.Status)).ShouldBe([("A", ComplianceStatus.Unknown), ("Z", ComplianceStatus.Unknown), ("M", ComplianceStatus.Compliant)]);
    }

    [Theory, OnBoth]
    public async Task The_summary_the_overview_the_advisories_and_the_findings_say_unknown(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var (host, end) = await ExpiredAsync(plant);
        plant.Finding(host, RuleId.ALM0002);
        await plant.SaveAsync();

        (await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, null, [], Plant.Stop)).ByStatus[ComplianceStatus.Unknown].ShouldBe(1);
        (await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, plant.Now, [], Plant.Stop)).ByStatus[ComplianceStatus.Compliant].ShouldBe(0);
        (await plant.Compliance.HostAsync(Plant.Everyone, host.Id, null, Plant.Stop))!.Statuses[0].Status.ShouldBe(ComplianceStatus.Unknown);
        (await plant.Advisories.ListAsync(Plant.Everyone, Plant.Stop)).Items[0].ByStatus[ComplianceStatus.Unknown].ShouldBe(1);
        (await plant.Findings.ListAsync(Plant.Everyone, new FindingListRequest(), Plant.Stop)).Items[0].HostStatus.ShouldBe(ComplianceStatus.Unknown);

        var overview = await plant.Overview.GetAsync(Plant.Everyone, Plant.Stop);
        overview.ByStatus[ComplianceStatus.Unknown].ShouldBe(1);
        overview.ByStatus[ComplianceStatus.Compliant].ShouldBe(0);
        overview.Zones[0].Covered.ShouldBe(0);
        overview.RemoteAccess.OnCompliant.ShouldBe(0);
        var change = overview.Changes.ShouldHaveSingleItem();
        change.At.ShouldBe(end);
        change.Status.ShouldBe(ComplianceStatus.Unknown);
        change.Previous.ShouldBe(ComplianceStatus.Compliant);
    }

    [Theory, OnBoth]
    public async Task The_host_page_says_unknown_and_clears_no_weakness(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var (host, _) = await ExpiredAsync(plant);

        var detail = (await plant.Hosts.GetAsync(Plant.Everyone, host.Id, Plant.Stop))!;

        detail.Summary.Status.ShouldBe(ComplianceStatus.Unknown);
        detail.Summary.LastKnown.ShouldBe(ComplianceStatus.Compliant);
        detail.Cves.ShouldAllBe(c => c.Applicability == Domain.Advisories.CveApplicability.Unknown);
    }

    [Theory, OnBoth]
    public async Task The_export_says_unknown(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        await ExpiredAsync(plant);

        var csv = await plant.CsvAsync();

        csv.ShouldContain("\"Unknown\"");
        (await plant.CsvAsync(new HostFilter { Statuses = [ComplianceStatus.Compliant] })).ShouldNotContain("ES-041");
    }

    [Theory, OnBoth]
    public async Task A_status_holds_up_to_the_moment_and_not_at_it(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var end = plant.Now.AddDays(1);
        plant.Host("ES-041", with: (_, status) => status.HoldsUntil = end);
        await plant.SaveAsync();

        plant.Clock.SetUtcNow(end.AddMicroseconds(-1));
        (await plant.ListAsync()).Items[0].Status.ShouldBe(ComplianceStatus.Compliant);
        plant.Clock.SetUtcNow(end);
        (await plant.ListAsync()).Items[0].Status.ShouldBe(ComplianceStatus.Unknown);
    }

    [Theory, OnBoth]
    public async Task ALM0006_written_ahead_of_time_opens_by_the_clock_alone(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = plant.Host("ES-041");
        plant.Finding(host, RuleId.ALM0006, openedDaysAgo: -7, dueInDays: 42, reason: FindingReason.EvidenceTooOld);
        await plant.SaveAsync();

        await Expect(0);
        plant.Clock.Advance(TimeSpan.FromDays(8));
        await Expect(1);

        async Task Expect(int open)
        {
            (await plant.ListAsync()).Items[0].OpenFindings.Count.ShouldBe(open);
            (await plant.ListAsync(new HostFilter { Rules = [RuleId.ALM0006] })).Total.ShouldBe(open);
            (await plant.Findings.ListAsync(Plant.Everyone, new FindingListRequest(), Plant.Stop)).Total.ShouldBe(open);
            (await plant.Overview.GetAsync(Plant.Everyone, Plant.Stop)).FindingsOpen.ShouldBe(open);
            (await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, null, [], Plant.Stop)).ByRule[RuleId.ALM0006].ShouldBe(open);
            (await plant.CsvAsync()).Contains("ALM0006", StringComparison.Ordinal).ShouldBe(open == 1);
        }
    }

    [Theory, OnBoth]
    public async Task A_host_without_any_status_is_unknown_and_counts(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        plant.Add(new Host { Name = "NEW-1", NameKey = "NEW-1", MachineId = "m", EnrolledAt = plant.Now });
        await plant.SaveAsync();

        (await plant.ListAsync(new HostFilter { Statuses = [ComplianceStatus.Unknown] })).Items.ShouldHaveSingleItem().Reason.ShouldBe(StatusReason.NeverReported);
        (await plant.Overview.GetAsync(Plant.Everyone, Plant.Stop)).ByStatus[ComplianceStatus.Unknown].ShouldBe(1);
        (await plant.Compliance.SummaryAsync(Plant.Everyone, Plant.Note, null, [], Plant.Stop)).ByStatus[ComplianceStatus.Unknown].ShouldBe(1);
        (await plant.Advisories.ListAsync(Plant.Everyone, Plant.Stop)).Items[0].ByStatus[ComplianceStatus.Unknown].ShouldBe(1);
        (await plant.CsvAsync()).ShouldContain("\"Unknown\"");
    }

    private static async Task<(Host Host, DateTimeOffset End)> ExpiredAsync(Plant plant, string name = "ES-041")
    {
        var end = default(DateTimeOffset);
        var host = plant.Host(name, with: (_, status) => end = status.HoldsUntil!.Value);
        await plant.SaveAsync();
        plant.Clock.Advance(TimeSpan.FromDays(8));
        return (host, end);
    }
}
