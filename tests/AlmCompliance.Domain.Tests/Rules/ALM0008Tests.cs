namespace AlmCompliance.Domain.Tests.Rules;

public sealed class ALM0008Tests
{
    private static readonly HostFacts Open = Hosts.Facts("V5.2") with { Listeners = [Hosts.Socket("0.0.0.0")] };

    [Fact]
    public void ALM0008_is_told_beforehand_and_opens_when_the_declaration_expires()
    {
        var finding = Judge(Declared(Decided.Later));

        finding.ShouldBe((FindingReason.LicenceServerExpired, Decided.Later));
        Judge(Declared(Hosts.Now.AddDays(-3))).ShouldBe((FindingReason.LicenceServerExpired, Hosts.Now.AddDays(-3)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void ALM0008_opens_at_once_without_an_owner_and_the_declaration_covers_nothing(string? owner)
    {
        var declared = Declared(Decided.Later, owner);

        Judge(declared).ShouldBe((FindingReason.LicenceServerWithoutOwner, Hosts.Now));
        Hosts.Assess(Hosts.Case(Open, decisions: declared)).Finding(RuleId.ALM0002).ShouldNotBeNull();
        Hosts.Assess(Hosts.Case(Open, decisions: declared)).Measure(ProtectiveMeasure.RemoteAccess).Basis.ShouldNotBe(MeasureBasis.LicenceServer);
    }

    [Fact]
    public void ALM0008_opens_where_version_or_host_list_are_not_what_was_declared()
    {
        Judge(Declared(Decided.Later, change: d => d with { Version = new AlmVersion(5, 1) })).ShouldBe((FindingReason.LicenceServerLapsed, Hosts.Now));
        Judge(Declared(Decided.Later, change: d => d with { HostListChanged = true })).ShouldBe((FindingReason.LicenceServerLapsed, Hosts.Now));
        Judge(Declared(Decided.Later, change: d => d with { Version = new AlmVersion(5, 2) })).ShouldBe((FindingReason.LicenceServerExpired, Decided.Later));
    }

    [Fact]
    public void ALM0008_names_the_declaration_and_says_nothing_without_one()
    {
        Hosts.Assess(Hosts.Case(Open, decisions: Declared(Hosts.Now))).Finding(RuleId.ALM0008)!.Value.Arguments.ShouldBe(["LS-1"]);
        Hosts.Assess(Open).Finding(RuleId.ALM0008).ShouldBeNull();
    }

    private static HostDecisions Declared(DateTimeOffset until, string? owner = "Owner", Func<ValidDecision, ValidDecision>? change = null)
    {
        var decision = new ValidDecision("LS-1", until);
        return HostDecisions.None with { LicenceServer = new LicenceServerDeclaration(change?.Invoke(decision) ?? decision, owner) };
    }

    private static (FindingReason Reason, DateTimeOffset OpensAt) Judge(HostDecisions decisions) =>
        Hosts.Assess(Hosts.Case(Open, decisions: decisions)).Finding(RuleId.ALM0008) is { } finding ? (finding.Reason, finding.OpensAt) : default;
}
