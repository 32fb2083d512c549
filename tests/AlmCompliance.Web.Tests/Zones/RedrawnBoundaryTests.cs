using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Probes;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Features.Zones;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Zones;

/// <summary>A boundary that let a connection through is not forgotten because somebody draws its ranges anew.</summary>
public sealed class RedrawnBoundaryTests
{
    private const string Target = DrawnPlant.TargetAddress;
    private const string Whole = "10.2.0.0/24";
    private const string Part = "10.2.0.0/28";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task M1_An_open_boundary_stays_open_where_its_range_is_removed_and_drawn_again(Provider provider)
    {
        await using var plant = await OpenAsync(provider);

        await RemoveAsync(plant, Whole);
        await AddAsync(plant, plant.Cell, Whole);

        await ShouldBeOpenAsync(plant, Whole);
    }

    [Theory, OnBoth]
    public async Task M1_An_open_boundary_stays_open_where_a_longer_prefix_takes_its_addresses(Provider provider)
    {
        await using var plant = await OpenAsync(provider);

        await AddAsync(plant, plant.Cell, Part);

        await ShouldBeOpenAsync(plant, Part);
    }

    [Theory, OnBoth]
    public async Task M1_An_open_boundary_stays_open_where_its_addresses_fall_back_to_a_range_that_was_proven_blocked(Provider provider)
    {
        await using var plant = await OpenAsync(provider, Part);
        await using (var db = plant.Server.Db())
        {
            var range = await db.ZoneRanges.SingleAsync(r => r.Text == Whole, Stop);
            db.BoundaryProofs.Add(new StoredBoundary { SourceZoneId = plant.Office, TargetZoneId = plant.Cell, RangeId = range.Id, Port = HostShielding.DefaultPort, BlockedAt = plant.Server.Clock.Now });
            await db.SaveChangesAsync(Stop);
        }

        await RemoveAsync(plant, Part);

        await ShouldBeOpenAsync(plant, Whole);
    }

    [Theory, OnBoth]
    public async Task M1_A_later_controlled_block_ends_an_open_answer_and_has_to_be_proven_anew(Provider provider)
    {
        await using var plant = await OpenAsync(provider);
        plant.Server.Clock.Advance(TimeSpan.FromHours(1));
        await using (var db = plant.Server.Db())
        {
            var range = await db.ZoneRanges.SingleAsync(r => r.Text == Whole, Stop);
            StoredProbe Tried(Guid host, Guid zone, ProbeResult result) => new()
            {
                SourceHostId = host, SourceZoneId = zone, TargetHostId = plant.Target.HostId, TargetKey = AddressKey.Of(IPAddress.Parse(Target)),
                TargetZoneId = plant.Cell, RangeId = range.Id, Port = HostShielding.DefaultPort, Result = result, At = plant.Server.Clock.Now,
            };
            db.ProbeObservations.AddRange(Tried(plant.OfficeHost.HostId, plant.Office, ProbeResult.NoAnswer), Tried(plant.Control.HostId, plant.Cell, ProbeResult.Open));
            await db.SaveChangesAsync(Stop);
        }

        await RemoveAsync(plant, Whole);
        await AddAsync(plant, plant.Cell, Whole);

        (await StateAsync(plant, plant.Cell, Whole)).ShouldBe(BoundaryState.NotProven);
    }

    [Theory, OnBoth]
    public async Task M1_An_open_answer_says_nothing_of_the_same_address_at_another_site(Provider provider)
    {
        await using var plant = await OpenAsync(provider);
        var other = (await plant.Server.Get<CreateZone>().RunAsync(DrawnPlant.Admin, new ZoneDraft("Cell of plant 2", "Plant 2", default, ""), Stop)).Value;

        await AddAsync(plant, other, Whole);

        (await StateAsync(plant, other, Whole)).ShouldBe(BoundaryState.NotProven);
        (await StateAsync(plant, plant.Cell, Whole)).ShouldBe(BoundaryState.Open);
    }

    /// <summary>The office reached the target in the cell.</summary>
    private static async Task<DrawnPlant> OpenAsync(Provider provider, params string[] ranges)
    {
        var plant = await DrawnPlant.WithProbesAsync(provider);
        foreach (var range in ranges)
        {
            await AddAsync(plant, plant.Cell, range);
        }

        await plant.ConfirmAsync(plant.Cell);
        await plant.PlanAndWaitAsync();
        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress);
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress, (Target, "open"));
        await plant.JudgeAsync();
        return plant;
    }

    private static async Task AddAsync(DrawnPlant plant, Guid zone, string range)
    {
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        (await plant.Server.Get<AddRange>().RunAsync(DrawnPlant.Admin, zone, range, Stop)).Errors.ShouldBeEmpty();
    }

    private static async Task RemoveAsync(DrawnPlant plant, string text)
    {
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var range = (await plant.Server.Get<ZoneQueries>().GetAsync(DrawnPlant.Admin, plant.Cell, Stop))!.Ranges.Single(r => r.Text == text);
        (await plant.Server.Get<RemoveRange>().RunAsync(DrawnPlant.Admin, plant.Cell, range.Id, Stop)).Errors.ShouldBeEmpty();
    }

    private static async Task<BoundaryState> StateAsync(DrawnPlant plant, Guid zone, string range) =>
        (await plant.Server.Get<ZoneQueries>().GetAsync(DrawnPlant.Admin, zone, Stop))!.Boundaries.Single(b => b.From == plant.Office && b.Range == range).State;

    /// <summary>For the reader, and for the verdict of a neighbour that nobody ever tried.</summary>
    private static async Task ShouldBeOpenAsync(DrawnPlant plant, string range)
    {
        (await StateAsync(plant, plant.Cell, range)).ShouldBe(BoundaryState.Open);
        (await DrawnPlant.PortMeasureAsync(plant.Control)).ShouldBe(MeasureState.NotInPlace);
    }
}
