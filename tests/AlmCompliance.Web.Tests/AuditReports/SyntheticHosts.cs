using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>
/// Rows of a plant that never was: the same number gives the same host. Every status and every kind of name comes within the
/// first 40, and again and again after them.
/// </summary>
internal static class SyntheticHosts
{
    public const string Deferral = "D-0001";
    public const string Waiver = "D-0002";
    public const string Fix = "V5.1 SP1 Upd3";

    private static readonly (string Site, string? Zone)[] _places =
    [
        ("Olefins", "Cracker control"), ("Olefins", "Utilities"), ("Olefins", "Engineering 1"),
        ("Polymers", "Reactor control"), ("Polymers", "Extrusion and packing"), ("Polymers", "Engineering 2"),
        ("Harbour terminal", "Tank farm control"), ("Harbour terminal", "Jetty and loading"), ("Harbour terminal", "Plant DMZ"),
        ("", null),
    ];

    private static readonly string[] _kinds = ["ES", "WCC-CL", "PKG-HMI", "HIST", "UT-HMI", "VEND-LT", "LIC", "OS-SRV"];
    private static readonly string[] _owners = ["S. Lindqvist", "M. Okafor", "T. Brenner", "A. Moreau", ""];
    private static readonly string[] _roles = ["Engineering station", "Operator station", "Packaging HMI", "Historian", ""];

    public static IEnumerable<(string Site, string? Zone)> Places => _places;

