using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.Hosts;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>Order, pages, search and filters of hosts, alike on both databases.</summary>
public sealed class HostListTests
{
    private static readonly string[] Names = ["ES-9", "ES-10", "ES-09", "es-9", "Ölhafen-1", "_x", "a%b", "Z z", "OS_SRV-2", "OS-SRV-2", "ß-1", "Ａ-3", "日本-1", "e\u0301-7"];

    [Fact]
    public async Task Every_order_and_page_is_the_same_on_both_databases()
    {
        await using var sqlite = await FilledAsync(Provider.Sqlite);
        await using var postgres = await FilledAsync(Provider.Postgres);
        foreach (var sort in Enum.GetValues<HostSort>())
        {
            foreach (var descending in new[] { false, true })
            {
                var whole = (await sqlite.ListAsync(sort: sort, descending: descending, size: 500)).Items.Select(h => h.Id).ToArray();
                whole.Length.ShouldBe(Names.Length * 6);
                (await postgres.ListAsync(sort: sort, descending: descending, size: 500)).Items.Select(h => h.Id).ShouldBe(whole);

                var paged = new List<Guid>();
                for (var page = 1; page <= 4; page++)
                {
                    paged.AddRange((await postgres.ListAsync(sort: sort, descending: descending, page: page, size: 25)).Items.Select(h => h.Id));
                }

                paged.ShouldBe(whole);
            }
        }
    }

    [Theory, OnBoth]
    public async Task Names_are_ordered_by_their_numbers_and_without_case(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        foreach (var name in new[] { "ES-10", "es-2", "ES-1", "OS-1" })
        {
            plant.Host(name);
        }

        await plant.SaveAsync();
        (await plant.ListAsync()).Items.Select(h => h.Name).ShouldBe(["ES-1", "es-2", "ES-10", "OS-1"]);
        (await plant.ListAsync(descending: true)).Items.Select(h => h.Name).ShouldBe(["OS-1", "ES-10", "es-2", "ES-1"]);
    }

    [Theory, OnBoth]
    public async Task Status_ascends_from_what_needs_a_person_first(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        foreach (var status in Enum.GetValues<ComplianceStatus>())
        {
            plant.Host($"{status}", status: status);
        }

        await plant.SaveAsync();
        ComplianceStatus[] order =
        [
            ComplianceStatus.NonCompliant, ComplianceStatus.Unknown, ComplianceStatus.Waived,
            ComplianceStatus.Mitigated, ComplianceStatus.Compliant, ComplianceStatus.NotApplicable,
        ];
        (await plant.ListAsync(sort: HostSort.Status)).Items.Select(h => h.Status).ShouldBe(order);
        (await plant.ListAsync(sort: HostSort.Status, descending: true)).Items.Select(h => h.Status).ShouldBe(order.Reverse());
    }

    [Theory, OnBoth]
    public async Task What_never_came_is_older_than_all_and_what_is_not_known_stands_last(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        plant.Host("OLD", plant.Zone("B"), with: (h, _) => (h.EvidenceAt, h.LastContactAt, h.VersionKey) = (plant.Now.AddDays(-9), plant.Now.AddDays(-9), 5_02_00_00));
        plant.Host("NEW", plant.Zone("A"), with: (h, _) => h.VersionKey = 6_00_12_03);
        plant.Host("NEVER", with: (h, _) => (h.EvidenceAt, h.LastContactAt, h.VersionKey) = (null, null, null));
        await plant.SaveAsync();

        (await NamesAsync(HostSort.Evidence, false)).ShouldBe(["NEVER", "OLD", "NEW"]);
        (await NamesAsync(HostSort.Evidence, true)).ShouldBe(["NEW", "OLD", "NEVER"]);
        (await NamesAsync(HostSort.LastContact, false)).ShouldBe(["NEVER", "OLD", "NEW"]);
        (await NamesAsync(HostSort.Version, false)).ShouldBe(["OLD", "NEW", "NEVER"]);
        (await NamesAsync(HostSort.Version, true)).ShouldBe(["NEW", "OLD", "NEVER"]);
        (await NamesAsync(HostSort.Zone, false)).ShouldBe(["NEW", "OLD", "NEVER"]);
        (await NamesAsync(HostSort.Zone, true)).ShouldBe(["OLD", "NEW", "NEVER"]);

        async Task<IEnumerable<string>> NamesAsync(HostSort sort, bool descending) =>
            (await plant.ListAsync(sort: sort, descending: descending)).Items.Select(h => h.Name);
    }

