using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// M2 (DESIGN section 4): remote access off is in place, on is not, else unknown; not required of a valid licence server.
/// Only current evidence that an agent vouches for proves it, or a person's valid word.
/// </summary>
internal static class RemoteAccessMeasure
{
    public static MeasureOutcome Judge(in HostPicture host, RemoteAccess access, DateTimeOffset now)
    {
        var isOff = access.State == RemoteAccessState.Off;
        if (isOff && host.Evidence.IsStrong && host.IsCurrent(now))
        {
            return new MeasureOutcome(MeasureState.InPlace, BasisOf(access.Basis), ExpiryOf(host, access.Basis, now));
        }

        // Facts that prove nothing by themselves do not stand in the way of a person's word that says the same.
        if (isOff && host.AttestationOf(ProtectiveMeasure.RemoteAccess, now) is { } attested)
        {
            return new MeasureOutcome(MeasureState.InPlace, MeasureBasis.Attestation, attested.Until);
        }

        if (host.IsLicenceServer(now))
        {
            return new MeasureOutcome(MeasureState.NotRequired, MeasureBasis.LicenceServer, host.Host.Decisions.LicenceServer!.Decision.ValidUntil);
        }

        var state = access.State == RemoteAccessState.On ? MeasureState.NotInPlace : MeasureState.Unknown;
        return new MeasureOutcome(state, BasisOf(access.Basis), ExpiryOf(host, access.Basis, now));
    }

    private static DateTimeOffset? ExpiryOf(in HostPicture host, RemoteAccessBasis basis, DateTimeOffset now) => basis switch
    {
        RemoteAccessBasis.Probe when host.Host.Shielding.LastFoundOpenAt is { } at => host.Limits.ExpiryOfProbe(at),
        RemoteAccessBasis.Attestation => host.AttestationOf(ProtectiveMeasure.RemoteAccess, now)?.Until,
        RemoteAccessBasis.None or RemoteAccessBasis.Default => null,
        _ => host.EvidenceExpiry,
    };

    private static MeasureBasis BasisOf(RemoteAccessBasis basis) => basis switch
    {
        RemoteAccessBasis.Probe => MeasureBasis.Probe,
        RemoteAccessBasis.Contradiction => MeasureBasis.Contradiction,
        RemoteAccessBasis.ServiceNotRunning => MeasureBasis.ServiceNotRunning,
        RemoteAccessBasis.LoopbackOnly => MeasureBasis.LoopbackOnly,
        RemoteAccessBasis.Firewall => MeasureBasis.Firewall,
        RemoteAccessBasis.Listening => MeasureBasis.Listening,
        RemoteAccessBasis.Setting => MeasureBasis.Setting,
        RemoteAccessBasis.Attestation => MeasureBasis.Attestation,
        RemoteAccessBasis.Default => MeasureBasis.Default,
        RemoteAccessBasis.NotInstalled => MeasureBasis.NotInstalled,
        _ => MeasureBasis.NotJudged,
    };
}
