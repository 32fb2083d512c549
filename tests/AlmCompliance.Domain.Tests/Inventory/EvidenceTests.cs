using System.Net;

namespace AlmCompliance.Domain.Tests.Inventory;

public sealed class EvidenceTests
{
    [Theory]
    [InlineData(EvidenceOrigin.Agent, 7)]
    [InlineData(EvidenceOrigin.SignedFile, 35)]
    [InlineData(EvidenceOrigin.RawExport, 35)]
    [InlineData(EvidenceOrigin.Typed, 35)]
    [InlineData(EvidenceOrigin.Unknown, 0)]
    public void Each_origin_has_its_age_limit(EvidenceOrigin origin, int days) =>
        FreshnessLimits.Default.ExpiryOf(new EvidenceStamp(origin, Hosts.Now)).ShouldBe(Hosts.Now.AddDays(days));

    [Fact]
    public void A_probe_counts_for_seven_days_and_a_persons_word_for_half_a_year()
    {
        FreshnessLimits.Default.Probe.ShouldBe(TimeSpan.FromDays(7));
        FreshnessLimits.Default.Attestation.ShouldBe(TimeSpan.FromDays(180));
    }

    [Fact]
    public void Unknown_is_zero_so_that_nothing_unset_ever_passes()
    {
        default(EvidenceOrigin).ShouldBe(EvidenceOrigin.Unknown);
        default(VersionGrammar).ShouldBe(VersionGrammar.NotInterpretable);
        default(InstallationState).ShouldBe(InstallationState.Doubtful);
        default(RangeStanding).ShouldBe(RangeStanding.Unknown);
        default(CveApplicability).ShouldBe(CveApplicability.Unknown);
        default(RemoteAccessState).ShouldBe(RemoteAccessState.Unknown);
        default(MeasureState).ShouldBe(MeasureState.Unknown);
        default(ComplianceStatus).ShouldBe(ComplianceStatus.Unknown);
    }

    [Fact]
    public void A_limit_beyond_the_end_of_time_never_expires()
    {
        var limits = FreshnessLimits.Default with { OnlineReport = TimeSpan.MaxValue, Probe = TimeSpan.MaxValue };

        limits.ExpiryOf(new EvidenceStamp(EvidenceOrigin.Agent, Hosts.Now)).ShouldBe(DateTimeOffset.MaxValue);
        limits.ExpiryOfProbe(Hosts.Now).ShouldBe(DateTimeOffset.MaxValue);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(359, 0)]
    [InlineData(360, 360)]
    [InlineData(20000, 20000)]
    [InlineData(-1, -1)]
    public void Verdicts_hold_by_the_newest_report_or_by_one_that_was_there_less_than_six_hours_before(int laterMinutes, int heldMinutes)
    {
        var first = new EvidenceStamp(EvidenceOrigin.Agent, Hosts.Now);
        var next = first with { At = Hosts.Now.AddMinutes(laterMinutes) };

        var held = FreshnessLimits.Default.HeldUntil(next, FreshnessLimits.Default.ExpiryOf(first), Hosts.Now.AddMinutes(laterMinutes));

        held.ShouldBe(Hosts.Now.AddDays(7).AddMinutes(heldMinutes));
        FreshnessLimits.Default.AsHeld(next, held).ShouldBe(next with { At = held.AddDays(-7) });
    }

    [Fact]
    public void What_has_run_out_or_was_never_there_holds_nothing_back()
    {
        var limits = FreshnessLimits.Default;
        var evidence = new EvidenceStamp(EvidenceOrigin.Agent, Hosts.Now);
        var expiry = Hosts.Now.AddDays(7);

        limits.HeldUntil(evidence, null, Hosts.Now).ShouldBe(expiry);
        limits.HeldUntil(evidence, expiry.AddMinutes(-1), expiry.AddMinutes(-1)).ShouldBe(expiry);
        limits.HeldUntil(evidence, expiry.AddMinutes(-1), expiry.AddMinutes(-2)).ShouldBe(expiry.AddMinutes(-1));
        limits.AsHeld(evidence, null).ShouldBe(evidence);
    }

    [Theory]
    [InlineData(EvidenceOrigin.SignedFile)]
    [InlineData(EvidenceOrigin.RawExport)]
    [InlineData(EvidenceOrigin.Typed)]
    public void What_people_bring_holds_to_the_end_at_once(EvidenceOrigin origin)
    {
        var limits = FreshnessLimits.Default;
        var evidence = new EvidenceStamp(origin, Hosts.Now);
        var held = limits.ExpiryOf(evidence).AddHours(-1);

        limits.HeldUntil(evidence, held, Hosts.Now).ShouldBe(limits.ExpiryOf(evidence));
        limits.AsHeld(evidence, held).ShouldBe(evidence);
    }

    [Fact]
    public void Evidence_that_is_further_from_what_holds_than_a_step_counts_as_it_is()
    {
        var limits = FreshnessLimits.Default;
        var evidence = new EvidenceStamp(EvidenceOrigin.Agent, Hosts.Now);

        limits.AsHeld(evidence, Hosts.Now.AddDays(7) - limits.Step).ShouldBe(evidence);
        limits.AsHeld(evidence, Hosts.Now.AddDays(7) + TimeSpan.FromTicks(1)).ShouldBe(evidence);
        limits.AsHeld(evidence, Hosts.Now.AddDays(7) - limits.Step + TimeSpan.FromTicks(1)).At.ShouldBe(Hosts.Now - limits.Step + TimeSpan.FromTicks(1));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.3.4", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("10.20.4.41", false)]
    [InlineData("::ffff:10.20.4.41", false)]
    [InlineData("fe80::1", false)]
    public void Only_loopback_addresses_are_loopback(string address, bool loopback) =>
        new ListeningSocket(IPAddress.Parse(address), 4410, null).IsLoopback.ShouldBe(loopback);

    [Fact]
    public void A_socket_whose_address_is_no_address_counts_as_reachable() =>
        new ListeningSocket(null, 4410, null).IsLoopback.ShouldBeFalse();

    [Fact]
    public void A_socket_prints_as_administrators_write_it()
    {
        new ListeningSocket(IPAddress.Any, 4410, "almsrv64x.exe").ToString().ShouldBe("0.0.0.0:4410 almsrv64x.exe");
        new ListeningSocket(IPAddress.IPv6Any, 4410, "").ToString().ShouldBe("[::]:4410");
        new ListeningSocket(null, null, null).ToString().ShouldBe("?:?");
    }

    [Fact]
    public void A_collector_prints_as_reports_name_it() =>
        Enum.GetValues<Collector>().Select(c => new CollectorFailure(c, "m").ToString()).ShouldBe(
        [
            "unknown: m", "autsw: m", "uninstall: m", "service: m", "processes: m", "listeners: m", "firewall: m", "restart: m", "browser: m", "probes: m",
        ]);
}
