using CsCheck;

namespace AlmCompliance.Domain.Tests.Compliance;

/// <summary>Whatever is lost, fails or ages, no host comes out greener for it.</summary>
public sealed class NeverGreenerTests
{
    private const int Many = 6_000;

    /// <summary>A fact with the way to lose it; version texts, the word "installed" and failures are no facts of this kind.</summary>
    private static readonly (string Name, Func<HostFacts, HostFacts> Lose)[] SingleFacts =
    [
        (nameof(HostFacts.Service), f => f with { Service = null }),
        (nameof(HostFacts.StartMode), f => f with { StartMode = null }),
        (nameof(HostFacts.ServiceStateUnclear), f => f with { ServiceStateUnclear = false }),
        (nameof(HostFacts.Processes), f => f with { Processes = null }),
        (nameof(HostFacts.Port), f => f with { Port = null }),
        (nameof(HostFacts.RestartPending), f => f with { RestartPending = null }),
        (nameof(HostFacts.RemoteAccessSetting), f => f with { RemoteAccessSetting = null }),
        (nameof(HostFacts.Listeners), f => f with { Listeners = null }),
        (nameof(HostFacts.FirewallEnabled), f => f with { FirewallEnabled = null }),
        (nameof(HostFacts.AlmInbound), f => f with { AlmInbound = null }),
        (nameof(HostFacts.InternetExplorerPresent), f => f with { InternetExplorerPresent = null }),
        (nameof(HostFacts.AlmControlPresent), f => f with { AlmControlPresent = null }),
        (nameof(HostFacts.KillBitNative), f => f with { KillBitNative = null }),
        (nameof(HostFacts.KillBitWow64), f => f with { KillBitWow64 = null }),
        (nameof(HostFacts.ActiveXDisabledByPolicy), f => f with { ActiveXDisabledByPolicy = null }),
        (nameof(HostFacts.Is64Bit), f => f with { Is64Bit = null }),
    ];

    [Fact]
    public void Every_fact_is_among_those_that_get_lost() =>
        SingleFacts.Select(f => f.Name).ShouldBe(
            typeof(HostFacts).GetProperties().Where(p => p.CanWrite).Select(p => p.Name)
                .Except([nameof(HostFacts.Installed), nameof(HostFacts.Versions), nameof(HostFacts.Problems)]),
            ignoreOrder: true);

    [Fact]
    public void A_failing_collector_turns_no_host_greener() =>
        Gen.Select(RandomHosts.Cases, Gen.OneOf(Enum.GetValues<Collector>())).Sample(
            (host, collector) => NoGreener(Hosts.Assess(With(host, f => f.Failing(collector))), Hosts.Assess(host)), iter: Many);

    [Fact]
    public void A_failing_collector_proves_no_measure_and_no_lack_of_remote_access() =>
        Gen.Select(RandomHosts.Cases, Gen.OneOf(Enum.GetValues<Collector>())).Sample(
            (host, collector) =>
            {
                var whole = Hosts.Assess(host);
                var failing = Hosts.Assess(With(host, f => f.Failing(collector)));
                return (whole.RemoteAccess.State == RemoteAccessState.Off || failing.RemoteAccess.State != RemoteAccessState.Off)
                    && whole.Measures.Zip(failing.Measures).All(m => Holds(m.First) || !Holds(m.Second))
                    && whole.Findings.Select(f => f.Rule).Except(failing.Findings.Select(f => f.Rule)).All(rule => rule is RuleId.ALM0001 or RuleId.ALM0007);
            },
            iter: Many);

    /// <summary>
    /// Four kinds of fact speak against a host and are exempt, because without them what remains speaks for it: a trace
    /// of the ALM beside the word that none is installed, one side of a contradiction, a reachable listener or a
    /// setting that says on where a person's attestation stands in once neither can be read, and the port of a
    /// listener, or one that is named, that is not the one whose block was proven.
    /// </summary>
    [Fact]
    public void A_lost_fact_turns_no_host_greener() =>
        Gen.Select(RandomHosts.Cases, Gen.OneOf(SingleFacts)).Sample(
            (host, fact) =>
            {
                var before = Hosts.Assess(host);
                var speaksAgainst = before.NoteStatus().Reason == StatusReason.NotInstalledDoubtful
                    || before.RemoteAccess.Basis == RemoteAccessBasis.Contradiction
                    || (fact.Name is nameof(HostFacts.Port) or nameof(HostFacts.Listeners) && before.Measures.Any(m => m.Basis == MeasureBasis.OtherPort))
                    || (before.RemoteAccess.Basis is RemoteAccessBasis.Listening or RemoteAccessBasis.Setting
                        && host.Decisions.Attestations.Any(a => a.Measure == ProtectiveMeasure.RemoteAccess));
                return speaksAgainst || NoGreener(Hosts.Assess(With(host, fact.Lose)), before);
            },
            iter: Many);

    [Fact]
    public void Older_evidence_turns_no_host_greener() =>
        Gen.Select(RandomHosts.Cases, Gen.Int[1, 40]).Sample(
            (host, days) => NoGreener(Hosts.Assess(host with { Evidence = host.Evidence!.Value with { At = host.Evidence.Value.At.AddDays(-days) } }), Hosts.Assess(host)),
            iter: Many);

