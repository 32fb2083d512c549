namespace AlmCompliance.Domain.Tests.Rules;

public sealed class MeasureTests
{
    private static readonly DateTimeOffset EvidenceExpiry = Hosts.Now.AddDays(6);

    private static readonly HostFacts Open = Hosts.Facts("V5.0") with { Listeners = [Hosts.Socket("0.0.0.0")] };

    private static readonly HostFacts Silent = Hosts.Facts("V5.0") with { Listeners = null };

    [Fact]
    public void The_note_asks_each_host_for_its_three_measures() =>
        Hosts.Assess(Hosts.Facts("V5.0")).NoteMeasures().Select(m => m.Measure)
            .ShouldBe([ProtectiveMeasure.Port, ProtectiveMeasure.RemoteAccess, ProtectiveMeasure.Browser]);

    [Theory]
    [InlineData(ProtectiveMeasure.Port, MeasureBasis.BoundaryNotProven)]
    [InlineData(ProtectiveMeasure.Browser, MeasureBasis.NotJudged)]
    public void Port_and_browser_are_unknown_where_nothing_speaks_of_them_unless_a_person_attests_them(ProtectiveMeasure measure, MeasureBasis basis)
    {
        Hosts.Assess(Hosts.Facts("V5.0")).Measure(measure).ShouldBe(new MeasureVerdict(Hosts.Note, measure, MeasureState.Unknown, basis, null));

        var attested = Hosts.Case(Hosts.Facts("V5.0"), decisions: HostDecisions.None.Attesting(measure));
        Hosts.Assess(attested).Measure(measure).ShouldBe(new MeasureVerdict(Hosts.Note, measure, MeasureState.InPlace, MeasureBasis.Attestation, Decided.Later));
        Hosts.Assess(attested, Decided.Later).Measure(measure).State.ShouldBe(MeasureState.Unknown);
    }

    [Fact]
    public void Of_several_attestations_the_longest_counts()
    {
        var decisions = HostDecisions.None
            .Attesting(ProtectiveMeasure.Port, Hosts.Now.AddDays(1))
            .Attesting(ProtectiveMeasure.Port, Hosts.Now.AddDays(9))
            .Attesting(ProtectiveMeasure.Port, Hosts.Now.AddDays(3));

        Hosts.Assess(Hosts.Case(Hosts.Facts("V5.0"), decisions: decisions)).Measure(ProtectiveMeasure.Port).HoldsUntil.ShouldBe(Hosts.Now.AddDays(9));
    }

    [Fact]
    public void Remote_access_off_is_in_place_as_long_as_its_evidence() =>
        RemoteAccess(Hosts.Case(Hosts.Facts("V5.0"))).ShouldBe((MeasureState.InPlace, MeasureBasis.LoopbackOnly, EvidenceExpiry));

    [Fact]
    public void Remote_access_on_is_not_in_place() =>
        RemoteAccess(Hosts.Case(Open)).ShouldBe((MeasureState.NotInPlace, MeasureBasis.Listening, EvidenceExpiry));

    [Fact]
    public void Remote_access_that_a_probe_found_on_is_not_in_place_until_the_probe_expires() =>
        RemoteAccess(Hosts.Case(Hosts.Facts("V5.0"), probedOpen: Hosts.Now.AddDays(-3))).ShouldBe((MeasureState.NotInPlace, MeasureBasis.Probe, Hosts.Now.AddDays(4)));

    [Fact]
    public void Remote_access_assumed_on_or_unknown_is_unknown()
    {
        RemoteAccess(Hosts.Case(Silent)).ShouldBe((MeasureState.Unknown, MeasureBasis.Default, null));
        RemoteAccess(Hosts.Case(Open with { RemoteAccessSetting = false })).ShouldBe((MeasureState.Unknown, MeasureBasis.Contradiction, EvidenceExpiry));
        RemoteAccess(Hosts.Case(null)).ShouldBe((MeasureState.Unknown, MeasureBasis.NotJudged, null));
    }

    [Fact]
    public void Remote_access_attested_off_holds_as_long_as_the_attestation_even_on_stale_evidence()
    {
        var host = Hosts.Case(Silent, decisions: HostDecisions.None.Attesting(ProtectiveMeasure.RemoteAccess));

        RemoteAccess(host).ShouldBe((MeasureState.InPlace, MeasureBasis.Attestation, Decided.Later));
        RemoteAccess(host, EvidenceExpiry).ShouldBe((MeasureState.InPlace, MeasureBasis.Attestation, Decided.Later));
    }

