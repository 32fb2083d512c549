using System.Text.Json;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Features.Hosts;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>What is out of an actor's zones leaves no trace in anything it reads: no row, no number, no name.</summary>
public sealed class ZoneScopeTests
{
    [Theory, OnBoth]
    public async Task Other_zones_leave_no_trace_in_any_read(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var own = plant.Zone("North");
        var mine = Fill(plant, own, "MINE");
        await plant.SaveAsync();
        var actor = Plant.Of(own);
        var alone = await EverythingAsync(plant, actor, mine);

        var theirs = Fill(plant, plant.Zone("South"), "THEIRS");
        var unzoned = Fill(plant, null, "UNZONED");
        await plant.SaveAsync();
        plant.Add(Pending(plant.Now, (await TokenIdAsync(plant, own)), own, mine.MachineId, theirs.Id));
        await plant.SaveAsync();
        var among = await EverythingAsync(plant, actor, mine);

        among.ShouldNotContain("THEIRS");
        among.ShouldNotContain("UNZONED");
        among.ShouldNotContain("South");
        WithoutPending(among).ShouldBe(WithoutPending(alone));

        var waiting = await plant.Agents.PendingAsync(actor, Plant.Stop);
        waiting.Count.ShouldBe(2);
        waiting.ShouldAllBe(p => p.ExistingHostName != theirs.Name && p.ExistingHostId != theirs.Id);

        foreach (var host in new[] { theirs, unzoned })
        {
            (await plant.Hosts.GetAsync(actor, host.Id, Plant.Stop)).ShouldBeNull();
            (await plant.Hosts.SummaryAsync(actor, host.Id, Plant.Stop)).ShouldBeNull();
            (await plant.Hosts.RefreshAsync(actor, [host.Id], Plant.Stop)).ShouldBeEmpty();
            (await plant.Compliance.HostAsync(actor, host.Id, null, Plant.Stop)).ShouldBeNull();
        }
    }

