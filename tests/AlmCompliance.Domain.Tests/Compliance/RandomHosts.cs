using System.Net;
using CsCheck;

namespace AlmCompliance.Domain.Tests.Compliance;

/// <summary>Random hosts in which every verdict of the rules is frequent.</summary>
internal static class RandomHosts
{
    public static readonly Gen<HostFacts> Facts = Gen.Select(
        Gen.Select(
            Gen.OneOf<bool?>(true, true, true, true, null, false),
            Gen.OneOf("V5.0", "V5.1 SP1 Upd2", "V5.1", "V5.2", "V5.1 SP1 Upd3", "V6.2", "V3.0", "V1.0", "V5.2 HF1", "05.01.0102", "05.01.0103", "05.01.1001", "06.00.1203", "V6.0 SP9 Upd4", "V6.2 Upd3", "V5.3 SP4", "V6.1", " ").Array[0, 2],
            Gen.OneOf<bool?>(false, false, true, null)),
        Gen.Select(
            Gen.OneOf<ServiceState?>(null, ServiceState.Running, ServiceState.Running, ServiceState.Stopped, ServiceState.Absent),
            Gen.OneOf<ServiceStartMode?>(null, ServiceStartMode.Automatic, ServiceStartMode.Manual, ServiceStartMode.Disabled),
            Gen.OneOf<string[]?>(null, [], ["svchost.exe"], ["almsrv64x.exe"])),
        Gen.Select(
            Gen.OneOf<ListeningSocket[]?>(null, null, [], [Socket("127.0.0.1")], [Socket("::1")], [Socket("0.0.0.0")], [Socket("127.0.0.1"), Socket("::")], [new ListeningSocket(null, null, null)]),
            Gen.OneOf<bool?>(null, null, true, false),
            Gen.OneOf<bool?>(null, true, false),
            Gen.OneOf<FirewallVerdict?>(null, FirewallVerdict.Allowed, FirewallVerdict.Restricted, FirewallVerdict.Blocked)),
        Gen.Select(
            Gen.OneOf<bool?>(null, null, true, false),
            Gen.OneOf<bool?>(null, true, true, false),
            Gen.OneOf<bool?>(null, true, true, false),
            Gen.OneOf<bool?>(null, null, true, false),
            Gen.OneOf<bool?>(null, true, false)),
        Gen.OneOf(Gen.Const(Array.Empty<Collector>()), Gen.OneOf(Enum.GetValues<Collector>()).Array[0, 2]),
        (alm, service, network, browser, failed) => (Hosts.Facts(alm.Item2) with
        {
            Installed = alm.Item1,
            RestartPending = alm.Item3,
            Service = service.Item1,
            StartMode = service.Item2,
            Processes = service.Item3,
            Listeners = network.Item1,
            RemoteAccessSetting = network.Item2,
            FirewallEnabled = network.Item3,
            AlmInbound = network.Item4,
            AlmControlPresent = browser.Item1,
            KillBitNative = browser.Item2,
            KillBitWow64 = browser.Item3,
            ActiveXDisabledByPolicy = browser.Item4,
            Is64Bit = browser.Item5,
        }).Failing(failed));

    /// <summary>Two boundaries in every state, the host's own answers among them.</summary>
    public static readonly Gen<HostShielding> Shieldings = Gen.Select(
        Gen.Enum<PlacementKind>(),
        Boundary(Hosts.Office),
        Boundary(ZoneId.Outside),
        Gen.OneOf(Gen.Const(Array.Empty<OpenAnswer>()), Gen.Const(Array.Empty<OpenAnswer>()), Answer().Array[1, 2]),
        (kind, office, outside, answers) => Hosts.Within(office, outside) with { Placement = kind, OpenAnswers = answers });

    /// <summary>Expiries in days from now, some of them past, and none of them all on the same day.</summary>
    private static readonly Gen<int?> Expiry = Gen.OneOf<int?>(null, -1, 1, 2, 3, 5, 8, 90, 91, 92);

    public static readonly Gen<HostDecisions> Decisions = Gen.Select(
        Gen.Select(Expiry, Expiry, Expiry),
        Gen.Select(Gen.OneOf(ProtectiveMeasure.Port, ProtectiveMeasure.Browser, ProtectiveMeasure.RemoteAccess), Expiry).Array[0, 4],
        Gen.Bool,
        (expiries, attested, held) =>
        {
            var decisions = HostDecisions.None;
            decisions = expiries.Item1 is { } deferral ? decisions with { Deferrals = Decided.Deferred(Hosts.Now.AddDays(deferral)).Deferrals } : decisions;
            decisions = expiries.Item2 is { } waiver ? decisions.AlsoWaived(Hosts.Now.AddDays(waiver)) : decisions;
            decisions = expiries.Item3 is { } server ? decisions.ServingLicences(Hosts.Now.AddDays(server)) : decisions;
            decisions = decisions with { Deferrals = [.. decisions.Deferrals, .. decisions.Deferrals.SelectMany(d => AdvisoryCatalogue.BuiltIn.Advisories.Skip(1).Select(a => d with { Advisory = a.Id }))] };
            decisions = held ? decisions.Attesting(ProtectiveMeasure.Port).Attesting(ProtectiveMeasure.Browser) : decisions;
            return attested.Aggregate(decisions, (d, a) => a.Item2 is { } days ? d.Attesting(a.Item1, Hosts.Now.AddDays(days)) : d);
        });

    public static readonly Gen<HostCase> Cases = Gen.Select(
        Facts,
        Decisions,
        Gen.OneOf(EvidenceOrigin.Agent, EvidenceOrigin.Agent, EvidenceOrigin.Agent, EvidenceOrigin.SignedFile, EvidenceOrigin.Typed, EvidenceOrigin.Unknown),
        Gen.Int[0, 9],
        Gen.OneOf(Gen.Const(Hosts.Zoned), Shieldings),
        (facts, decisions, origin, age, shielding) => Hosts.Case(facts, origin, decisions) with
        {
            Shielding = shielding,
            Evidence = new EvidenceStamp(origin, Hosts.Now.AddDays(-age)),
        });

    private static Gen<Boundary> Boundary(ZoneId from) => Gen.Select(
        Gen.Bool,
        Gen.OneOf<int?>(null, 0, 1, 2, 5, 8),
        Gen.OneOf<int?>(null, null, null, null, 1, 4),
        Gen.OneOf<int?>(null, null, null, 1, 4),
        (conduit, blocked, open, restricted) => new Boundary(from, conduit, Before(blocked), Before(open)) { RestrictedUntil = restricted is { } days ? Hosts.Now.AddDays(days) : null });

    private static Gen<OpenAnswer> Answer() => Gen.Select(
        Gen.OneOf(Hosts.Office, ZoneId.Outside, default(ZoneId)),
        Gen.OneOf(0, 3, 6, 8),
        Gen.Bool,
        Gen.Bool,
        Gen.OneOf<int?>(null, 1, 4),
        (from, days, crosses, conduit, blocked) => new OpenAnswer(from, Hosts.Now.AddDays(-days), crosses, conduit, Before(blocked)));

    private static DateTimeOffset? Before(int? days) => days is { } known ? Hosts.Now.AddDays(-known) : null;

    private static ListeningSocket Socket(string address) => new(IPAddress.Parse(address), 4410, null);
}