    [Theory, OnBoth]
    public async Task A_search_takes_its_text_literally_and_without_case(Provider provider)
    {
        await using var plant = await FilledAsync(provider);

        (await FoundAsync("%")).ShouldBe(["a%b"]);
        (await FoundAsync("_")).ShouldBe(["_x", "OS_SRV-2"], ignoreOrder: true);
        (await FoundAsync("\\")).ShouldBeEmpty();
        (await FoundAsync("ölhafen")).ShouldBe(["Ölhafen-1"]);
        (await FoundAsync("é-7")).ShouldBe(["e\u0301-7"]);
        (await FoundAsync("srv-2")).ShouldBe(["OS_SRV-2", "OS-SRV-2"], ignoreOrder: true);
        (await FoundAsync("' OR 1=1 --")).ShouldBeEmpty();

        async Task<IEnumerable<string>> FoundAsync(string text) =>
            (await plant.ListAsync(new HostFilter { Search = text }, size: 500)).Items.Select(h => h.Name).Distinct();
    }

    [Theory, OnBoth]
    public async Task Fields_narrow_and_values_of_a_field_widen(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var comma = plant.Zone("Batch, old");
        var north = plant.Zone("North");
        plant.Finding(plant.Host("A", north, ComplianceStatus.NonCompliant), RuleId.ALM0001);
        plant.Finding(plant.Host("B", comma), RuleId.ALM0002);
        plant.Host("C", north, ComplianceStatus.Waived);
        plant.Host("D", with: (h, _) => h.LastContactAt = plant.Now.AddDays(-8));
        plant.Finding(plant.Host("E", north), RuleId.ALM0001, openedDaysAgo: 9).ClosedAt = plant.Now.AddDays(-1);
        await plant.SaveAsync();

        (await NamesAsync(new HostFilter { Zones = ["Batch, old"] })).ShouldBe(["B"]);
        (await NamesAsync(new HostFilter { Zones = ["north,-"] })).ShouldBe(["A", "C", "D", "E"]);
        (await NamesAsync(new HostFilter { Zones = [north.Id.ToString(), "Batch, old"] })).ShouldBe(["A", "B", "C", "E"]);
        (await NamesAsync(new HostFilter { Rules = [RuleId.ALM0001] })).ShouldBe(["A"]);
        (await NamesAsync(new HostFilter { Rules = [RuleId.ALM0001, RuleId.ALM0002] })).ShouldBe(["A", "B"]);
        (await NamesAsync(new HostFilter { Statuses = [ComplianceStatus.NonCompliant, ComplianceStatus.Waived], Zones = ["North"] })).ShouldBe(["A", "C"]);
        (await NamesAsync(new HostFilter { Silent = true })).ShouldBe(["D"]);

        async Task<IEnumerable<string>> NamesAsync(HostFilter filter)
        {
            var page = await plant.ListAsync(filter);
            page.Total.ShouldBe(page.Items.Count);
            page.AllHosts.ShouldBe(5);
            return page.Items.Select(h => h.Name);
        }
    }