    [Theory, OnBoth]
    public async Task A_zone_out_of_sight_is_as_unknown_as_one_that_is_not_there(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var own = plant.Zone("North");
        var other = plant.Zone("South");
        plant.Host("ES-1", other);
        plant.Host("ES-2");
        await plant.SaveAsync();
        var actor = Plant.Of(own);

        foreach (var zone in new[] { "South", other.Id.ToString(), "No such zone", Guid.NewGuid().ToString(), ZoneSelection.Unzoned })
        {
            (await plant.ListAsync(new HostFilter { Zones = [zone] }, actor: actor)).UnknownZones.ShouldBe([zone]);
            (await plant.Findings.ListAsync(actor, new FindingListRequest { Zones = [zone] }, Plant.Stop)).UnknownZones.ShouldBe([zone]);
            (await plant.Compliance.SummaryAsync(actor, Plant.Note, null, [zone], Plant.Stop)).UnknownZones.ShouldBe([zone]);
        }

        (await plant.ListAsync(new HostFilter { Zones = ["North"] }, actor: actor)).UnknownZones.ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task An_actor_of_no_zone_sees_nothing(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        plant.Host("ES-1", plant.Zone("North"));
        plant.Host("ES-2");
        await plant.SaveAsync();

        (await plant.ListAsync(actor: Plant.Of())).AllHosts.ShouldBe(0);
        (await plant.Overview.GetAsync(Plant.Of(), Plant.Stop)).Hosts.ShouldBe(0);
    }

    [Fact]
    public async Task An_agent_and_nobody_may_read_nothing()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        foreach (var actor in new[] { Actor.Nobody, Actor.Agent(Guid.NewGuid()) })
        {
            await Should.ThrowAsync<AccessDeniedException>(() => plant.ListAsync(actor: actor));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.CsvAsync(actor: actor));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Hosts.GetAsync(actor, Guid.NewGuid(), Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Hosts.RefreshAsync(actor, [], Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Hosts.SummaryAsync(actor, Guid.NewGuid(), Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Hosts.ZonesAsync(actor, Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Overview.GetAsync(actor, Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Overview.TrendAsync(actor, onList: false, Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Findings.ListAsync(actor, new FindingListRequest(), Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Advisories.ListAsync(actor, Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Compliance.SummaryAsync(actor, Plant.Note, null, [], Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Compliance.HostAsync(actor, Guid.NewGuid(), null, Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Agents.TokensAsync(actor, Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Agents.PendingAsync(actor, Plant.Stop));
            await Should.ThrowAsync<AccessDeniedException>(() => plant.Agents.ListAsync(actor, new AgentListRequest(), Plant.Stop));
        }

        plant.Statements.Take().ShouldBe(0);
    }

    private static Host Fill(Plant plant, Zone? zone, string marker)
    {
        var host = plant.Host($"{marker}-1", zone, ComplianceStatus.NonCompliant, (h, s) =>
        {
            h.LastContactAt = plant.Now.AddDays(-9);
            s.HoldsUntil = plant.Now.AddDays(-2);
        });
        plant.Finding(host, RuleId.ALM0001, dueInDays: -1);
        plant.Finding(host, RuleId.ALM0002);
        plant.Finding(host, RuleId.ALM0007, openedDaysAgo: 8).ClosedAt = plant.Now.AddDays(-1);
        plant.Period(host, ComplianceStatus.Waived, 60, 20);
        plant.Expected($"{marker}-1", zone, host, listedDaysAgo: marker == "MINE" ? 60 : 1);
        plant.Expected($"{marker}-never", zone, listedDaysAgo: marker == "MINE" ? 60 : 1);
        var token = plant.Add(new EnrollmentToken
        {
            TokenHash = Guid.NewGuid().ToByteArray(),
            Hint = $"{marker}-hint",
            ZoneId = zone?.Id,
            MaxUses = 10,
            CreatedAt = plant.Now,
            CreatedBy = marker,
            ExpiresAt = plant.Now.AddDays(1),
        });
        plant.Add(Pending(plant.Now, token.Id, zone, host.MachineId, host.Id));
        return host;
    }

    private static PendingEnrollment Pending(DateTimeOffset now, Guid token, Zone? zone, string machine, Guid existing) =>
        new() { TokenId = token, ZoneId = zone?.Id, MachineId = machine, HostName = machine, RequestedAt = now, ExistingHostId = existing };

    private static async Task<Guid> TokenIdAsync(Plant plant, Zone zone) =>
        (await plant.Agents.TokensAsync(Plant.Of(zone), Plant.Stop)).ShouldHaveSingleItem().Id;

    private static string WithoutPending(string everything) => everything[..everything.IndexOf("PENDING", StringComparison.Ordinal)];

    private static async Task<string> EverythingAsync(Plant plant, Actor actor, Host own)
    {
        var everything = new object?[]
        {
            await plant.ListAsync(actor: actor),
            await plant.ListAsync(new HostFilter { Search = "-1" }, HostSort.Zone, actor: actor),
            await plant.ListAsync(new HostFilter { Rules = [RuleId.ALM0001], Silent = true }, actor: actor),
            await plant.CsvAsync(actor: actor),
            await plant.Hosts.ZonesAsync(actor, Plant.Stop),
            await plant.Hosts.GetAsync(actor, own.Id, Plant.Stop),
            await plant.Overview.GetAsync(actor, Plant.Stop),
            await plant.Overview.TrendAsync(actor, onList: false, Plant.Stop),
            await plant.Findings.ListAsync(actor, new FindingListRequest { Search = "-1" }, Plant.Stop),
            await plant.Findings.ListAsync(actor, new FindingListRequest { State = FindingState.Closed }, Plant.Stop),
            await plant.Search.FindAsync(actor, "-1", Plant.Stop),
            await plant.Search.FindAsync(actor, "ALM0001", Plant.Stop),
            await plant.Advisories.ListAsync(actor, Plant.Stop),
            await plant.Compliance.SummaryAsync(actor, Plant.Note, null, [], Plant.Stop),
            await plant.Compliance.SummaryAsync(actor, Plant.Note, plant.Now.AddDays(-30), [], Plant.Stop),
            await plant.Agents.TokensAsync(actor, Plant.Stop),
            await plant.Agents.ListAsync(actor, new AgentListRequest(), Plant.Stop),
            "PENDING",
            await plant.Agents.PendingAsync(actor, Plant.Stop),
        };
        return JsonSerializer.Serialize(everything);
    }
}