    /// <summary>An open probe that expires is the one thing that time takes back in a host's favour.</summary>
    [Fact]
    public void Time_that_passes_turns_no_host_greener() =>
        Gen.Select(RandomHosts.Cases, Gen.Int[1, 100]).Sample(
            (host, days) =>
            {
                var unprobed = host with { Shielding = host.Shielding with { OpenAnswers = [] } };
                return NoGreener(Hosts.Assess(unprobed, Hosts.Now.AddDays(days)), Hosts.Assess(unprobed));
            },
            iter: Many);

    [Fact]
    public void A_status_stays_until_the_moment_it_is_said_to_hold_and_changes_at_that_moment() =>
        Gen.Select(RandomHosts.Cases, Gen.Double[0, 0.999]).Sample(
            (host, share) =>
            {
                foreach (var (verdict, i) in Hosts.Assess(host).Statuses.Select((v, i) => (v, i)).Where(x => x.i % 3 == 0))
                {
                    if (verdict.HoldsUntil is not { } end)
                    {
                        if (verdict.Status != ComplianceStatus.Unknown)
                        {
                            return false;
                        }

                        continue;
                    }

                    if (end <= Hosts.Now || At(Hosts.Now + ((end - Hosts.Now) * share)) != verdict.Status || At(end.AddTicks(-1)) != verdict.Status || At(end) == verdict.Status)
                    {
                        return false;
                    }

                    ComplianceStatus At(DateTimeOffset moment) => Hosts.Assess(host, moment).Statuses[i].Status;
                }

                return true;
            },
            iter: Many / 2);

    [Fact]
    public void Nothing_without_evidence_is_compliant_mitigated_or_not_applicable() =>
        Gen.Select(RandomHosts.Cases, Gen.Bool).Sample((host, noFacts) =>
        {
            var bare = noFacts ? host with { Facts = null } : host with { Evidence = null };
            var assessment = Hosts.Assess(bare);
            return assessment.Statuses.All(s => s.Status == ComplianceStatus.Unknown)
                && assessment.Measures.All(m => m.State != MeasureState.NotRequired || m.Basis == MeasureBasis.LicenceServer);
        });

    [Fact]
    public void Only_current_reports_of_agents_turn_a_host_green() =>
        RandomHosts.Cases.Sample(
            host => Hosts.Assess(host).Statuses.All(s => Greenness(s) == 0)
                || (host.Evidence is { Origin: EvidenceOrigin.Agent or EvidenceOrigin.SignedFile } evidence
                    && Hosts.Now < FreshnessLimits.Default.ExpiryOf(evidence)),
            iter: Many);

    [Fact]
    public void Every_unknown_host_has_a_finding_that_is_open_and_says_why() =>
        RandomHosts.Cases.Where(c => c.Evidence!.Value.IsStrong).Sample(
            host =>
            {
                var assessment = Hosts.Assess(host);
                return assessment.NoteStatus().Status != ComplianceStatus.Unknown
                    || assessment.Findings.Any(f => f.OpensAt <= Hosts.Now && f.Rule is RuleId.ALM0001 or RuleId.ALM0005 or RuleId.ALM0006 or RuleId.ALM0007);
            },
            iter: Many);

    /// <summary>
    /// With the restart settled and the version read in full: an update whose restart is pending, or which is not certain,
    /// leaves a host worse than the decisions that held the old one.
    /// </summary>
    [Fact]
    public void Within_a_product_line_a_newer_version_is_never_worse() =>
        Gen.Select(RandomHosts.Cases, Gen.OneOf((4, 0), (5, 0), (5, 1), (5, 3), (6, 0), (6, 1), (6, 2), (7, 0)), Gen.Int[0, 13], Gen.Int[0, 5], Gen.Int[0, 13], Gen.Int[0, 5]).Sample(
            (host, line, sp1, upd1, sp2, upd2) =>
            {
                var one = new AlmVersion(line.Item1, line.Item2, sp1, upd1);
                var other = new AlmVersion(line.Item1, line.Item2, sp2, upd2);
                var (older, newer) = one < other ? (one, other) : (other, one);
                return NoGreener(At(older), At(newer));

                HostAssessment At(AlmVersion version) => Hosts.Assess(With(host, f => f with { Versions = Hosts.Facts(version.Canonical).Versions, RestartPending = false, Problems = [] }));
            },
            iter: Many);

    /// <summary>The random hosts are worth something only while each status is among them.</summary>
    [Fact]
    public void The_random_hosts_reach_every_status()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<ComplianceStatus, int>();

        RandomHosts.Cases.Sample(host => { seen.AddOrUpdate(Hosts.Assess(host).NoteStatus().Status, 1, (_, n) => n + 1); }, iter: Many);

        seen.Keys.ShouldBe(Enum.GetValues<ComplianceStatus>(), ignoreOrder: true);
        seen.Values.Min().ShouldBeGreaterThan(Many / 200);
    }

    private static bool Holds(MeasureVerdict measure) => measure.State is MeasureState.InPlace or MeasureState.NotRequired;

    private static HostCase With(HostCase host, Func<HostFacts, HostFacts> change) => host with { Facts = change(host.Facts!) };

    private static bool NoGreener(HostAssessment after, HostAssessment before) =>
        after.Statuses.Zip(before.Statuses).All(pair => Greenness(pair.First) <= Greenness(pair.Second));

    private static int Greenness(StatusVerdict verdict) => verdict.Status switch
    {
        ComplianceStatus.Compliant or ComplianceStatus.NotApplicable => 3,
        ComplianceStatus.Mitigated => 2,
        ComplianceStatus.Waived => 1,
        _ => 0,
    };
}
