namespace AlmCompliance.Domain.Tests.Rules;

/// <summary>M1: the port is kept from every other zone and from outside.</summary>
public sealed class PortMeasureTests
{
    private static readonly DateTimeOffset Yesterday = Hosts.Now.AddDays(-1);
    private static readonly HostShielding Blocked = Hosts.Within(new Boundary(Hosts.Office, BlockedAt: Yesterday), new Boundary(ZoneId.Outside, BlockedAt: Hosts.Now.AddDays(-3)));

    [Fact]
    public void Every_boundary_proven_blocked_is_in_place_until_the_oldest_proof_expires() =>
        Judge(Blocked).ShouldBe((MeasureState.InPlace, MeasureBasis.BoundariesClosed, Hosts.Now.AddDays(4)));

    [Fact]
    public void A_proof_counts_for_seven_days()
    {
        var old = Hosts.Within(new Boundary(Hosts.Office, BlockedAt: Hosts.Now.AddDays(-7)));

        Judge(old).State.ShouldBe(MeasureState.Unknown);
        Judge(old, now: Hosts.Now.AddTicks(-1)).State.ShouldBe(MeasureState.InPlace);
    }

    [Fact]
    public void One_boundary_without_proof_leaves_it_unknown()
    {
        Judge(Hosts.Within(new Boundary(Hosts.Office, BlockedAt: Yesterday), new Boundary(ZoneId.Outside))).ShouldBe((MeasureState.Unknown, MeasureBasis.BoundaryNotProven, null));
        Judge(Hosts.Within(new Boundary(ZoneId.Outside), new Boundary(Hosts.Office, BlockedAt: Yesterday))).State.ShouldBe(MeasureState.Unknown);
        Judge(Hosts.Within()).State.ShouldBe(MeasureState.Unknown);
    }

    [Fact]
    public void Without_a_zone_nothing_is_known_whatever_a_person_says()
    {
        var attested = HostDecisions.None.Attesting(ProtectiveMeasure.Port);

        Judge(HostShielding.None, attested).ShouldBe((MeasureState.Unknown, MeasureBasis.Unzoned, null));
        Judge(Blocked with { Placement = PlacementKind.Unzoned }).Basis.ShouldBe(MeasureBasis.Unzoned);
        Judge(Blocked with { Shields = [] }).Basis.ShouldBe(MeasureBasis.Unzoned);
    }

    [Fact]
    public void An_ambiguous_host_is_unknown_and_a_dual_homed_one_needs_every_boundary_of_both()
    {
        Judge(Blocked with { Placement = PlacementKind.Ambiguous }).ShouldBe((MeasureState.Unknown, MeasureBasis.ZoneNotClear, null));
        Judge(Blocked with { Placement = PlacementKind.DualHomed }).State.ShouldBe(MeasureState.InPlace);
        Judge(Blocked with { Placement = PlacementKind.ByHand }).State.ShouldBe(MeasureState.InPlace);

        var half = Blocked with { Placement = PlacementKind.DualHomed, Shields = [.. Blocked.Shields, new RangeShield(Hosts.InCell, [new Boundary(Hosts.Office)])] };
        Judge(half).Basis.ShouldBe(MeasureBasis.BoundaryNotProven);
    }

    [Fact]
    public void An_open_boundary_counts_for_ever_until_a_later_block_and_against_every_word()
    {
        var open = Hosts.Within(new Boundary(Hosts.Office, OpenAt: Hosts.Now.AddDays(-90)), new Boundary(ZoneId.Outside, BlockedAt: Yesterday));

        Judge(open).ShouldBe((MeasureState.NotInPlace, MeasureBasis.BoundaryOpen, null));
        Judge(open, HostDecisions.None.Attesting(ProtectiveMeasure.Port)).State.ShouldBe(MeasureState.NotInPlace);
        Judge(open with { Placement = PlacementKind.Ambiguous }).State.ShouldBe(MeasureState.NotInPlace);
        Judge(Hosts.Within(new Boundary(Hosts.Office, BlockedAt: Yesterday, OpenAt: Yesterday))).State.ShouldBe(MeasureState.NotInPlace);
        Judge(Hosts.Within(new Boundary(Hosts.Office, BlockedAt: Yesterday, OpenAt: Yesterday.AddTicks(-1)))).State.ShouldBe(MeasureState.InPlace);
    }

    [Fact]
    public void An_open_answer_of_the_host_itself_counts_against_it_while_it_stands()
    {
        Judge(Answered(new OpenAnswer(Hosts.Office, Yesterday, CrossesBoundary: true))).State.ShouldBe(MeasureState.NotInPlace);
        Judge(Answered(new OpenAnswer(Hosts.Office, Yesterday, CrossesBoundary: true, BlockedAt: Yesterday))).State.ShouldBe(MeasureState.NotInPlace);
        Judge(Answered(new OpenAnswer(Hosts.Office, Yesterday, CrossesBoundary: true, BlockedAt: Hosts.Now))).State.ShouldBe(MeasureState.InPlace);
        Judge(Answered(new OpenAnswer(Hosts.Cell, Yesterday, CrossesBoundary: false))).State.ShouldBe(MeasureState.InPlace);
    }

