using System.Net;

namespace AlmCompliance.Domain.Tests.Segmentation;

public sealed class ZonePlanTests
{
    private static readonly ZoneId Line1 = Zone(1);
    private static readonly ZoneId Line2 = Zone(2);
    private static readonly ZoneId Hall = Zone(3);
    private static readonly ZoneId Abroad = Zone(4);

    private static readonly ZonePlan Plan = new(
    [
        Range("Nord", Hall, "10.20.0.0/16"),
        Range("Nord", Line1, "10.20.4.0/24"),
        Range("Nord", Line2, "10.20.5.0/24"),
        Range("Nord", Line2, "fd00:20:5::/64"),
        Range("Sued", Abroad, "10.20.5.0/24"),
    ]);

    [Fact]
    public void A_zone_prints_as_its_number_and_the_outside_as_what_it_is() =>
        (ZoneId.Outside.ToString(), Zone(1).ToString()).ShouldBe(("Outside", Zone(1).Value.ToString()));

    [Fact]
    public void The_longest_prefix_wins()
    {
        Place("10.20.4.9").ShouldBe((PlacementKind.ByAddress, Line1));
        Place("10.20.9.9").ShouldBe((PlacementKind.ByAddress, Hall));
        Place("fd00:20:5::1").ShouldBe((PlacementKind.ByAddress, Line2));
        Plan.Place([IPAddress.Parse("10.20.4.9")]).Stands.ShouldHaveSingleItem().Range.ToString().ShouldBe("10.20.4.0/24");
    }

    [Fact]
    public void An_address_that_no_range_holds_leaves_the_host_unzoned()
    {
        Plan.Place([IPAddress.Parse("192.168.0.1")]).ShouldBeSameAs(ZonePlacement.Unzoned);
        Plan.Place([]).Kind.ShouldBe(PlacementKind.Unzoned);
        ZonePlan.Empty.IsEmpty.ShouldBeTrue();
        Plan.IsEmpty.ShouldBeFalse();
        ZonePlan.Empty.Place([IPAddress.Parse("10.20.4.9")]).Kind.ShouldBe(PlacementKind.Unzoned);
    }

    [Fact]
    public void An_address_that_two_sites_use_is_ambiguous_until_the_site_is_known()
    {
        var placement = Plan.Place([IPAddress.Parse("10.20.5.9")]);

        placement.Kind.ShouldBe(PlacementKind.Ambiguous);
        placement.Home.ShouldBeNull();
        placement.AsksAPerson.ShouldBeTrue();
        placement.Stands.Select(s => s.Zone).ShouldBe([Line2, Abroad], ignoreOrder: true);
        Plan.Place([IPAddress.Parse("10.20.5.9")], site: "Nord").ShouldSatisfyAllConditions(
            p => p.Kind.ShouldBe(PlacementKind.ByAddress), p => p.Home.ShouldBe(Line2));
    }

    [Fact]
    public void A_host_with_a_second_address_in_no_zone_asks_a_person() =>
        Plan.Place([IPAddress.Parse("10.20.4.9"), IPAddress.Parse("192.168.0.1")]).ShouldSatisfyAllConditions(
            p => p.Kind.ShouldBe(PlacementKind.Ambiguous), p => p.Stands.ShouldHaveSingleItem().Zone.ShouldBe(Line1));

    [Fact]
    public void A_host_in_two_zones_is_dual_homed_and_stands_in_both()
    {
        var placement = Plan.Place([IPAddress.Parse("10.20.4.9"), IPAddress.Parse("fd00:20:5::9")]);

        placement.Kind.ShouldBe(PlacementKind.DualHomed);
        placement.Home.ShouldBeNull();
        placement.AsksAPerson.ShouldBeTrue();
        placement.Stands.Select(s => s.Zone).ShouldBe([Line1, Line2]);
    }

    [Fact]
    public void Two_addresses_in_one_zone_are_one_home() =>
        Plan.Place([IPAddress.Parse("10.20.5.9"), IPAddress.Parse("fd00:20:5::9")], site: "Nord").ShouldSatisfyAllConditions(
            p => p.Kind.ShouldBe(PlacementKind.ByAddress), p => p.Stands.Count.ShouldBe(2));

    [Fact]
    public void By_hand_is_the_home_and_the_other_zones_it_touches_still_count()
    {
        var placement = Plan.Place([IPAddress.Parse("10.20.4.9"), IPAddress.Parse("10.20.9.9")], Line1, "Nord");

        placement.Kind.ShouldBe(PlacementKind.ByHand);
        placement.Home.ShouldBe(Line1);
        placement.AsksAPerson.ShouldBeFalse();
        placement.Stands.Select(s => s.Zone).ShouldBe([Line1, Hall]);
    }

    [Fact]
    public void By_hand_an_address_in_no_range_stands_alone_in_the_chosen_zone() =>
        Plan.Place([IPAddress.Parse("192.168.0.1")], Line1, "Nord").Stands
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.Zone.ShouldBe(Line1), s => s.Range.ToString().ShouldBe("192.168.0.1/32"));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("169.254.3.4")]
    [InlineData("fe80::1")]
    [InlineData("224.0.0.5")]
    [InlineData("ff02::1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    public void Addresses_that_every_host_has_say_nothing(string address)
    {
        var everything = new ZonePlan([Range("Nord", Line1, "0.0.0.0/0"), Range("Nord", Line1, "::/0")]);

        everything.Place([IPAddress.Parse(address)]).Kind.ShouldBe(PlacementKind.Unzoned);
        everything.StandOf(IPAddress.Parse(address)).ShouldBeNull();
        Plan.Place([IPAddress.Parse("10.20.4.9"), IPAddress.Parse(address)]).Kind.ShouldBe(PlacementKind.ByAddress);
    }

    [Fact]
    public void A_range_that_stands_twice_in_a_site_is_a_conflict_and_places_nobody()
    {
        var twice = new ZonePlan([Range("Nord", Line1, "10.20.4.0/24"), Range("Nord", Line2, "10.20.4.0/24")]);

        twice.Conflicts().ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.One.Zone.ShouldBe(Line1), c => c.Other.Zone.ShouldBe(Line2));
        twice.Place([IPAddress.Parse("10.20.4.9")]).Kind.ShouldBe(PlacementKind.Ambiguous);
        Plan.Conflicts().ShouldBeEmpty();
    }

    [Fact]
    public void An_address_stands_in_a_zone_where_one_zone_alone_holds_it()
    {
        Plan.StandOf(IPAddress.Parse("10.20.4.9"))!.Value.Zone.ShouldBe(Line1);
        Plan.StandOf(IPAddress.Parse("10.20.5.9")).ShouldBeNull();
        Plan.StandOf(IPAddress.Parse("10.20.5.9"), "Sued")!.Value.Zone.ShouldBe(Abroad);
        Plan.StandOf(IPAddress.Parse("11.0.0.1")).ShouldBeNull();
    }

    private static (PlacementKind, ZoneId?) Place(string address) => Plan.Place([IPAddress.Parse(address)]) is var p ? (p.Kind, p.Home) : default;

    private static ZoneId Zone(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private static ZoneRange Range(string site, ZoneId zone, string range) =>
        new(site, zone, AddressRange.TryParse(range, out var parsed) ? parsed : throw new ArgumentException(range, nameof(range)));
}