    public static ReportHost Host(int i, int otherAdvisories)
    {
        var status = Status(i);
        var (reason, arguments) = Reason(i, status);
        var enrolled = IsEnrolled(i);
        var at = reason switch
        {
            StatusReason.NeverReported => (DateTimeOffset?)null,
            StatusReason.EvidenceTooOld => SyntheticReport.Moment.AddDays(-8 - (i % 40)),
            _ => SyntheticReport.Moment.AddMinutes(-(i % 10_000)),
        };
        var version = reason is StatusReason.NeverReported or StatusReason.NotInstalled or StatusReason.VersionMissing ? null : arguments.Count > 0 ? arguments[0] : Version(i);
        var place = _places[Mix(i) % _places.Length];
        var findings = Findings(i).ToList();
        return new ReportHost
        {
            Id = Id(i, 1),
            IsEnrolled = enrolled,
            IsExpected = IsExpected(i),
            Name = Name(i),
            Site = place.Site,
            Zone = place.Zone,
            Owner = _owners[i % _owners.Length],
            Role = _roles[i % _roles.Length],
            Status = status,
            Reason = reason,
            Arguments = arguments,
            Since = SyntheticReport.Moment.AddDays(-1 - (i % 300)).AddMinutes(-(i % 1440)),
            HoldsUntil = status is ComplianceStatus.Unknown or ComplianceStatus.NonCompliant ? null : SyntheticReport.Moment.AddDays(1 + (i % 6)),
            LastKnown = status == ComplianceStatus.Unknown && enrolled && i % 3 == 0 ? ComplianceStatus.NonCompliant : ComplianceStatus.Unknown,
            OtherStatuses = enrolled ? [.. Enumerable.Range(1, otherAdvisories).Select(a => at is null ? ComplianceStatus.Unknown : (ComplianceStatus)((i + (a * 5)) % 6))] : [],
            VersionText = version,
            VersionSource = version is null ? VersionSource.Unknown : i % 4 == 0 ? VersionSource.UninstallDisplayVersion : VersionSource.AutswVersionString,
            Version = reason is StatusReason.VersionNotInterpretable or StatusReason.VersionContradiction ? null : version,
            RemoteAccess = at is null ? RemoteAccessState.Unknown : i % 7 == 0 ? RemoteAccessState.On : RemoteAccessState.Off,
            RemoteAccessBasis = at is null ? RemoteAccessBasis.None : i % 7 == 0 ? RemoteAccessBasis.Listening : RemoteAccessBasis.LoopbackOnly,
            Origin = at is null ? EvidenceOrigin.Unknown : i % 15 == 0 ? EvidenceOrigin.SignedFile : EvidenceOrigin.Agent,
            EvidenceAt = at,
            EnrolledAt = enrolled ? SyntheticReport.Moment.AddDays(-400 + (i % 100)) : null,
            EvidenceDigest = at is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name(i)))),
            OpenFindings = findings.Count,
            OverdueFindings = findings.Count(f => f.IsOverdue),
            NextDue = findings.Count == 0 ? null : findings.Min(f => f.DueAt),
            Decisions = status switch { ComplianceStatus.Mitigated => Deferral, ComplianceStatus.Waived => Waiver, _ => "" },
        };
    }

    /// <summary>All open findings of one host.</summary>
    public static IEnumerable<ReportFinding> Findings(int i)
    {
        var status = Status(i);
        var reason = Reason(i, status).Reason;
        var version = Version(i);
        switch (reason)
        {
            case StatusReason.Affected or StatusReason.RiskAccepted or StatusReason.MeasuresInPlace:
                yield return Finding(i, RuleId.ALM0001, SyntheticReport.Note, FindingReason.UpdateMissing, version, Fix);
                break;
            case StatusReason.RestartPending:
                yield return Finding(i, RuleId.ALM0007, SyntheticReport.Note, FindingReason.RestartPending, Fix);
                break;
            case StatusReason.NeverReported:
                yield return Finding(i, RuleId.ALM0006, "", FindingReason.NeverReported);
                break;
            case StatusReason.EvidenceTooOld:
                yield return Finding(i, RuleId.ALM0006, "", FindingReason.EvidenceTooOld, "7");
                break;
            case StatusReason.VersionNotInterpretable:
                yield return Finding(i, RuleId.ALM0005, "", FindingReason.VersionNotInterpretable, "V5.1 SP\u202E1", "autsw.VersionString");
                break;
        }

        if (status == ComplianceStatus.NonCompliant && i % 2 == 0)
        {
            yield return Finding(i, RuleId.ALM0003, SyntheticReport.Note, FindingReason.PortNotProven);
        }

        if (reason != StatusReason.NeverReported && i % 7 == 0)
        {
            yield return Finding(i, RuleId.ALM0002, SyntheticReport.Note, FindingReason.RemoteAccessListening, "0.0.0.0:4410 almsrv64x.exe");
        }
    }

    /// <summary>The three measures of hosts that the update is missing on.</summary>
    public static IEnumerable<ReportMeasure> Measures(int i)
    {
        var status = Status(i);
        if (Reason(i, status).Reason is not (StatusReason.Affected or StatusReason.RiskAccepted or StatusReason.MeasuresInPlace))
        {
            yield break;
        }

        var zone = _places[Mix(i) % _places.Length].Zone;
        var held = status == ComplianceStatus.Mitigated;
        yield return new(Id(i, 1), Name(i), zone, SyntheticReport.Note, ProtectiveMeasure.Port, held ? MeasureState.InPlace : MeasureState.Unknown,
            held ? MeasureBasis.BoundariesClosed : MeasureBasis.BoundaryNotProven, held ? SyntheticReport.Moment.AddDays(5) : null, held ? ["Plant DMZ → 10.20.4.0/24:4410 refused"] : []);
        var remote = i % 7 == 0 && !held;
        yield return new(Id(i, 1), Name(i), zone, SyntheticReport.Note, ProtectiveMeasure.RemoteAccess, remote ? MeasureState.NotInPlace : MeasureState.InPlace,
            remote ? MeasureBasis.Listening : MeasureBasis.LoopbackOnly, SyntheticReport.Moment.AddDays(6), [remote ? "0.0.0.0:4410 almsrv64x.exe" : "127.0.0.1:4410 almsrv64x.exe"]);
        yield return new(Id(i, 1), Name(i), zone, SyntheticReport.Note, ProtectiveMeasure.Browser, held ? MeasureState.InPlace : MeasureState.NotInPlace,
            held ? MeasureBasis.KillBit : MeasureBasis.ControlLoads, null, held ? ["killBit.native: set", "killBit.wow64: set"] : ["killBit.native: set", "killBit.wow64: not set"]);
    }

    /// <summary>Long, misleading and foreign ones among usual ones; no two hosts share one.</summary>
    public static string Name(int i)
    {
        var number = i.ToString("0000", CultureInfo.InvariantCulture);
        return (i % 400) switch
        {
            7 => $"PKG-HMI-EXTRUSION-AND-PACKING-LINE-{number}-NORTHERN-HALL-SECOND-FLOOR-CABINET-17B.process.polymers.plant.example",
            11 => $"ES-{number}\u202Egnp.exe",
            13 => $"=HYPERLINK(\"http://{number}.example\")",
            17 => $"操作员站-{number}",
            19 => $"HMI\u0007\r\n{number}\u0000",
            23 => $"Prüfstand-Süd-{number}-ßÄÖ",
            29 => $"A{number}" + new string('W', 250),
            31 => $"<b>HMI</b> & {number}",
            _ => $"{_kinds[i % _kinds.Length]}-{number}",
        };
    }

    public static bool IsExpected(int i) => i % 61 != 30;

    private static bool IsEnrolled(int i) => Mix(i) != 18;

    private static ComplianceStatus Status(int i) => Mix(i) switch
    {
        < 12 => ComplianceStatus.NonCompliant,
        < 20 => ComplianceStatus.Unknown,
        < 24 => ComplianceStatus.Waived,
        < 34 => ComplianceStatus.Mitigated,
        < 92 => ComplianceStatus.Compliant,
        _ => ComplianceStatus.NotApplicable,
    };

    private static (StatusReason Reason, IReadOnlyList<string> Arguments) Reason(int i, ComplianceStatus status) => status switch
    {
        ComplianceStatus.NonCompliant => Mix(i) == 0 ? (StatusReason.RestartPending, [Fix]) : (StatusReason.Affected, [Version(i), Fix]),
        ComplianceStatus.Waived => (StatusReason.RiskAccepted, [Version(i), Waiver]),
        ComplianceStatus.Mitigated => (StatusReason.MeasuresInPlace, [Version(i), Deferral]),
        ComplianceStatus.Compliant => (StatusReason.Fixed, [Fix]),
        ComplianceStatus.NotApplicable => i % 2 == 0 ? (StatusReason.NotInstalled, []) : (StatusReason.OutsideScope, ["V3.0 SP1"]),
        _ => Mix(i) switch
        {
            19 or 18 => (StatusReason.NeverReported, []),
            17 => (StatusReason.VersionNotInterpretable, ["V5.1 SP\u202E1"]),
            16 => (StatusReason.VersionContradiction, ["V5.1 SP1", "05.02.0000"]),
            _ => (StatusReason.EvidenceTooOld, []),
        },
    };

    private static string Version(int i) => (i % 3) switch { 0 => "V5.1 SP1 Upd2", 1 => "V5.0 SP1", _ => "05.01.0102" };

    private static ReportFinding Finding(int i, RuleId rule, string advisory, FindingReason reason, params string[] arguments)
    {
        var due = SyntheticReport.Moment.AddDays((i % 50) - 12).AddHours(-3);
        return new()
        {
            Id = Id(i, 16 + (int)rule),
            HostId = Id(i, 1),
            HostName = Name(i),
            Zone = _places[Mix(i) % _places.Length].Zone,
            Rule = rule,
            AdvisoryId = advisory,
            Reason = reason,
            Arguments = arguments,
            OpenedAt = due.AddDays(-30),
            DueAt = due,
            IsOverdue = due < SyntheticReport.Moment,
            Owner = _owners[i % _owners.Length],
        };
    }

    private static Guid Id(int i, int kind) => new(i, (short)kind, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    private static int Mix(int i) => (int)((i * 37L) % 100);
}