    [Fact]
    public void What_a_conduit_permits_to_a_licence_server_is_restricted_while_the_answer_is_fresh()
    {
        var shielding = Conduit(Yesterday);

        Judge(shielding, Decided.LicenceServer()).ShouldBe((MeasureState.InPlace, MeasureBasis.BoundariesClosed, Hosts.Now.AddDays(6)));
        Judge(shielding, Decided.LicenceServer(Hosts.Now.AddDays(2))).HoldsUntil.ShouldBe(Hosts.Now.AddDays(2));
        Judge(shielding, Decided.LicenceServer(Hosts.Now)).State.ShouldBe(MeasureState.NotInPlace);
        Judge(shielding).State.ShouldBe(MeasureState.NotInPlace);
        Judge(Conduit(Hosts.Now.AddDays(-7)), Decided.LicenceServer()).ShouldBe((MeasureState.Unknown, MeasureBasis.BoundaryNotProven, null));
    }

    [Fact]
    public void A_boundary_that_is_proven_blocked_does_not_hang_on_the_declaration() =>
        Judge(Blocked, Decided.LicenceServer(Hosts.Now.AddDays(1))).HoldsUntil.ShouldBe(Hosts.Now.AddDays(4));

    [Fact]
    public void Without_a_conduit_a_licence_server_is_as_open_as_any_host()
    {
        var answer = new OpenAnswer(Hosts.Office, Yesterday, CrossesBoundary: true);

        Judge(Answered(answer), Decided.LicenceServer()).State.ShouldBe(MeasureState.NotInPlace);
        Judge(Hosts.Within(new Boundary(Hosts.Office, OpenAt: Yesterday)), Decided.LicenceServer()).State.ShouldBe(MeasureState.NotInPlace);
    }

    [Fact]
    public void A_conduit_alone_or_an_answer_to_another_zone_proves_nothing_of_a_boundary()
    {
        var conduit = Hosts.Within(new Boundary(Hosts.Office, HasConduit: true));

        Judge(conduit, Decided.LicenceServer()).State.ShouldBe(MeasureState.Unknown);
        Judge(conduit with { OpenAnswers = [new OpenAnswer(ZoneId.Outside, Yesterday, true, HasConduit: true)] }, Decided.LicenceServer()).State.ShouldBe(MeasureState.Unknown);
    }

    [Fact]
    public void What_is_restricted_for_one_server_turns_open_for_its_neighbours_when_the_declaration_ends()
    {
        var end = Hosts.Now.AddDays(2);
        var shielding = Hosts.Within(new Boundary(Hosts.Office, HasConduit: true, BlockedAt: Yesterday) { RestrictedUntil = end });

        Judge(shielding).ShouldBe((MeasureState.InPlace, MeasureBasis.BoundariesClosed, end));
        Judge(shielding, now: end).State.ShouldBe(MeasureState.NotInPlace);
        Judge(shielding, now: end.AddTicks(-1)).State.ShouldBe(MeasureState.InPlace);
        Judge(shielding, HostDecisions.None.Attesting(ProtectiveMeasure.Port)).HoldsUntil.ShouldBe(end);
        Judge(shielding, Decided.LicenceServer()).HoldsUntil.ShouldBe(Hosts.Now.AddDays(6));
        Judge(shielding, Decided.LicenceServer(Hosts.Now.AddDays(1))).HoldsUntil.ShouldBe(end, "from tomorrow on it is a neighbour itself");
        Judge(Hosts.Within(new Boundary(Hosts.Office, BlockedAt: Yesterday) { RestrictedUntil = end }), Decided.LicenceServer()).HoldsUntil.ShouldBe(end, "no conduit, no server's right");
        Judge(shielding, Decided.LicenceServer(Hosts.Now.AddDays(3))).HoldsUntil.ShouldBe(Hosts.Now.AddDays(3), "what ended for the other counts once it is no server any more");
    }

