using System.Net;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using BenchmarkDotNet.Attributes;

namespace AlmCompliance.Benchmarks;

/// <summary>The pure rules on one host, and the reading of one version text.</summary>
[MemoryDiagnoser]
public class AssessmentBenchmarks
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private readonly HostCase _affected = Case("V5.1 SP1 Upd2", "05.01.0102");
    private readonly HostCase _fixed = Case("V6.0 SP9 Upd4", "06.00.0904");

    [Benchmark]
    public HostAssessment AssessAffected() => HostAssessor.Assess(_affected, AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, s_now);

    [Benchmark]
    public HostAssessment AssessFixed() => HostAssessor.Assess(_fixed, AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, s_now);

    [Benchmark]
    public VersionReading ReadPacked() => AlmVersionGrammar.Read(new VersionEvidence(VersionSource.UninstallDisplayVersion, "05.01.0102"));

    [Benchmark]
    public VersionReading ReadWorded() => AlmVersionGrammar.Read(new VersionEvidence(VersionSource.UninstallDisplayName, "Siemens Automation License Manager V5.3 + SP2 + Upd2  "));

    private static HostCase Case(string autsw, string packed) => new(
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
            Listeners = [new(IPAddress.Any, 4410, "almsrv64x.exe")],
        },
        new EvidenceStamp(EvidenceOrigin.Agent, s_now.AddHours(-1)),
        HostDecisions.None,
        HostShielding.None);
}
