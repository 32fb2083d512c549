using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Zones;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Zones;

/// <summary>What people may draw, and what they are told where they may not.</summary>
public sealed class ZoneEditingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10.2.0.1/24")]
    [InlineData("10.2/16")]
    [InlineData("10.2.0.0/33")]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task What_is_no_range_is_refused(string text)
    {
        await using var plant = await DrawnPlant.StartAsync(Provider.Sqlite);

        (await plant.Server.Get<AddRange>().RunAsync(DrawnPlant.Admin, plant.Cell, text, Stop)).Succeeded.ShouldBeFalse();
    }

    [Theory, OnBoth]
    public async Task A_range_belongs_to_one_zone_of_a_site(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);

        (await plant.Server.Get<AddRange>().RunAsync(DrawnPlant.Admin, plant.Cell, "10.1.0.0/24", Stop)).Errors.ShouldHaveSingleItem().ShouldContain("Office");
        (await plant.Server.Get<AddRange>().RunAsync(DrawnPlant.Admin, plant.Cell, "10.1.0.0/25", Stop)).Errors.ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task A_zone_goes_only_once_it_is_empty(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var host = await plant.AgentAsync("A", "10.2.0.7");

        (await plant.Server.Get<DeleteZone>().RunAsync(DrawnPlant.Admin, plant.Cell, Stop)).Succeeded.ShouldBeFalse();
        await DrawnPlant.ReportingAsync(host, "192.168.7.7");

        (await plant.Server.Get<DeleteZone>().RunAsync(DrawnPlant.Admin, plant.Cell, Stop)).Errors.ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task Every_change_stands_in_the_trail_with_what_was_before(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);

        await plant.Server.Get<ChangeZone>().RunAsync(DrawnPlant.Admin, plant.Cell, new ZoneDraft("Cell 1", "", ZoneCriticality.High, "M. Keller"), Stop);

        await using var db = plant.Server.Db();
        var entry = await db.AuditEntries.SingleAsync(e => e.Action == "zone.changed", Stop);
        entry.Before.ShouldContain("\"name\":\"Cell\"");
        entry.After.ShouldContain("\"name\":\"Cell 1\"");
        entry.After.ShouldContain("High");
    }

    [Theory, OnBoth]
    public async Task Who_sees_one_zone_draws_nothing_and_learns_no_other_name(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var actor = new Actor(ActorKind.Person, "1", "M. Keller", AccessRole.SecurityManager, [plant.Cell]);

        await Should.ThrowAsync<AccessDeniedException>(() => plant.Server.Get<AddRange>().RunAsync(actor, plant.Cell, "10.1.0.5/32", Stop));
        await Should.ThrowAsync<AccessDeniedException>(() => plant.Server.Get<ChangeZone>().RunAsync(actor, plant.Cell, new ZoneDraft("Cell", "Plant 2", default, ""), Stop));
        (await plant.Server.Get<ChangeZone>().RunAsync(actor, plant.Cell, new ZoneDraft("Cell", "", ZoneCriticality.High, ""), Stop)).Errors.ShouldBeEmpty();
        await Should.ThrowAsync<AccessDeniedException>(() => plant.Server.Get<CreateZone>().RunAsync(actor, new ZoneDraft("New", "", default, ""), Stop));
        var token = await plant.Server.ApiTokenAsync(AccessRole.Viewer, "Cell");
        foreach (var path in (string[])["/api/v1/zones", $"/api/v1/zones/{plant.Cell}", "/api/v1/conduits"])
        {
            using var answer = await plant.Server.Client.GetAsync(path, token);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            text.ShouldNotContain("Office");
            text.ShouldNotContain(plant.Office.ToString());
        }

        using var other = await plant.Server.Client.GetAsync($"/api/v1/zones/{plant.Office}", token);
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, OnBoth]
    public async Task Ranges_come_and_go_by_people_who_see_all_zones_alone(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var range = (await plant.Server.Get<ZoneQueries>().GetAsync(DrawnPlant.Admin, plant.Cell, Stop))!.Ranges.Single();
        Actor[] others =
        [
            new(ActorKind.Person, "1", "M. Keller", AccessRole.SecurityManager, [plant.Cell]),
            new(ActorKind.ApiToken, "2", "script", AccessRole.SecurityManager, [plant.Cell]),
            new(ActorKind.ApiToken, "3", "script", AccessRole.Administrator, null),
        ];

        foreach (var actor in others)
        {
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Server.Get<AddRange>().RunAsync(actor, plant.Cell, "0.0.0.0/1", Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Server.Get<RemoveRange>().RunAsync(actor, plant.Cell, range.Id, Stop));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/zones/{plant.Cell}/ranges") { Content = JsonContent.Create(new { range = "10.1.0.5/32" }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await plant.Server.ApiTokenAsync(AccessRole.SecurityManager, "Cell"));
        using var answer = await plant.Server.Client.SendAsync(request, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await plant.Server.Get<ZoneQueries>().GetAsync(DrawnPlant.Admin, plant.Cell, Stop))!.Ranges.ShouldHaveSingleItem();
    }

    [Theory, OnBoth]
    public async Task A_way_is_permitted_by_a_person_who_sees_both_ends(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var ofTheCell = new Actor(ActorKind.Person, "1", "M. Keller", AccessRole.SecurityManager, [plant.Cell]);
        var token = new Actor(ActorKind.ApiToken, "2", "script", AccessRole.Administrator, null);

        (await plant.Server.Get<AddConduit>().RunAsync(ofTheCell, plant.Office, plant.Cell, 4410, "Licences", Stop)).Errors.ShouldBe(["There is no such zone."]);
        await Should.ThrowAsync<AccessDeniedException>(() => plant.Server.Get<AddConduit>().RunAsync(token, plant.Office, plant.Cell, 4410, "Licences", Stop));
        (await plant.Server.Get<AddConduit>().RunAsync(ofTheCell with { Zones = [plant.Office, plant.Cell] }, plant.Office, plant.Cell, 4410, "Licences", Stop)).Errors.ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task Hosts_that_are_decommissioned_neither_count_nor_hold_a_zone(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var host = await plant.AgentAsync("A", "10.2.0.7");
        (await plant.Server.Get<ZoneQueries>().GetAsync(DrawnPlant.Admin, plant.Cell, Stop))!.Hosts.ShouldBe(1);
        await using (var db = plant.Server.Db())
        {
            await db.Hosts.Where(h => h.Id == host.HostId).ExecuteUpdateAsync(h => h.SetProperty(p => p.DecommissionedAt, plant.Server.Clock.Now), Stop);
        }

        (await plant.Server.Get<ZoneQueries>().GetAsync(DrawnPlant.Admin, plant.Cell, Stop))!.Hosts.ShouldBe(0);
        (await plant.Server.Get<ZoneQueries>().ListAsync(DrawnPlant.Admin, Stop)).Zones.Single(z => z.Id == plant.Cell).Hosts.ShouldBe(0);
        (await plant.Server.Get<DeleteZone>().RunAsync(DrawnPlant.Admin, plant.Cell, Stop)).Errors.ShouldBeEmpty();
        (await host.HostAsync()).ZoneId.ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task A_conduit_permits_one_way_on_its_own_port(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        async Task<(bool FromOffice, bool FromOutside)> PermittedAsync(Guid zone)
        {
            var boundaries = (await plant.Server.Get<ZoneQueries>().GetAsync(DrawnPlant.Admin, zone, Stop))!.Boundaries;
            return (boundaries.Single(b => b.From is not null).HasConduit, boundaries.Single(b => b.From is null).HasConduit);
        }

        var other = await plant.Server.Get<AddConduit>().RunAsync(DrawnPlant.Admin, plant.Office, plant.Cell, 4411, "Another port", Stop);
        (await PermittedAsync(plant.Cell)).ShouldBe((false, false));
        await plant.Server.Get<AddConduit>().RunAsync(DrawnPlant.Admin, plant.Office, plant.Cell, 4410, "Floating licences", Stop);
        (await PermittedAsync(plant.Cell)).ShouldBe((true, false));
        (await PermittedAsync(plant.Office)).ShouldBe((false, false));
        await plant.Server.Get<AddConduit>().RunAsync(DrawnPlant.Admin, null, plant.Office, 4410, "Remote maintenance", Stop);
        (await PermittedAsync(plant.Office)).ShouldBe((false, true));

        (await plant.Server.Get<RemoveConduit>().RunAsync(DrawnPlant.Admin, other.Value, Stop)).Errors.ShouldBeEmpty();
        (await plant.Server.Get<ZoneQueries>().ConduitsAsync(DrawnPlant.Admin, Stop)).Select(c => (c.From, c.To, c.Port)).ShouldBe([(plant.Office, plant.Cell, 4410), (null, plant.Office, 4410)]);
    }

    [Theory, OnBoth]
    public async Task A_maintenance_window_is_entered_shown_and_taken_back(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var now = plant.Server.Clock.Now;

        (await plant.Server.Get<AddWindow>().RunAsync(DrawnPlant.Admin, plant.Cell, now.AddDays(2), now.AddDays(1), "", Stop)).Succeeded.ShouldBeFalse();
        var window = await plant.Server.Get<AddWindow>().RunAsync(DrawnPlant.Admin, plant.Cell, now.AddDays(1), now.AddDays(2), "Shutdown of line 2", Stop);
        (await plant.Server.Get<ZoneQueries>().GetAsync(DrawnPlant.Admin, plant.Cell, Stop))!.Windows.ShouldHaveSingleItem().Note.ShouldBe("Shutdown of line 2");

        (await plant.Server.Get<RemoveWindow>().RunAsync(DrawnPlant.Admin, plant.Cell, window.Value, Stop)).Errors.ShouldBeEmpty();
        (await plant.Server.Get<ZoneQueries>().GetAsync(DrawnPlant.Admin, plant.Cell, Stop))!.Windows.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_range_is_not_confirmed_by_a_token()
    {
        await using var plant = await DrawnPlant.StartAsync(Provider.Sqlite);
        var actor = new Actor(ActorKind.ApiToken, "1", "script", AccessRole.Administrator, null);

        await Should.ThrowAsync<AccessDeniedException>(() => plant.Server.Get<ConfirmRange>().RunAsync(actor, plant.Cell, Guid.NewGuid(), Stop));
    }
}
