namespace AlmCompliance.Domain.Tests.Segmentation;

public sealed class BoundaryBookTests
{
    private static readonly Guid Other = new(43, 0, 0, new byte[8]);
    private static readonly ZonePlacement Placement = new(PlacementKind.ByAddress, Hosts.Cell, [Hosts.InCell]);

    [Fact]
    public void Every_other_zone_and_outside_is_a_boundary()
    {
        var shield = Book().ShieldingOf(Placement, 4410, Probed.Target).Shields.ShouldHaveSingleItem();

        shield.Stand.ShouldBe(Hosts.InCell);
        shield.Boundaries.Select(b => (b.From, b.FromName)).ShouldBe([(Hosts.Office, "Office"), (ZoneId.Outside, "Outside")]);
        shield.Boundaries.ShouldAllBe(b => b.BlockedAt == null && b.OpenAt == null && !b.HasConduit);
    }

    [Fact]
    public void Hosts_of_one_range_that_answered_nobody_share_one_object()
    {
        var book = Book(Block(0), Open(1));

        book.ShieldingOf(Placement, 4410, Probed.Neighbour).ShouldBeSameAs(book.ShieldingOf(Placement, 4410, Other));
        book.ShieldingOf(Placement, 4411, Other).ShouldNotBeSameAs(book.ShieldingOf(Placement, 4410, Other));
        book.ShieldingOf(Placement, 4410, Probed.Target).Shields[0].ShouldBeSameAs(book.ShieldingOf(Placement, 4410, Other).Shields[0]);
    }

    [Fact]
    public void A_proof_on_one_host_speaks_for_the_boundary_of_its_range_and_port_alone()
    {
        var book = Book(Block(0));

        Office(book, Other).BlockedAt.ShouldBe(Hosts.Now);
        Office(book, Other, 4411).BlockedAt.ShouldBeNull();
        book.ShieldingOf(Placement, 4410, Other).Shields[0].Boundaries[1].BlockedAt.ShouldBeNull();
        Office(Book(new BoundaryProof(Probed.FromOffice(ProbeResult.NoAnswer), BoundaryOutcome.Inconclusive, null)), Other).BlockedAt.ShouldBeNull();
    }

    [Fact]
    public void The_latest_block_and_the_latest_open_answer_count_in_whatever_order_they_come()
    {
        foreach (var proofs in new[] { new[] { Block(1), Block(5), Block(3) }, [Block(5), Block(1)] })
        {
            Office(Book(proofs), Other).BlockedAt.ShouldBe(Hosts.Now.AddMinutes(5));
        }

        foreach (var proofs in new[] { new[] { Open(1), Open(5), Open(3) }, [Open(5), Open(1)] })
        {
            Office(Book(proofs), Other).OpenAt.ShouldBe(Hosts.Now.AddMinutes(5));
            Answer(Book(proofs)).At.ShouldBe(Hosts.Now.AddMinutes(5));
        }
    }

    [Fact]
    public void An_open_answer_stands_until_a_later_block()
    {
        Office(Book(Open(1), Block(0)), Other).IsOpen.ShouldBeTrue();
        Office(Book(Open(1), Block(1)), Other).IsOpen.ShouldBeTrue();
        Office(Book(Open(1), Block(2)), Other).IsOpen.ShouldBeFalse();
        Office(Book(Block(2)), Other).IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void The_open_answer_of_a_host_itself_stands_until_the_same_host_is_found_blocked()
    {
        Answer(Book(Open(1))).Stands.ShouldBeTrue();
        Answer(Book(Open(1), Block(2, Other))).Stands.ShouldBeTrue();
        Answer(Book(Open(1), Block(1))).Stands.ShouldBeTrue();
        Answer(Book(Open(1), Block(2))).Stands.ShouldBeFalse();
        Answer(Book(Open(1), Block(0), Block(2), Block(0))).Stands.ShouldBeFalse();
    }

    [Fact]
    public void Answers_to_different_zones_are_kept_apart_and_named()
    {
        BoundaryProof fromOutside = new(Probed.FromOffice(ProbeResult.Open, 3, from: ZoneId.Outside), BoundaryOutcome.Open, null);
        var book = new BoundaryBook(Layout(), [Open(1), fromOutside], [Probed.FromInside(ProbeResult.Open, 2)]);

        book.ShieldingOf(Placement, 4410, Probed.Target).OpenAnswers.Select(a => (a.FromName, a.At, a.CrossesBoundary)).ShouldBe(
            [("Office", Hosts.Now.AddMinutes(1), true), ("Outside", Hosts.Now.AddMinutes(3), true), ("Cell", Hosts.Now.AddMinutes(2), false)]);
    }

    [Fact]
    public void A_control_is_an_open_answer_that_crosses_no_boundary()
    {
        var book = new BoundaryBook(Layout(), [], [Probed.FromInside(ProbeResult.Open), Probed.FromInside(ProbeResult.Refused, 5), Probed.FromInside(ProbeResult.Open, 9) with { SourceHost = Probed.Target }]);
        var shielding = book.ShieldingOf(Placement, 4410, Probed.Target);

        shielding.OpenAnswers.ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.CrossesBoundary.ShouldBeFalse(), a => a.Stands.ShouldBeFalse());
        shielding.LastFoundOpenAt.ShouldBe(Hosts.Now);
    }