    [Fact]
    public void Facts_that_went_stale_do_not_stand_in_the_way_of_an_attestation_that_says_the_same()
    {
        var host = Hosts.Case(Hosts.Facts("V5.0"), decisions: HostDecisions.None.Attesting(ProtectiveMeasure.RemoteAccess));

        RemoteAccess(host).ShouldBe((MeasureState.InPlace, MeasureBasis.LoopbackOnly, EvidenceExpiry));
        RemoteAccess(host, EvidenceExpiry).ShouldBe((MeasureState.InPlace, MeasureBasis.Attestation, Decided.Later));
        RemoteAccess(host with { Facts = Open }, EvidenceExpiry).State.ShouldBe(MeasureState.NotInPlace);
    }

    [Fact]
    public void Remote_access_is_not_required_of_a_valid_licence_server_but_in_place_where_it_is_off()
    {
        RemoteAccess(Hosts.Case(Open, decisions: Decided.LicenceServer())).ShouldBe((MeasureState.NotRequired, MeasureBasis.LicenceServer, Decided.Later));
        RemoteAccess(Hosts.Case(Hosts.Facts("V5.0"), decisions: Decided.LicenceServer())).State.ShouldBe(MeasureState.InPlace);
        RemoteAccess(Hosts.Case(Open, decisions: Decided.LicenceServer()), Decided.Later).State.ShouldBe(MeasureState.NotInPlace);
    }

    [Fact]
    public void Being_a_licence_server_says_nothing_of_port_and_browser() =>
        Hosts.Assess(Hosts.Case(Open, decisions: Decided.LicenceServer())).NoteMeasures().Count(m => m.State == MeasureState.Unknown).ShouldBe(2);

    [Fact]
    public void Facts_prove_a_measure_only_while_they_are_current_and_vouched_for()
    {
        RemoteAccess(Hosts.Case(Hosts.Facts("V5.0")), EvidenceExpiry.AddTicks(-1)).State.ShouldBe(MeasureState.InPlace);
        RemoteAccess(Hosts.Case(Hosts.Facts("V5.0")), EvidenceExpiry).State.ShouldBe(MeasureState.Unknown);
        RemoteAccess(Hosts.Case(Hosts.Facts("V5.0"), EvidenceOrigin.SignedFile)).State.ShouldBe(MeasureState.InPlace);
        RemoteAccess(Hosts.Case(Hosts.Facts("V5.0"), EvidenceOrigin.RawExport)).State.ShouldBe(MeasureState.Unknown);
        RemoteAccess(Hosts.Case(Hosts.Facts("V5.0"), EvidenceOrigin.Typed)).State.ShouldBe(MeasureState.Unknown);
    }

    [Fact]
    public void No_measure_is_required_where_the_fix_is_in_force() =>
        Hosts.Assess(Hosts.Facts("V5.1 SP1 Upd3") with { Listeners = [Hosts.Socket("0.0.0.0")] }).NoteMeasures()
            .ShouldAllBe(m => m.State == MeasureState.NotRequired && m.Basis == MeasureBasis.Fixed && m.HoldsUntil == EvidenceExpiry);

    [Fact]
    public void A_fix_that_is_not_proven_to_be_in_force_spares_no_measure()
    {
        var patched = Hosts.Facts("V5.1 SP1 Upd3");

        NotRequired(Hosts.Case(patched with { RestartPending = true })).ShouldBe(0);
        NotRequired(Hosts.Case(patched with { RestartPending = null })).ShouldBe(0);
        NotRequired(Hosts.Case(patched with { Installed = false })).ShouldBe(0);
        NotRequired(Hosts.Case(patched.Failing(Collector.Autsw))).ShouldBe(0);
        NotRequired(Hosts.Case(patched, EvidenceOrigin.Typed)).ShouldBe(0);
        NotRequired(Hosts.Case(patched), EvidenceExpiry).ShouldBe(0);
        NotRequired(Hosts.Case(Hosts.Facts("V3.0"))).ShouldBe(0);
    }

    private static int NotRequired(HostCase host, DateTimeOffset? now = null) =>
        Hosts.Assess(host, now).NoteMeasures().Count(m => m.State == MeasureState.NotRequired);

    private static (MeasureState State, MeasureBasis Basis, DateTimeOffset? HoldsUntil) RemoteAccess(HostCase host, DateTimeOffset? now = null)
    {
        var measure = Hosts.Assess(host, now).Measure(ProtectiveMeasure.RemoteAccess);
        return (measure.State, measure.Basis, measure.HoldsUntil);
    }
}
