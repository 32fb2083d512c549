using System.Net;
using CsCheck;

namespace AlmCompliance.Domain.Tests.Compliance;

/// <summary>Random hosts in which every verdict of the rules is frequent.</summary>
internal static class RandomHosts
{
    public static readonly Gen<HostFacts> Facts = Gen.Select(
        Gen.Select(
            Gen.OneOf<bool?>(true, true, true, true, null, false),
            Gen.OneOf("V5.0", "V5.1 SP1 Upd2", "V5.1", "V5.2", "V5.1 SP1 Upd3", "V6.2", "V3.0", "V1.0", "V5.2 HF1", "05.01.0102", "05.01.0103", "05.01.1001", "06.00.1203", " ").Array[0, 2],
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
        Gen.OneOf(Gen.Const(Array.Empty<Collector>()), Gen.OneOf(Enum.GetValues<Collector>()).Array[0, 2]),
        (alm, service, network, failed) => (Hosts.Facts(alm.Item2) with
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
        }).Failing(failed));

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
            decisions = held ? decisions.Attesting(ProtectiveMeasure.Port).Attesting(ProtectiveMeasure.Browser) : decisions;
            return attested.Aggregate(decisions, (d, a) => a.Item2 is { } days ? d.Attesting(a.Item1, Hosts.Now.AddDays(days)) : d);
        });

    public static readonly Gen<HostCase> Cases = Gen.Select(
        Facts,
        Decisions,
        Gen.OneOf(EvidenceOrigin.Agent, EvidenceOrigin.Agent, EvidenceOrigin.Agent, EvidenceOrigin.SignedFile, EvidenceOrigin.Typed, EvidenceOrigin.Unknown),
        Gen.Int[0, 9],
        Gen.OneOf<int?>(null, null, 0, 3, 6, 8),
        (facts, decisions, origin, age, probe) => Hosts.Case(facts, origin, decisions, probe is { } days ? Hosts.Now.AddDays(-days) : null) with
        {
            Evidence = new EvidenceStamp(origin, Hosts.Now.AddDays(-age)),
        });

    private static ListeningSocket Socket(string address) => new(IPAddress.Parse(address), 4410, null);
}