    [Fact]
    public void What_a_licence_server_answers_over_a_conduit_is_restricted_until_its_declaration_ends()
    {
        var end = Hosts.Now.AddDays(9);
        var layout = Layout(conduit: true, server: end);
        var office = Office(new BoundaryBook(layout, [Open(1)], []), Other);

        office.HasConduit.ShouldBeTrue();
        office.OpenAt.ShouldBeNull();
        office.RestrictedUntil.ShouldBe(end);
        office.IsOpenAt(end.AddTicks(-1)).ShouldBeFalse();
        office.IsOpenAt(end).ShouldBeTrue();
        Office(new BoundaryBook(layout, [Open(1), Block(2)], []), Other).RestrictedUntil.ShouldBeNull();
        Office(new BoundaryBook(layout, [Open(1), Block(1)], []), Other).RestrictedUntil.ShouldBe(end);
        Answer(new BoundaryBook(layout, [Open(1)], [])).HasConduit.ShouldBeTrue();
    }

    [Fact]
    public void Without_a_conduit_or_a_declaration_an_open_answer_is_open()
    {
        Office(new BoundaryBook(Layout(conduit: true), [Open(1)], []), Other).OpenAt.ShouldNotBeNull();
        Office(new BoundaryBook(Layout(conduit: true, Decided.Later, port: 4411), [Open(1)], []), Other).OpenAt.ShouldNotBeNull();
        Office(new BoundaryBook(Layout(server: Decided.Later), [Open(1)], []), Other).OpenAt.ShouldNotBeNull();
        Office(new BoundaryBook(Layout(conduit: true, server: Decided.Later), [Open(1, Other)], []), Other).OpenAt.ShouldNotBeNull();
    }

    [Fact]
    public void The_last_open_answer_is_the_latest_of_all()
    {
        OpenAnswer[] answers = [new(Hosts.Office, Hosts.Now.AddDays(-2), true), new(Hosts.Cell, Hosts.Now.AddDays(-1), false), new(ZoneId.Outside, Hosts.Now.AddDays(-3), true)];

        (Hosts.Zoned with { OpenAnswers = answers }).LastFoundOpenAt.ShouldBe(Hosts.Now.AddDays(-1));
        Hosts.Zoned.LastFoundOpenAt.ShouldBeNull();
    }

    private static Boundary Office(BoundaryBook book, Guid host, int port = 4410) => book.ShieldingOf(Placement, port, host).Shields[0].Boundaries[0];

    private static OpenAnswer Answer(BoundaryBook book) => book.ShieldingOf(Placement, 4410, Probed.Target).OpenAnswers.ShouldHaveSingleItem();

    private static BoundaryProof Block(double minutes, Guid? target = null) => new(Probed.FromOffice(ProbeResult.NoAnswer, minutes, target), BoundaryOutcome.Block, Probed.FromInside(ProbeResult.Open, minutes, target));

    private static BoundaryProof Open(double minutes, Guid? target = null) => new(Probed.FromOffice(ProbeResult.Open, minutes, target), BoundaryOutcome.Open, null);

    private static BoundaryBook Book(params BoundaryProof[] proofs) => new(Layout(), proofs, []);

    private static PlantLayout Layout(bool conduit = false, DateTimeOffset? server = null, int port = HostShielding.DefaultPort) => new(
        new Dictionary<ZoneId, string> { [Hosts.Cell] = "Cell", [Hosts.Office] = "Office" },
        conduit ? new HashSet<Conduit> { new(Hosts.Office, Hosts.Cell, port) } : new HashSet<Conduit>(),
        server is { } end ? new Dictionary<Guid, DateTimeOffset> { [Probed.Target] = end } : new Dictionary<Guid, DateTimeOffset>());
}
