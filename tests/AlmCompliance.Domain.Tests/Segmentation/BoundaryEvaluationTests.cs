namespace AlmCompliance.Domain.Tests.Segmentation;

public sealed class BoundaryEvaluationTests
{
    private static readonly Guid Other = new(43, 0, 0, new byte[8]);

    [Theory]
    [InlineData(ProbeResult.Refused)]
    [InlineData(ProbeResult.NoAnswer)]
    public void Silence_beside_a_control_proves_a_block(ProbeResult result)
    {
        var proof = One(Probed.FromOffice(result), Probed.FromInside(ProbeResult.Open, 3));

        proof.Outcome.ShouldBe(BoundaryOutcome.Block);
        proof.Control!.At.ShouldBe(Hosts.Now.AddMinutes(3));
    }

    [Theory]
    [InlineData(ProbeResult.Unreachable)]
    [InlineData(ProbeResult.Unknown)]
    public void A_network_without_a_way_proves_nothing(ProbeResult result) =>
        Outcome(Probed.FromOffice(result), Probed.FromInside(ProbeResult.Open)).ShouldBe(BoundaryOutcome.Inconclusive);

    [Fact]
    public void Silence_without_a_control_proves_nothing()
    {
        Outcome(Probed.FromOffice(ProbeResult.NoAnswer)).ShouldBe(BoundaryOutcome.Inconclusive);
        Outcome(Probed.FromOffice(ProbeResult.NoAnswer), Probed.FromInside(ProbeResult.Refused)).ShouldBe(BoundaryOutcome.Inconclusive);
        Outcome(Probed.FromOffice(ProbeResult.NoAnswer), Probed.FromInside(ProbeResult.NoAnswer)).ShouldBe(BoundaryOutcome.Inconclusive);
    }

    [Theory]
    [InlineData(10, BoundaryOutcome.Block)]
    [InlineData(-10, BoundaryOutcome.Block)]
    [InlineData(10.01, BoundaryOutcome.Inconclusive)]
    [InlineData(-10.01, BoundaryOutcome.Inconclusive)]
    public void A_control_counts_within_ten_minutes(double minutes, BoundaryOutcome expected) =>
        Outcome(Probed.FromOffice(ProbeResult.NoAnswer), Probed.FromInside(ProbeResult.Open, minutes)).ShouldBe(expected);

    [Fact]
    public void The_nearest_control_is_shown() =>
        One(Probed.FromOffice(ProbeResult.NoAnswer), Probed.FromInside(ProbeResult.Open, 9), Probed.FromInside(ProbeResult.Open, -2), Probed.FromInside(ProbeResult.Open, 5))
            .Control!.At.ShouldBe(Hosts.Now.AddMinutes(-2));

    [Fact]
    public void A_control_counts_for_the_same_address_and_port_alone()
    {
        var control = Probed.FromInside(ProbeResult.Open);

        Outcome(Probed.FromOffice(ProbeResult.NoAnswer), control with { Port = 4411 }).ShouldBe(BoundaryOutcome.Inconclusive);
        Outcome(Probed.FromOffice(ProbeResult.NoAnswer), Probed.FromInside(ProbeResult.Open, target: Other)).ShouldBe(BoundaryOutcome.Inconclusive);
        Outcome(Probed.FromOffice(ProbeResult.NoAnswer), control with { Target = control.Target.MapToIPv6() }).ShouldBe(BoundaryOutcome.Block);
    }

    [Fact]
    public void A_control_comes_from_the_zone_of_the_target_and_from_another_host()
    {
        var control = Probed.FromInside(ProbeResult.Open);

        Evaluate(Probed.FromOffice(ProbeResult.NoAnswer), control with { From = ZoneId.Outside })
            .Select(p => p.Outcome).ShouldBe([BoundaryOutcome.Inconclusive, BoundaryOutcome.Open]);
        Outcome(Probed.FromOffice(ProbeResult.NoAnswer), control with { SourceHost = Probed.Target }).ShouldBe(BoundaryOutcome.Inconclusive);
    }

    [Fact]
    public void An_open_answer_needs_no_control() =>
        Outcome(Probed.FromOffice(ProbeResult.Open)).ShouldBe(BoundaryOutcome.Open);

    [Fact]
    public void From_nobody_knows_where_only_an_open_answer_speaks()
    {
        Outcome(Probed.FromOffice(ProbeResult.NoAnswer, from: default(ZoneId)), Probed.FromInside(ProbeResult.Open)).ShouldBe(BoundaryOutcome.Inconclusive);
        Outcome(Probed.FromOffice(ProbeResult.Open, from: default(ZoneId))).ShouldBe(BoundaryOutcome.Open);
    }

    [Fact]
    public void Controls_and_attempts_of_a_host_at_itself_prove_nothing_alone() =>
        Evaluate(Probed.FromInside(ProbeResult.Open), Probed.FromOffice(ProbeResult.Open) with { SourceHost = Probed.Target }).ShouldBeEmpty();

    private static BoundaryOutcome Outcome(params ProbeObservation[] observations) => One(observations).Outcome;

    private static BoundaryProof One(params ProbeObservation[] observations) => Evaluate(observations).ShouldHaveSingleItem();

    private static IReadOnlyList<BoundaryProof> Evaluate(params ProbeObservation[] observations) => BoundaryEvaluation.Evaluate(observations);
}