    [Fact]
    public void A_person_attests_one_boundary_or_all_of_them()
    {
        var half = Hosts.Within(new Boundary(Hosts.Office, BlockedAt: Yesterday), new Boundary(ZoneId.Outside));

        Judge(half, Attesting(ZoneId.Outside)).ShouldBe((MeasureState.InPlace, MeasureBasis.BoundariesClosed, Hosts.Now.AddDays(6)));
        Judge(half, Attesting(ZoneId.Outside, Hosts.Now.AddDays(2))).HoldsUntil.ShouldBe(Hosts.Now.AddDays(2));
        Judge(half, Attesting(Hosts.Office)).State.ShouldBe(MeasureState.Unknown);
        Judge(Hosts.Zoned, HostDecisions.None.Attesting(ProtectiveMeasure.Port)).ShouldBe((MeasureState.InPlace, MeasureBasis.Attestation, Decided.Later));
        Judge(Hosts.Zoned, HostDecisions.None.Attesting(ProtectiveMeasure.Browser)).State.ShouldBe(MeasureState.Unknown);
    }

    [Fact]
    public void A_word_on_every_boundary_says_nothing_of_a_zone_that_was_drawn_later()
    {
        var word = HostDecisions.None with
        {
            Attestations = [new AttestedMeasure(ProtectiveMeasure.Port, new ValidDecision("AT-1", Decided.Later) { ApprovedAt = Yesterday })],
        };

        Judge(Drawn(Yesterday), word).State.ShouldBe(MeasureState.InPlace);
        Judge(Drawn(Yesterday.AddTicks(1)), word).ShouldBe((MeasureState.Unknown, MeasureBasis.BoundaryNotProven, null));
        Judge(Drawn(Hosts.Now), Attesting(Hosts.Office)).State.ShouldBe(MeasureState.InPlace);

        static HostShielding Drawn(DateTimeOffset at) => Hosts.Within(new Boundary(Hosts.Office) { DrawnAt = at });
    }

    [Fact]
    public void Where_proof_and_word_cover_the_same_boundary_the_longer_one_decides()
    {
        var word = HostDecisions.None.Attesting(ProtectiveMeasure.Port);

        Judge(Blocked, word).ShouldBe((MeasureState.InPlace, MeasureBasis.BoundariesClosed, Decided.Later));
        Judge(Blocked, HostDecisions.None.Attesting(ProtectiveMeasure.Port, Hosts.Now.AddDays(1))).HoldsUntil.ShouldBe(Hosts.Now.AddDays(4));
    }

    [Fact]
    public void The_port_that_is_proven_must_be_the_one_the_host_uses()
    {
        var other = Hosts.Facts("V5.0") with { Port = 4411 };

        Judge(Blocked, facts: other).ShouldBe((MeasureState.Unknown, MeasureBasis.OtherPort, null));
        Judge(Blocked with { Port = 4411 }, facts: other).State.ShouldBe(MeasureState.InPlace);
        Judge(Blocked, facts: other with { Port = 4410 }).State.ShouldBe(MeasureState.InPlace);
        Judge(Blocked, facts: other with { Port = 4410, Listeners = [Hosts.Socket("0.0.0.0", 4411)] }).Basis.ShouldBe(MeasureBasis.OtherPort, "what it says does not undo what it does");
        Judge(Blocked, facts: other with { Port = 4410, Listeners = [Hosts.Socket("0.0.0.0", 4410)] }).State.ShouldBe(MeasureState.InPlace);
        Judge(Blocked, facts: other with { Port = null, Listeners = [Hosts.Socket("0.0.0.0", 4411)] }).State.ShouldBe(MeasureState.Unknown);
        Judge(Blocked, facts: other with { Port = null, Listeners = [Hosts.Socket("127.0.0.1", 4411)] }).State.ShouldBe(MeasureState.InPlace);
        Judge(Blocked, facts: other with { Port = null, Listeners = [Hosts.Socket("0.0.0.0", 4410)] }).State.ShouldBe(MeasureState.InPlace);
    }

    private static HostShielding Answered(OpenAnswer answer) => Blocked with { OpenAnswers = [answer] };

    private static HostShielding Conduit(DateTimeOffset at) =>
        Hosts.Within(new Boundary(Hosts.Office, HasConduit: true, OpenAt: at)) with { OpenAnswers = [new OpenAnswer(Hosts.Office, at, true, HasConduit: true)] };

    private static HostDecisions Attesting(ZoneId boundary, DateTimeOffset? until = null) => HostDecisions.None with
    {
        Attestations = [new AttestedMeasure(ProtectiveMeasure.Port, new ValidDecision("AT-1", until ?? Decided.Later), boundary)],
    };

    private static (MeasureState State, MeasureBasis Basis, DateTimeOffset? HoldsUntil) Judge(
        HostShielding shielding, HostDecisions? decisions = null, HostFacts? facts = null, DateTimeOffset? now = null)
    {
        var host = Hosts.Case(facts ?? Hosts.Facts("V5.0"), decisions: decisions) with { Shielding = shielding };
        var measure = Hosts.Assess(host, now).Measure(ProtectiveMeasure.Port);
        return (measure.State, measure.Basis, measure.HoldsUntil);
    }
}
