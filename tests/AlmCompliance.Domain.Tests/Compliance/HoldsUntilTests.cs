namespace AlmCompliance.Domain.Tests.Compliance;

public sealed class HoldsUntilTests
{
    private static readonly DateTimeOffset EvidenceExpiry = Hosts.Now.AddDays(6);

    private static readonly DateTimeOffset Sooner = Hosts.Now.AddDays(2);

    private static readonly HostFacts Affected = Hosts.Facts("V5.0");

    [Theory]
    [InlineData("V5.2")]
    [InlineData("V5.0")]
    [InlineData("V3.0")]
    public void A_status_that_rests_on_the_report_alone_holds_as_long_as_the_report(string version) =>
        HoldsUntil(Hosts.Case(Hosts.Facts(version))).ShouldBe(EvidenceExpiry);

    [Fact]
    public void A_status_by_a_signed_file_holds_as_long_as_the_file() =>
        HoldsUntil(Hosts.Case(Affected, EvidenceOrigin.SignedFile)).ShouldBe(Hosts.Now.AddDays(34));

    [Fact]
    public void Unknown_holds_until_nothing()
    {
        HoldsUntil(Hosts.Case(null)).ShouldBeNull();
        HoldsUntil(Hosts.Case(Hosts.Facts("HF1"))).ShouldBeNull();
        HoldsUntil(Hosts.Case(Affected), EvidenceExpiry).ShouldBeNull();
    }

    [Fact]
    public void Mitigated_holds_until_its_deferral_expires() =>
        HoldsUntil(Hosts.Case(Affected, decisions: Decided.Held() with { Deferrals = Decided.Deferred(Sooner).Deferrals })).ShouldBe(Sooner);

    [Theory]
    [InlineData(ProtectiveMeasure.Port, ProtectiveMeasure.Browser)]
    [InlineData(ProtectiveMeasure.Browser, ProtectiveMeasure.Port)]
    public void Mitigated_holds_until_a_measure_expires(ProtectiveMeasure first, ProtectiveMeasure second) =>
        HoldsUntil(Hosts.Case(Affected, decisions: Decided.Deferred().Attesting(first, Sooner).Attesting(second))).ShouldBe(Sooner);

    [Fact]
    public void Mitigated_holds_until_its_licence_server_declaration_expires_where_that_alone_spares_remote_access()
    {
        var open = Affected with { Listeners = [Hosts.Socket("0.0.0.0")] };

        HoldsUntil(Hosts.Case(open, decisions: Decided.Held().ServingLicences(Sooner))).ShouldBe(Sooner);
        HoldsUntil(Hosts.Case(Affected, decisions: Decided.Held().ServingLicences(Sooner))).ShouldBe(EvidenceExpiry);
    }

    [Fact]
    public void Two_attestations_of_one_measure_hold_until_the_later_one_expires()
    {
        var twice = Decided.Held().Attesting(ProtectiveMeasure.Port, Sooner);
        HoldsUntil(Hosts.Case(Affected, decisions: twice)).ShouldBe(EvidenceExpiry);

        var bothSoon = Decided.Deferred().Attesting(ProtectiveMeasure.Browser)
            .Attesting(ProtectiveMeasure.Port, Hosts.Now.AddDays(1)).Attesting(ProtectiveMeasure.Port, Sooner);
        HoldsUntil(Hosts.Case(Affected, decisions: bothSoon)).ShouldBe(Sooner);
    }

    [Fact]
    public void Mitigated_holds_until_the_first_of_its_grounds_is_lost_even_if_a_waiver_would_catch_it() =>
        HoldsUntil(Hosts.Case(Affected, decisions: (Decided.Held() with { Deferrals = Decided.Deferred(Sooner).Deferrals }).AlsoWaived())).ShouldBe(Sooner);

    [Fact]
    public void A_waiver_behind_a_mitigation_does_not_shorten_it() =>
        HoldsUntil(Hosts.Case(Affected, decisions: Decided.Held().AlsoWaived(Sooner))).ShouldBe(EvidenceExpiry);

    [Fact]
    public void Waived_holds_until_its_waiver_expires() =>
        HoldsUntil(Hosts.Case(Affected, decisions: Decided.Waived(Sooner))).ShouldBe(Sooner);

    [Fact]
    public void Nothing_holds_longer_than_the_evidence() =>
        HoldsUntil(Hosts.Case(Affected, decisions: Decided.Waived())).ShouldBe(EvidenceExpiry);

    [Fact]
    public void Non_compliant_by_an_open_probe_alone_holds_until_the_probe_expires() =>
        HoldsUntil(Hosts.Case(Affected, decisions: Decided.Held(), probedOpen: Sooner.AddDays(-7))).ShouldBe(Sooner);

    [Fact]
    public void Decisions_that_already_expired_shorten_nothing() =>
        HoldsUntil(Hosts.Case(Affected, decisions: Decided.Waived(Hosts.Now.AddDays(-1)))).ShouldBe(EvidenceExpiry);

    private static DateTimeOffset? HoldsUntil(HostCase host, DateTimeOffset? now = null) => Hosts.Assess(host, now).NoteStatus().HoldsUntil;
}
