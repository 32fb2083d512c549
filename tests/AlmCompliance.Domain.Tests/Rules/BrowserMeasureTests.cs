namespace AlmCompliance.Domain.Tests.Rules;

/// <summary>M3: no web site can load the control.</summary>
public sealed class BrowserMeasureTests
{
    private static readonly DateTimeOffset EvidenceExpiry = Hosts.Now.AddDays(6);
    private static readonly HostFacts Silent = Hosts.Facts("V5.0");
    private static readonly HostFacts Killed = Silent with { AlmControlPresent = true, KillBitNative = true, KillBitWow64 = true, Is64Bit = true };

    [Theory]
    [InlineData(true, true, true, MeasureState.InPlace)]
    [InlineData(true, null, true, MeasureState.Unknown)]
    [InlineData(true, true, false, MeasureState.NotInPlace)]
    [InlineData(true, true, null, MeasureState.Unknown)]
    [InlineData(true, false, true, MeasureState.NotInPlace)]
    [InlineData(true, null, null, MeasureState.Unknown)]
    [InlineData(false, true, null, MeasureState.InPlace)]
    [InlineData(false, true, false, MeasureState.InPlace)]
    [InlineData(false, false, null, MeasureState.NotInPlace)]
    [InlineData(false, null, true, MeasureState.Unknown)]
    [InlineData(null, true, true, MeasureState.InPlace)]
    [InlineData(null, true, null, MeasureState.Unknown)]
    [InlineData(null, true, false, MeasureState.NotInPlace)]
    [InlineData(null, null, true, MeasureState.Unknown)]
    public void The_kill_bit_is_needed_in_every_registry_view(bool? is64Bit, bool? native, bool? wow64, MeasureState expected)
    {
        var facts = Silent with { AlmControlPresent = true, Is64Bit = is64Bit, KillBitNative = native, KillBitWow64 = wow64 };

        State(facts).ShouldBe(expected);
    }

    [Fact]
    public void A_kill_bit_in_every_view_is_in_place_as_long_as_its_evidence() =>
        Judge(Hosts.Case(Killed)).ShouldBe((MeasureState.InPlace, MeasureBasis.KillBit, EvidenceExpiry));

    [Fact]
    public void A_control_that_is_absent_and_a_machine_policy_are_in_place()
    {
        Judge(Hosts.Case(Silent with { AlmControlPresent = false })).ShouldBe((MeasureState.InPlace, MeasureBasis.ControlAbsent, EvidenceExpiry));
        Judge(Hosts.Case(Silent with { ActiveXDisabledByPolicy = true, AlmControlPresent = true, KillBitNative = false })).ShouldBe((MeasureState.InPlace, MeasureBasis.ActiveXPolicy, EvidenceExpiry));
    }

    [Fact]
    public void An_absent_Internet_Explorer_alone_is_not_enough() =>
        State(Silent with { InternetExplorerPresent = false }).ShouldBe(MeasureState.Unknown);

    [Fact]
    public void A_control_of_which_nothing_else_is_known_is_unknown()
    {
        State(Silent).ShouldBe(MeasureState.Unknown);
        State(Silent with { AlmControlPresent = true }).ShouldBe(MeasureState.Unknown);
        State(Silent with { KillBitNative = false, KillBitWow64 = false }).ShouldBe(MeasureState.Unknown);
        State(Silent with { ActiveXDisabledByPolicy = false }).ShouldBe(MeasureState.Unknown);
    }

    [Fact]
    public void A_failed_browser_collector_proves_nothing_good()
    {
        State(Killed.Failing(Collector.Browser)).ShouldBe(MeasureState.Unknown);
        State((Silent with { AlmControlPresent = false }).Failing(Collector.Browser)).ShouldBe(MeasureState.Unknown);
        State(Killed.Failing(Collector.Firewall)).ShouldBe(MeasureState.InPlace);
        State((Killed with { KillBitNative = false }).Failing(Collector.Browser)).ShouldBe(MeasureState.NotInPlace);
    }

    [Fact]
    public void Facts_prove_it_only_while_they_are_current_and_vouched_for()
    {
        Judge(Hosts.Case(Killed), EvidenceExpiry.AddTicks(-1)).State.ShouldBe(MeasureState.InPlace);
        Judge(Hosts.Case(Killed), EvidenceExpiry).State.ShouldBe(MeasureState.Unknown);
        Judge(Hosts.Case(Killed, EvidenceOrigin.Typed)).State.ShouldBe(MeasureState.Unknown);
        Judge(Hosts.Case(Killed, EvidenceOrigin.SignedFile)).State.ShouldBe(MeasureState.InPlace);
        Judge(Hosts.Case(null)).State.ShouldBe(MeasureState.Unknown);
    }

    [Fact]
    public void A_person_can_attest_it_until_the_word_is_too_old()
    {
        var decision = new ValidDecision("AT-1", Hosts.Now.AddDays(400)) { ApprovedAt = Hosts.Now };
        var host = Hosts.Case(Killed with { KillBitNative = false }, decisions: HostDecisions.None with { Attestations = [new AttestedMeasure(ProtectiveMeasure.Browser, decision)] });

        Judge(host).ShouldBe((MeasureState.InPlace, MeasureBasis.Attestation, Hosts.Now.AddDays(180)));
        Judge(host, Hosts.Now.AddDays(180).AddTicks(-1)).State.ShouldBe(MeasureState.InPlace);
        Judge(host, Hosts.Now.AddDays(180)).State.ShouldBe(MeasureState.NotInPlace);
    }

    private static MeasureState State(HostFacts facts) => Judge(Hosts.Case(facts)).State;

    private static (MeasureState State, MeasureBasis Basis, DateTimeOffset? HoldsUntil) Judge(HostCase host, DateTimeOffset? now = null)
    {
        var measure = Hosts.Assess(host, now).Measure(ProtectiveMeasure.Browser);
        return (measure.State, measure.Basis, measure.HoldsUntil);
    }
}
