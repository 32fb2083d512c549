using System.Globalization;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// Whether other hosts can reach a host's ALM: the eight steps of DESIGN section 4, the first that speaks decides. A
/// collector that failed, or evidence that is too old or that nobody vouches for, proves nothing good: what it gave may still show
/// access, never the lack of it.
/// </summary>
internal static class RemoteAccessJudgement
{
    private const int MostSockets = 8;

    /// <summary>Remote access is off by default from here on.</summary>
    private static readonly AlmVersion OffByDefault = new(6, 0, 2);

    private static readonly RemoteAccess NotInstalled = new(RemoteAccessState.Off, RemoteAccessBasis.NotInstalled, []);
    private static readonly RemoteAccess NotKnown = new(RemoteAccessState.Unknown, RemoteAccessBasis.None, []);
    private static readonly AffectedVersions OnByDefault = AffectedVersions.Of(new AffectedRange(null, OffByDefault));

    public static RemoteAccess Judge(in HostPicture host, DateTimeOffset now)
    {
        if (host.IsContested)
        {
            return ByProbe(host, now) ?? NotKnown;
        }

        var isCurrent = host.IsCurrent(now);
        if (isCurrent && !host.MayHaveAlm)
        {
            return host.Evidence.IsStrong ? NotInstalled : ByProbe(host, now) ?? ByAttestation(host, now) ?? NotKnown;
        }

        return ByProbe(host, now)
            ?? (host.Facts is { } facts && ByFacts(host, facts) is { } access && ((isCurrent && host.Evidence.IsStrong) || access.State != RemoteAccessState.Off) ? access : null)
            ?? ByAttestation(host, now)
            ?? (host.Facts is null ? NotKnown : ByDefault(host));
    }

    private static RemoteAccess? ByProbe(in HostPicture host, DateTimeOffset now) =>
        host.Host.Shielding.LastFoundOpenAt is { } at && now < host.Limits.ExpiryOfProbe(at)
            ? new RemoteAccess(RemoteAccessState.On, RemoteAccessBasis.Probe, [at.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)])
            : null;

    private static RemoteAccess? ByFacts(in HostPicture host, HostFacts facts)
    {
        var reachable = FirstReachable(facts.Listeners);
        if (RemoteAccessContradiction.In(facts, reachable) is { } contradiction)
        {
            return contradiction;
        }

        if (CannotRun(facts))
        {
            return new RemoteAccess(RemoteAccessState.Off, RemoteAccessBasis.ServiceNotRunning, []);
        }

        if (ListenersAreComplete(facts) && reachable is null
            && (facts.Listeners!.Count > 0 || (facts.Service == ServiceState.Running && !facts.Failed(Collector.Service))))
        {
            return new RemoteAccess(RemoteAccessState.Off, RemoteAccessBasis.LoopbackOnly, Words(facts.Listeners));
        }

        if (reachable is not null)
        {
            return IsBlocked(facts)
                ? new RemoteAccess(RemoteAccessState.Off, RemoteAccessBasis.Firewall, Words(facts.Listeners!))
                : new RemoteAccess(RemoteAccessState.On, RemoteAccessBasis.Listening, Words(facts.Listeners!));
        }

        return facts.RemoteAccessSetting switch
        {
            true => new RemoteAccess(RemoteAccessState.On, RemoteAccessBasis.Setting, []),
            false when IsProven(host) && !facts.Failed(Collector.Unknown) => new RemoteAccess(RemoteAccessState.Off, RemoteAccessBasis.Setting, []),
            _ => null,
        };
    }

    /// <summary>Where ALM keeps the setting no public source says: what the site read there counts for the lines it tried it on.</summary>
    private static bool IsProven(in HostPicture host)
    {
        if (host.Version is not { Certainty: VersionCertainty.Known, Version: { } version })
        {
            return false;
        }

        var lines = host.Host.ProvenSettings;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Contains(version))
            {
                return true;
            }
        }

        return false;
    }

    private static RemoteAccess? ByAttestation(in HostPicture host, DateTimeOffset now) =>
        host.AttestationOf(ProtectiveMeasure.RemoteAccess, now) is { } attested
            ? new RemoteAccess(RemoteAccessState.Off, RemoteAccessBasis.Attestation, [attested.Decision.Reference])
            : null;

    private static RemoteAccess ByDefault(in HostPicture host)
    {
        var isNewer = host.Version.Certainty == VersionCertainty.Known && OnByDefault.StandingOf(host.Version, host.VersionCollectorFailed).Standing == RangeStanding.Newer;
        return isNewer ? NotKnown : new RemoteAccess(RemoteAccessState.AssumedOn, RemoteAccessBasis.Default, [host.VersionWords]);
    }

    /// <summary>The service is absent or disabled, and the process list was read in full and holds nothing of the ALM.</summary>
    private static bool CannotRun(HostFacts facts) =>
        (facts.Service == ServiceState.Absent || facts.StartMode == ServiceStartMode.Disabled)
        && facts.Processes is not null
        && AlmProcesses.FirstIn(facts.Processes) is null
        && !facts.Failed(Collector.Service)
        && !facts.Failed(Collector.Processes);

    internal static bool ListenersAreComplete(HostFacts facts) =>
        facts.Listeners is not null && !facts.Failed(Collector.Listeners) && !facts.Failed(Collector.Processes);

    private static bool IsBlocked(HostFacts facts) =>
        facts is { FirewallEnabled: true, AlmInbound: FirewallVerdict.Blocked } && !facts.Failed(Collector.Firewall);

    private static ListeningSocket? FirstReachable(IReadOnlyList<ListeningSocket>? sockets)
    {
        for (var i = 0; i < (sockets?.Count ?? 0); i++)
        {
            if (!sockets![i].IsLoopback)
            {
                return sockets[i];
            }
        }

        return null;
    }

    private static string[] Words(IReadOnlyList<ListeningSocket> sockets)
    {
        var words = new string[Math.Min(sockets.Count, MostSockets)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = sockets[i].ToString();
        }

        return words;
    }
}
