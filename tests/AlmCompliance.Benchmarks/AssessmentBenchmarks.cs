using System.Net;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using BenchmarkDotNet.Attributes;

namespace AlmCompliance.Benchmarks;

/// <summary>The pure rules on one host against the nine advisories of the built-in catalogue, and the reading of one version text.</summary>
[MemoryDiagnoser]
public class AssessmentBenchmarks
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private static readonly HostShielding s_shielding = Proven();

    private readonly HostCase _affected = Case("V5.1 SP1 Upd2", "05.01.0102");
    private readonly HostCase _fixed = Case("V6.2 Upd3", "06.02.0003");
    private readonly HostCase _mitigated = Case("V5.1 SP1 Upd2", "05.01.0102", Held());
    private readonly HostCase[] _fleet = Fleet();

    /// <summary>A hundred hosts as a plant has them: most on V5 and V6 lines, some held, few without a report.</summary>
    [Benchmark(OperationsPerInvoke = 100)]
    public int Fleet100()
    {
        var findings = 0;
        foreach (var host in _fleet)
        {
            findings += Assess(host).Findings.Count;
        }

        return findings;
    }

    /// <summary>Open on every advisory.</summary>
    [Benchmark]
    public HostAssessment Affected() => Assess(_affected);

    /// <summary>Clear of every advisory.</summary>
    [Benchmark]
    public HostAssessment Fixed() => Assess(_fixed);

    /// <summary>Affected, deferred and held by measures: how long each holds is asked of every decision and boundary.</summary>
    [Benchmark]
    public HostAssessment Mitigated() => Assess(_mitigated);

    [Benchmark]
    public VersionReading ReadPacked() => AlmVersionGrammar.Read(new VersionEvidence(VersionSource.UninstallDisplayVersion, "05.01.0102"));

    [Benchmark]
    public VersionReading ReadWorded() => AlmVersionGrammar.Read(new VersionEvidence(VersionSource.UninstallDisplayName, "Siemens Automation License Manager V5.3 + SP2 + Upd2  "));

    private static HostAssessment Assess(HostCase host) => HostAssessor.Assess(host, AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, s_now);

    private static HostCase[] Fleet()
    {
        (string Autsw, string Packed)[] versions =
        [
            ("V5.1 SP1 Upd2", "05.01.0102"), ("V5.3 SP3 Upd1", "05.03.0301"), ("V5.3 SP4 Upd4", "05.03.0404"),
            ("V6.0 SP9 Upd4", "06.00.0904"), ("V6.0 SP12 Upd3", "06.00.1203"), ("V6.2 Upd3", "06.02.0003"),
        ];
        var fleet = new HostCase[100];
        for (var i = 0; i < fleet.Length; i++)
        {
            var (autsw, packed) = versions[i % versions.Length];
            fleet[i] = (i % 20) switch
            {
                0 => Case(autsw, packed, Held()),
                1 => Case(autsw, packed) with { Facts = null, Evidence = null },
                _ => Case(autsw, packed),
            };
        }

        return fleet;
    }

    private static HostDecisions Held()
    {
        var decision = new ValidDecision("UD-1", s_now.AddDays(90));
        return new HostDecisions
        {
            Deferrals = [.. AdvisoryCatalogue.BuiltIn.Advisories.Select(a => new AdvisoryDecision(a.Id, decision with { Revision = a.Revision.Key }))],
            Attestations = [new AttestedMeasure(ProtectiveMeasure.Browser, decision), new AttestedMeasure(ProtectiveMeasure.RemoteAccess, decision)],
        };
    }

    /// <summary>Twelve zones, each boundary proven two days ago; one object for all hosts, as the server has it.</summary>
    private static HostShielding Proven()
    {
        _ = AddressRange.TryParse("10.20.4.0/24", out var range);
        var boundaries = Enumerable.Range(1, 12).Select(i => new Boundary(new ZoneId(new Guid(i, 0, 0, new byte[8])), BlockedAt: s_now.AddDays(-2)));
        var stand = new ZoneStand(new ZoneId(new Guid(99, 0, 0, new byte[8])), range);
        return new HostShielding(PlacementKind.ByAddress, HostShielding.DefaultPort, [new RangeShield(stand, [.. boundaries, new Boundary(ZoneId.Outside, BlockedAt: s_now.AddDays(-2))])], []);
    }

    private static HostCase Case(string autsw, string packed, HostDecisions? decisions = null) => new(
        s_now.AddDays(-90),
        new HostFacts
        {
            Installed = true,
            Versions = [new(VersionSource.AutswVersionString, autsw), new(VersionSource.UninstallDisplayVersion, packed)],
            Service = ServiceState.Running,
            StartMode = ServiceStartMode.Automatic,
            Processes = ["almsrv64x.exe"],
            Port = 4410,
            RestartPending = false,
            Listeners = [new(decisions is null ? IPAddress.Any : IPAddress.Loopback, 4410, "almsrv64x.exe")],
            AlmControlPresent = true,
            KillBitNative = true,
            KillBitWow64 = true,
            Is64Bit = true,
        },
        new EvidenceStamp(EvidenceOrigin.Agent, s_now.AddHours(-1)),
        decisions ?? HostDecisions.None,
        s_shielding);
}