    [Theory, OnBoth]
    public async Task Numbers_by_status_leave_the_filter_s_own_statuses_out(Provider provider)
    {
        await using var plant = await FilledAsync(provider);

        var page = await plant.ListAsync(new HostFilter { Statuses = [ComplianceStatus.Waived] }, size: 5);

        page.Total.ShouldBe(Names.Length);
        page.Items.Count.ShouldBe(5);
        page.ByStatus.Values.ShouldAllBe(n => n == Names.Length);
        page.ByStatus.Count.ShouldBe(6);
        (await plant.ListAsync(page: 40)).Items.ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task Lines_that_never_enrolled_are_listed_searched_and_paged_across_the_seam(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var north = plant.Zone("North");
        plant.Expected("A", north, plant.Host("A", north));
        plant.Expected("B", north, plant.Host("B", north, ComplianceStatus.NonCompliant));
        plant.Expected("C", north, listedDaysAgo: 9);
        plant.Expected("Ölhafen-7");
        await plant.SaveAsync();

        (await NamesAsync(new HostFilter())).ShouldBe(["A", "B"]);
        (await NamesAsync(new HostFilter { Enrolled = YesNo.No })).ShouldBe(["C", "Ölhafen-7"]);
        (await NamesAsync(new HostFilter { Expected = YesNo.Yes })).ShouldBe(["A", "B", "C", "Ölhafen-7"]);
        (await NamesAsync(new HostFilter { Expected = YesNo.Yes, Zones = ["-"] })).ShouldBe(["Ölhafen-7"]);
        (await NamesAsync(new HostFilter { Expected = YesNo.Yes, Statuses = [ComplianceStatus.NonCompliant] })).ShouldBe(["B"]);
        (await NamesAsync(new HostFilter { Expected = YesNo.Yes, Search = "ölhafen" })).ShouldBe(["Ölhafen-7"]);
        (await NamesAsync(new HostFilter { Search = "brandt" })).ShouldBe(["A", "B"]);
        (await NamesAsync(new HostFilter { Expected = YesNo.Yes, Search = "j. brandt" })).ShouldBe(["A", "B", "C", "Ölhafen-7"]);

        (await PageAsync(HostSort.Name, 2, 3)).ShouldBe(["Ölhafen-7"]);
        (await PageAsync(HostSort.Name, 1, 3)).ShouldBe(["A", "B", "C"]);
        (await PageAsync(HostSort.Evidence, 1, 3)).ShouldBe(["C", "Ölhafen-7", "A"]);
        (await PageAsync(HostSort.Evidence, 2, 3)).ShouldBe(["B"]);
        (await PageAsync(HostSort.Name, 3, 3)).ShouldBeEmpty();

        var line = (await plant.ListAsync(new HostFilter { Enrolled = YesNo.No })).Items[0];
        (line.IsEnrolled, line.Status, line.ZoneName, line.Owner, line.ListedAt).ShouldBe((false, ComplianceStatus.Unknown, "North", "J. Brandt", plant.Now.AddDays(-9)));
        (await plant.CsvAsync(new HostFilter { Expected = YesNo.Yes })).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(5);

        async Task<IEnumerable<string>> NamesAsync(HostFilter filter)
        {
            var page = await plant.ListAsync(filter);
            page.Total.ShouldBe(page.Items.Count);
            return page.Items.Select(h => h.Name);
        }

        async Task<IEnumerable<string>> PageAsync(HostSort sort, int page, int size) =>
            (await plant.ListAsync(new HostFilter { Expected = YesNo.Yes }, sort, page: page, size: size)).Items.Select(h => h.Name);
    }

    [Theory, OnBoth]
    public async Task Due_narrows_and_orders_by_what_is_due_next(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var late = plant.Host("LATE", status: ComplianceStatus.NonCompliant);
        plant.Finding(late, RuleId.ALM0001, dueInDays: -2);
        plant.Finding(late, RuleId.ALM0002, dueInDays: 3);
        plant.Finding(plant.Host("SOON"), RuleId.ALM0002, dueInDays: 6);
        plant.Finding(plant.Host("MONTH"), RuleId.ALM0002, dueInDays: 30);
        plant.Host("NONE");
        await plant.SaveAsync();

        (await NamesAsync(new HostFilter { Due = DueIn.Overdue })).ShouldBe(["LATE"]);
        (await NamesAsync(new HostFilter { Due = DueIn.Week })).ShouldBe(["SOON"]);
        (await NamesAsync(new HostFilter { Due = DueIn.Week, Advisory = "ssa-1" })).ShouldBeEmpty();
        (await NamesAsync(HostFilter.None)).ShouldBe(["LATE", "SOON", "MONTH", "NONE"]);
        (await NamesAsync(HostFilter.None, descending: true)).ShouldBe(["MONTH", "SOON", "LATE", "NONE"]);

        async Task<IEnumerable<string>> NamesAsync(HostFilter filter, bool descending = false) =>
            (await plant.ListAsync(filter, HostSort.Due, descending)).Items.Select(h => h.Name);
    }

    private static async Task<Plant> FilledAsync(Provider provider)
    {
        var plant = await Plant.CreateAsync(provider);
        var zones = new[] { null, plant.Zone("Ölhafen"), plant.Zone("a-zone 10"), plant.Zone("A-zone 9") };
        var number = 0;
        foreach (var name in Names)
        {
            for (var copy = 0; copy < 6; copy++)
            {
                var n = number++;
                plant.Host(name, zones[n % 4], (ComplianceStatus)copy, id: new Guid(n * 7919 % 251, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)n]), with: (host, _) =>
                {
                    host.VersionKey = n % 3 == 0 ? null : 5_00_00_00 + (n % 5);
                    host.EvidenceAt = n % 4 == 0 ? null : plant.Now.AddDays(-(n % 6));
                    host.LastContactAt = n % 5 == 0 ? null : plant.Now.AddDays(-(n % 7));
                });
            }
        }

        return await plant.SaveAsync();
    }
}
