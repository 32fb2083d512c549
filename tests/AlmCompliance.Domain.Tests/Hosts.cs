namespace AlmCompliance.Domain.Tests;

/// <summary>Builds cases around one fixed moment and reads assessments.</summary>
internal static class Hosts
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static readonly AdvisoryId Note = ProductNote57252401.Id;

    public static readonly ZoneId Cell = new(new Guid("00000000-0000-0000-0000-00000000ce11"));

    public static readonly ZoneId Office = new(new Guid("00000000-0000-0000-0000-000000000ff1"));

    public static readonly ZoneStand InCell = new(Cell, AddressRange.TryParse("10.20.4.0/24", out var range) ? range : throw new InvalidOperationException());

    /// <summary>Alone in its zone's range, with two boundaries that nobody probed.</summary>
    public static readonly HostShielding Zoned = Within(new Boundary(Office), new Boundary(ZoneId.Outside));

    public static HostShielding Within(params Boundary[] boundaries) =>
        new(PlacementKind.ByAddress, HostShielding.DefaultPort, [new RangeShield(InCell, boundaries)], []);

    /// <summary>An installed ALM about which nothing else is wrong: restart settled, loopback only.</summary>
    public static HostFacts Facts(params string[] versions) => new()
    {
        Installed = true,
        Versions = [.. versions.Select((text, i) => new VersionEvidence((VersionSource)(1 + (i % 6)), text))],
        Service = ServiceState.Running,
        StartMode = ServiceStartMode.Automatic,
        Processes = ["almsrv64x.exe"],
        RestartPending = false,
        Listeners = [Socket("127.0.0.1")],
    };

    public static ListeningSocket Socket(string address, int port = 4410) =>
        new(System.Net.IPAddress.Parse(address), port, "almsrv64x.exe");

    public static HostFacts Failing(this HostFacts facts, params Collector[] collectors) =>
        facts with { Problems = [.. facts.Problems, .. collectors.Select(c => new CollectorFailure(c, "access denied"))] };

    public static HostCase Case(HostFacts? facts, EvidenceOrigin origin = EvidenceOrigin.Agent, HostDecisions? decisions = null, DateTimeOffset? probedOpen = null) => new(
        Now.AddDays(-100),
        facts,
        facts is null ? null : new EvidenceStamp(origin, Now.AddDays(-1)),
        decisions ?? HostDecisions.None,
        probedOpen is { } at ? Zoned with { OpenAnswers = [new OpenAnswer(Cell, at, CrossesBoundary: false)] } : Zoned);

    public static HostAssessment Assess(HostCase host, DateTimeOffset? now = null) =>
        HostAssessor.Assess(host, AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, now ?? Now);

    public static HostAssessment Assess(HostFacts? facts) => Assess(Case(facts));

    public static StatusVerdict NoteStatus(this HostAssessment assessment) => assessment.Statuses.Single(s => s.Advisory == Note);

    public static Finding? Finding(this HostAssessment assessment, RuleId rule) => assessment.Of(rule) is [var only] ? only : null;

    /// <summary>Findings of the note, and of rules that are about no advisory.</summary>
    public static Finding[] Of(this HostAssessment assessment, RuleId rule) =>
        [.. assessment.Findings.Where(f => f.Rule == rule && (f.Advisory is null || f.Advisory == Note))];

    public static MeasureVerdict[] NoteMeasures(this HostAssessment assessment) => [.. assessment.Measures.Where(m => m.Advisory == Note)];

    public static MeasureVerdict Measure(this HostAssessment assessment, ProtectiveMeasure measure) =>
        assessment.Measures.Single(m => m.Advisory == Note && m.Measure == measure);
}
