using System.Net;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using CsCheck;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>Cases in which every member of what the rules are given takes many values, hostile ones among them.</summary>
internal static class GeneratedCases
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private static readonly Gen<DateTimeOffset> Moments = Gen.Select(Gen.Int[-300, 300], Gen.Int[0, 9_999_999], (days, ticks) => Now.AddDays(days).AddTicks(ticks));
    private static readonly Gen<DateTimeOffset?> SomeMoments = Some(Moments);
    private static readonly Gen<bool?> Answers = Gen.OneOf<bool?>(null, true, false);

    private static readonly Gen<string> Texts = Gen.OneOf(
        "V5.1 SP1 Upd2", "05.01.0103", "V6.2", "5.3.4.4", " ", "almsrv64x.exe", "C:\\Alm\\almapp64x.exe", "\"</script>&amp;", "=1+1", "line\nbreak\r\ttab\0nul", "Ölmühle 日本 😀", "\u202Egpj\u2028");

    private static readonly Gen<AlmVersion> Versions = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99], (a, b, c, d) => new AlmVersion(a, b, c, d));
    private static readonly Gen<IPAddress> Addresses = Gen.OneOf("127.0.0.1", "0.0.0.0", "::", "::1", "fe80::1%3", "::ffff:10.20.4.1", "2001:db8::ff00:42:8329", "255.255.255.255").Select(IPAddress.Parse);
    private static readonly Gen<ZoneId> Zones = Gen.OneOf(ZoneId.Outside, default(ZoneId), new ZoneId(new Guid("00000000-0000-0000-0000-00000000ce11")), new ZoneId(new Guid("00000000-0000-0000-0000-000000000ff1")));

    private static readonly Gen<AddressRange> Ranges = Gen.OneOf("10.20.4.0/24", "0.0.0.0/0", "10.20.4.41/32", "::/0", "fd00:20::/64", "::1.2.3.4/128", "fe80::1/128")
        .Select(t => AddressRange.TryParse(t, out var range) ? range : throw new InvalidOperationException(t));

    private static readonly Gen<ValidDecision> Decided = Gen.Select(
        Texts, Moments, Gen.OneOf(null, "2011-12-05", AdvisoryCatalogue.BuiltIn.Advisories[0].Revision.Key)!, Some(Versions), Gen.Select(SomeMoments, Gen.Bool),
        (reference, until, revision, version, more) => new ValidDecision(reference, until) { Revision = revision, Version = version, ApprovedAt = more.Item1, HostListChanged = more.Item2 });

    private static readonly Gen<AdvisoryId> Advisories = Gen.OneOf([.. AdvisoryCatalogue.BuiltIn.Advisories.Select(a => a.Id)]);

    private static readonly Gen<HostFacts> Facts = Gen.Select(
        Gen.Select(Answers, Gen.Select(Gen.Enum<VersionSource>(), Texts, (s, t) => new VersionEvidence(s, t)).Array[0, 3], Gen.OneOf<ServiceState?>(null, ServiceState.Running, ServiceState.Stopped, ServiceState.Absent), Gen.Bool),
        Gen.Select(Gen.OneOf<ServiceStartMode?>(null, ServiceStartMode.Automatic, ServiceStartMode.Manual, ServiceStartMode.Disabled), Or(Texts.Array[0, 2]), Gen.OneOf<int?>(null, 4410, 0, 65535), Answers),
        Gen.Select(Answers, Or(Sockets().Array[0, 2]), Answers, Gen.OneOf<FirewallVerdict?>(null, FirewallVerdict.Allowed, FirewallVerdict.Restricted, FirewallVerdict.Blocked)),
        Gen.Select(Answers, Answers, Answers, Answers),
        Gen.Select(Answers, Answers, Gen.Select(Gen.Enum<Collector>(), Texts, (c, t) => new CollectorFailure(c, t)).Array[0, 2]),
        (alm, service, network, browser, rest) => new HostFacts
        {
            Installed = alm.Item1,
            Versions = alm.Item2,
            Service = alm.Item3,
            ServiceStateUnclear = alm.Item4,
            StartMode = service.Item1,
            Processes = service.Item2,
            Port = service.Item3,
            RestartPending = service.Item4,
            RemoteAccessSetting = network.Item1,
            Listeners = network.Item2,
            FirewallEnabled = network.Item3,
            AlmInbound = network.Item4,
            InternetExplorerPresent = browser.Item1,
            AlmControlPresent = browser.Item2,
            KillBitNative = browser.Item3,
            KillBitWow64 = browser.Item4,
            ActiveXDisabledByPolicy = rest.Item1,
            Is64Bit = rest.Item2,
            Problems = rest.Item3,
        });

    private static readonly Gen<Boundary> Boundaries = Gen.Select(
        Zones, Gen.Bool, Gen.Select(SomeMoments, SomeMoments), Gen.Select(SomeMoments, SomeMoments), Texts,
        (from, conduit, proofs, limits, name) => new Boundary(from, conduit, proofs.Item1, proofs.Item2) { RestrictedUntil = limits.Item1, DrawnAt = limits.Item2, FromName = name });

    private static readonly Gen<HostShielding> Shieldings = Gen.Select(
        Gen.Enum<PlacementKind>(), Gen.OneOf(4410, 4411),
        Gen.Select(Zones, Ranges, Boundaries.Array[0, 3], (zone, range, boundaries) => new RangeShield(new ZoneStand(zone, range), boundaries)).Array[0, 2],
        Gen.Select(Zones, Moments, Gen.Select(Gen.Bool, Gen.Bool), SomeMoments, Texts, (from, at, crosses, blocked, name) => new OpenAnswer(from, at, crosses.Item1, crosses.Item2, blocked) { FromName = name }).Array[0, 2],
        (placement, port, shields, answers) => new HostShielding(placement, port, shields, answers));

    private static readonly Gen<HostDecisions> Decisions = Gen.Select(
        Gen.Select(Advisories, Decided, (a, d) => new AdvisoryDecision(a, d)).Array[0, 2],
        Gen.Select(Advisories, Decided, (a, d) => new AdvisoryDecision(a, d)).Array[0, 2],
        Or(Gen.Select(Decided, Gen.OneOf(null, "", "J. Brandt")!, (d, owner) => new LicenceServerDeclaration(d, owner))),
        Gen.Select(Gen.Enum<ProtectiveMeasure>(), Decided, Some(Zones), (m, d, z) => new AttestedMeasure(m, d, z)).Array[0, 2],
        Gen.Select(
            Gen.Select(Decided, Texts, (d, t) => new AttestedVersion(d, t)).Array[0, 2],
            Gen.Select(Advisories, Texts, Texts, Gen.Bool, Decided, (a, document, revision, right, d) => new ContradictionResolution(a, document, revision, right, d)).Array[0, 2]),
        (deferrals, waivers, server, attested, more) => new HostDecisions { Deferrals = deferrals, Waivers = waivers, LicenceServer = server, Attestations = attested, Versions = more.Item1, Resolutions = more.Item2 });

    public static readonly Gen<HostCase> Cases = Gen.Select(
        Gen.Select(Moments, Or(Facts), Gen.Enum<EvidenceOrigin>(), Gen.Int[0, 40]),
        Decisions,
        Shieldings,
        Gen.Select(Gen.OneOf(null, "5c3a", "05.01.0103")!, Or(Gen.Select(Gen.Enum<IdentitySign>(), Moments, Texts.Array[0, 4], SomeMoments, (s, at, words, settled) => new IdentityDoubt(s, at, words, settled)))),
        Gen.OneOf(default(ProductLine), new ProductLine(5), new ProductLine(6, 0), new ProductLine(6, 12)).Array[0, 3],
        (known, decisions, shielding, more, lines) => new HostCase(
            known.Item1, known.Item2, known.Item2 is null ? null : new EvidenceStamp(known.Item3, Now.AddDays(-known.Item4).AddTicks(7)), decisions, shielding)
        {
            ContentDigest = more.Item1,
            Identity = more.Item2,
            ProvenSettings = lines,
        });

    private static Gen<ListeningSocket> Sockets() => Gen.Select(Or(Addresses), Gen.OneOf<int?>(null, 4410), Or(Texts), (a, p, t) => new ListeningSocket(a, p, t));

    private static Gen<T?> Some<T>(Gen<T> gen)
        where T : struct => Gen.Select(Gen.Bool, gen, (there, value) => there ? value : (T?)null);

    private static Gen<T?> Or<T>(Gen<T> gen)
        where T : class => Gen.Select(Gen.Int[0, 3], gen, (there, value) => there > 0 ? value : null);
}
