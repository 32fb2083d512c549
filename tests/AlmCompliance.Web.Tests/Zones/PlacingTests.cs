using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Zones;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Zones;

/// <summary>Hosts fall into zones by their addresses, by their token or by hand; what is not clear asks a person.</summary>
public sealed class PlacingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task The_longest_prefix_that_holds_a_hosts_address_gives_its_zone(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var inner = await plant.ZoneAsync("Safety", "10.2.0.128/25", "fd00:20::/64");

        await ShouldStandAsync(await plant.AgentAsync("A", "10.2.0.7"), plant.Cell, ZoneBasis.Address);
        await ShouldStandAsync(await plant.AgentAsync("B", "10.2.0.200"), inner, ZoneBasis.Address);
        await ShouldStandAsync(await plant.AgentAsync("C", "fd00:20::7"), inner, ZoneBasis.Address);
        await ShouldStandAsync(await plant.AgentAsync("D", "192.168.7.7"), null, ZoneBasis.None);
    }

    [Theory, OnBoth]
    public async Task A_host_with_addresses_in_two_zones_asks_a_person_and_touches_both(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var host = await plant.AgentAsync("A", "10.1.0.7", "10.2.0.7");

        await ShouldStandAsync(host, null, ZoneBasis.DualHomed, plant.Office, plant.Cell);

        (await plant.Server.Get<PlaceHostByHand>().RunAsync(DrawnPlant.Admin, host.HostId, plant.Cell, Stop)).Errors.ShouldBeEmpty();

        await ShouldStandAsync(host, plant.Cell, ZoneBasis.Hand, plant.Office);
        await DrawnPlant.ReportingAsync(host, "10.1.0.7", "10.2.0.7");
        await ShouldStandAsync(host, plant.Cell, ZoneBasis.Hand, plant.Office);
    }

    [Theory, OnBoth]
    public async Task A_host_does_not_leave_the_zone_of_its_token_by_the_addresses_that_it_reports(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var host = await DrawnPlant.ReportingAsync(await plant.Server.AgentAsync("A", "Office"), "10.1.0.7");
        await ShouldStandAsync(host, plant.Office, ZoneBasis.Token);

        await DrawnPlant.ReportingAsync(host, "10.2.0.7");

        await ShouldStandAsync(host, plant.Office, ZoneBasis.Ambiguous, plant.Cell);
        await DrawnPlant.ReportingAsync(host, "10.1.0.7");
        await ShouldStandAsync(host, plant.Office, ZoneBasis.Token);
    }

    [Theory, OnBoth]
    public async Task A_range_that_comes_or_goes_places_its_hosts_anew(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var host = await plant.AgentAsync("A", "10.3.0.7");
        await ShouldStandAsync(host, null, ZoneBasis.None);

        var range = await plant.Server.Get<AddRange>().RunAsync(DrawnPlant.Admin, plant.Cell, "10.3.0.0/16", Stop);
        await ShouldStandAsync(host, plant.Cell, ZoneBasis.Address);

        await plant.Server.Get<RemoveRange>().RunAsync(DrawnPlant.Admin, plant.Cell, range.Value, Stop);
        await ShouldStandAsync(host, null, ZoneBasis.None);
    }

    [Theory, OnBoth]
    public async Task Sites_may_use_the_same_addresses_and_then_a_person_says_which(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var other = (await plant.Server.Get<CreateZone>().RunAsync(DrawnPlant.Admin, new ZoneDraft("Cell of plant 2", "Plant 2", default, ""), Stop)).Value;
        (await plant.Server.Get<AddRange>().RunAsync(DrawnPlant.Admin, other, "10.2.0.0/24", Stop)).Errors.ShouldBeEmpty();

        var host = await plant.AgentAsync("A", "10.2.0.7");
        await ShouldStandAsync(host, null, ZoneBasis.Ambiguous, plant.Cell, other);

        await plant.Server.Get<PlaceHostByHand>().RunAsync(DrawnPlant.Admin, host.HostId, other, Stop);
        await ShouldStandAsync(host, other, ZoneBasis.Hand);
    }

    [Theory, OnBoth]
    public async Task A_redraw_that_was_killed_is_made_good_by_the_next(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var hosts = new[] { await plant.AgentAsync("A", "10.3.0.7"), await plant.AgentAsync("B", "10.3.0.8") };
        var key = AddressKey.Of(IPNetwork.Parse("10.3.0.0/24"));
        await using (var db = plant.Server.Db())
        {
            // As an act leaves it that died between its commit and the placing.
            db.ZoneRanges.Add(new ZoneRange { ZoneId = plant.Cell, SiteKey = "", Text = "10.3.0.0/24", First = key.First, Last = key.Last, PrefixLength = 24, CreatedAt = plant.Server.Clock.Now, CreatedBy = "M. Keller" });
            await db.SaveChangesAsync(Stop);
        }

        using var killed = new CancellationTokenSource();
        await killed.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => plant.Server.Get<Redraw>().FleetAsync(killed.Token));
        await plant.Server.Get<Redraw>().FleetAsync(Stop);
        await plant.Server.Get<Redraw>().FleetAsync(Stop);

        foreach (var host in hosts)
        {
            await ShouldStandAsync(host, plant.Cell, ZoneBasis.Address);
        }
    }

    [Theory, OnBoth]
    public async Task A_host_that_stands_wrongly_is_found_placed_and_left_to_its_addresses_again(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var host = await plant.AgentAsync("ES-041", "10.2.0.7");
        await plant.AgentAsync("ES-042", "10.1.0.9");

        var found = (await plant.Server.Get<ZoneQueries>().FindHostsAsync(DrawnPlant.Admin, "10.2.0.7", Stop)).ShouldHaveSingleItem();
        (found.Id, found.Zone, found.Basis).ShouldBe((host.HostId, "Cell", ZoneBasis.Address));
        await plant.Server.Get<PlaceHostByHand>().RunAsync(DrawnPlant.Admin, host.HostId, plant.Office, Stop);
        await ShouldStandAsync(host, plant.Office, ZoneBasis.Hand, plant.Cell);
        await plant.Server.Get<PlaceHostByHand>().RunAsync(DrawnPlant.Admin, host.HostId, null, Stop);

        await ShouldStandAsync(host, plant.Cell, ZoneBasis.Address);
    }

    [Theory, OnBoth]
    public async Task Unzoned_and_unclear_hosts_are_called_out(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        await plant.AgentAsync("CLEAR", "10.2.0.7");
        await plant.AgentAsync("NOWHERE", "192.168.7.7");
        await plant.AgentAsync("BOTH", "10.1.0.7", "10.2.0.8");

        var questions = (await plant.Server.Get<ZoneQueries>().ListAsync(DrawnPlant.Admin, Stop)).Questions;

        questions.Total.ShouldBe(2);
        questions.Items.Select(q => (q.Name, q.Basis)).ShouldBe([("BOTH", ZoneBasis.DualHomed), ("NOWHERE", ZoneBasis.None)]);
    }

    private static async Task ShouldStandAsync(TestAgent agent, Guid? zone, ZoneBasis basis, params Guid[] touches)
    {
        var host = await agent.HostAsync();
        host.ZoneId.ShouldBe(zone);
        host.ZoneBasis.ShouldBe(basis);
        await using var db = agent.Server.Db();
        (await db.HostZones.Where(z => z.HostId == agent.HostId).Select(z => z.ZoneId).ToListAsync(Stop)).ShouldBe(touches, ignoreOrder: true);
    }
}
