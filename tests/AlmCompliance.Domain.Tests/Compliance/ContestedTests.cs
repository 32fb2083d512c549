using CsCheck;

namespace AlmCompliance.Domain.Tests.Compliance;

/// <summary>Of two machines under one identity nothing good is said, whatever either of them reports.</summary>
public sealed class ContestedTests
{
    private const int Many = 3_000;
    private static readonly IdentityDoubt Doubt = new(IdentitySign.Faces, Hosts.Now.AddDays(-1), ["ES-041 10.1.0.41/24", "ES-041 10.2.0.7/24"]);

    [Fact]
    public void Nothing_contested_is_green_and_nothing_of_it_holds_or_expires() =>
        RandomHosts.Cases.Sample(
            host =>
            {
                var contested = Hosts.Assess(host with { Identity = Doubt });
                return contested.Statuses.All(s => s is { Status: ComplianceStatus.Unknown, Reason: StatusReason.TwoMachines, HoldsUntil: null })
                    && contested.Measures.All(m => m.State is MeasureState.Unknown or MeasureState.NotInPlace)
                    && contested.RemoteAccess.State is RemoteAccessState.Unknown or RemoteAccessState.On
                    && contested.Findings.Any(f => f.Rule == RuleId.ALM0010 && f.OpensAt <= Hosts.Now);
            },
            iter: Many);

    [Fact]
    public void Whatever_either_machine_reports_the_statuses_are_the_same() =>
        Gen.Select(RandomHosts.Cases, RandomHosts.Facts).Sample(
            (host, other) => Hosts.Assess(host with { Identity = Doubt }).Statuses.Zip(Hosts.Assess(host with { Facts = other, Identity = Doubt }).Statuses)
                .All(p => p.First.Says(p.Second.Status, p.Second.Reason, p.Second.Arguments, p.Second.HoldsUntil, TimeSpan.FromMicroseconds(1))),
            iter: Many);

    [Fact]
    public void What_was_open_stays_open() =>
        RandomHosts.Cases.Sample(
            host => !Hosts.Assess(host).Findings.Select(f => (f.Rule, f.Advisory))
                .Except(Hosts.Assess(host with { Identity = Doubt }).Findings.Select(f => (f.Rule, f.Advisory))).Any(),
            iter: Many);

    [Fact]
    public void No_weakness_is_said_not_to_apply() =>
        RandomHosts.Cases.Sample(
            host => CveAssessor.Assess(host with { Identity = Doubt }, AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, Hosts.Now).All(c => c.Applies == CveApplicability.Unknown && c.Hold == CveHold.Unknown),
            iter: Many / 10);
}
