namespace AlmCompliance.Domain.Tests.Rules;

public sealed class ALM0003Tests
{
    private static readonly HostFacts Affected = Hosts.Facts("V5.1 SP1 Upd2");

    [Fact]
    public void ALM0003_opens_for_the_note_where_a_boundary_is_not_proven()
    {
        var finding = Hosts.Assess(Affected).Finding(RuleId.ALM0003).ShouldNotBeNull();

        finding.Advisory.ShouldBe(Hosts.Note);
        finding.Reason.ShouldBe(FindingReason.PortNotProven);
        finding.OpensAt.ShouldBe(Hosts.Now);
    }

    [Fact]
    public void ALM0003_names_the_zone_that_a_connection_came_from()
    {
        var byBoundary = Hosts.Within(new Boundary(ZoneId.Outside), new Boundary(Hosts.Office, OpenAt: Hosts.Now) { FromName = "Office" });
        var byAnswer = Hosts.Zoned with { OpenAnswers = [new OpenAnswer(Hosts.Office, Hosts.Now, CrossesBoundary: false) { FromName = "Cell" }, new OpenAnswer(Hosts.Office, Hosts.Now, CrossesBoundary: true) { FromName = "Office" }] };

        foreach (var shielding in new[] { byBoundary, byAnswer })
        {
            var finding = Judge(shielding)!.Value;
            finding.Reason.ShouldBe(FindingReason.PortOpen);
            finding.Arguments.ShouldBe(["Office"]);
        }
    }

    [Fact]
    public void ALM0003_says_why_nothing_is_known()
    {
        Judge(HostShielding.None)!.Value.Reason.ShouldBe(FindingReason.PortUnzoned);
        Judge(Hosts.Zoned with { Placement = PlacementKind.Ambiguous })!.Value.Reason.ShouldBe(FindingReason.PortZoneNotClear);
        Judge(Hosts.Zoned with { Port = 4411 }, Affected with { Port = 4410 })!.Value.ShouldSatisfyAllConditions(
            f => f.Reason.ShouldBe(FindingReason.PortIsAnother), f => f.Arguments.ShouldBe(["4411"]));
    }

    [Fact]
    public void ALM0003_does_not_open_where_the_measure_is_in_place() =>
        Judge(Hosts.Within(new Boundary(Hosts.Office, BlockedAt: Hosts.Now))).ShouldBeNull();

    [Theory]
    [InlineData("V5.0", true)]
    [InlineData("V5.1 HF1", true)]
    [InlineData("V5.2", false)]
    [InlineData("V3.0", false)]
    public void ALM0003_opens_where_the_host_is_affected_or_may_be(string version, bool expected) =>
        (Judge(Hosts.Zoned, Hosts.Facts(version)) is not null).ShouldBe(expected);

    [Fact]
    public void ALM0003_opens_while_the_update_is_not_known_to_be_in_force()
    {
        Judge(Hosts.Zoned, Hosts.Facts("V5.2") with { RestartPending = true }).ShouldNotBeNull();
        Judge(Hosts.Zoned, Hosts.Facts("V5.2") with { RestartPending = null }).ShouldNotBeNull();
    }

    [Fact]
    public void ALM0003_is_not_asked_where_no_ALM_is_or_nobody_reported()
    {
        Judge(Hosts.Zoned, new HostFacts { Installed = false }).ShouldBeNull();
        Hosts.Assess(Hosts.Case(null)).Finding(RuleId.ALM0003).ShouldBeNull();
    }

    [Fact]
    public void ALM0003_is_asked_by_the_note_alone() =>
        Hosts.Assess(Affected).Findings.Where(f => f.Rule is RuleId.ALM0003 or RuleId.ALM0004).ShouldAllBe(f => f.Advisory == Hosts.Note);

    [Fact]
    public void ALM0003_is_not_asked_by_a_publisher_that_asks_for_another_measure()
    {
        var catalogue = new AdvisoryCatalogue([ProductNote57252401.Advisory with { AskedMeasures = [ProtectiveMeasure.Browser] }]);

        var rules = HostAssessor.Assess(Hosts.Case(Affected), catalogue, FreshnessLimits.Default, Hosts.Now).Findings.Select(f => f.Rule).ToArray();

        rules.ShouldContain(RuleId.ALM0004);
        rules.ShouldNotContain(RuleId.ALM0003);
    }

    private static Finding? Judge(HostShielding shielding, HostFacts? facts = null) =>
        Hosts.Assess(Hosts.Case(facts ?? Affected) with { Shielding = shielding }).Finding(RuleId.ALM0003);
}
