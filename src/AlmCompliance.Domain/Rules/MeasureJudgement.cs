using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// Whether a protective measure holds on a host (DESIGN section 4, "Measures"). It counts as in place only on current
/// evidence that an agent vouches for, or on a person's valid word.
/// </summary>
internal static class MeasureJudgement
{
    private const string NotJudged = nameof(NotJudged);
    private const string Fixed = nameof(Fixed);
    private const string LicenceServer = nameof(LicenceServer);
    private const string Attestation = nameof(Attestation);

    /// <summary>Every measure that the advisory asks for, or that its CVEs' sets name where it asks for none.</summary>
    public static MeasureVerdict[] JudgeAll(HostPicture host, Advisory advisory, RemoteAccess access, DateTimeOffset now)
    {
        var measures = advisory.AskedMeasures.Count > 0
            ? advisory.AskedMeasures
            : [.. advisory.Cves.SelectMany(static cve => cve.SufficientMeasures).SelectMany(static set => set.Measures).Distinct()];
        var verdicts = new MeasureVerdict[measures.Count];
        for (var i = 0; i < verdicts.Length; i++)
        {
            verdicts[i] = Judge(host, advisory, measures[i], access, now);
        }

        return verdicts;
    }

    private static MeasureVerdict Judge(HostPicture host, Advisory advisory, ProtectiveMeasure measure, RemoteAccess access, DateTimeOffset now)
    {
        if (IsFixedAndInForce(host, advisory, now))
        {
            return new MeasureVerdict(advisory.Id, measure, MeasureState.NotRequired, Fixed, host.EvidenceExpiry);
        }

        if (measure == ProtectiveMeasure.RemoteAccess)
        {
            return JudgeRemoteAccess(host, advisory.Id, access, now);
        }

        return host.AttestationOf(measure, now) is { } attested
            ? new MeasureVerdict(advisory.Id, measure, MeasureState.InPlace, Attestation, attested.ValidUntil)
            : new MeasureVerdict(advisory.Id, measure, MeasureState.Unknown, NotJudged, null);
    }

    private static bool IsFixedAndInForce(HostPicture host, Advisory advisory, DateTimeOffset now) =>
        IsProof(host, now)
        && host is { Installation.State: InstallationState.Presumed, Facts.RestartPending: false }
        && host.StandingTo(advisory.Affected) == RangeStanding.Newer;

    private static bool IsProof(HostPicture host, DateTimeOffset now) => host.Evidence.IsStrong && host.IsCurrent(now);

    private static MeasureVerdict JudgeRemoteAccess(HostPicture host, AdvisoryId advisory, RemoteAccess access, DateTimeOffset now)
    {
        if (access.State == RemoteAccessState.Off && IsProof(host, now))
        {
            return Verdict(MeasureState.InPlace, access.Basis.ToString(), ExpiryOf(host, access.Basis, now));
        }

        // Facts that prove nothing by themselves do not stand in the way of a person's word that says the same.
        if (access.State == RemoteAccessState.Off && host.AttestationOf(ProtectiveMeasure.RemoteAccess, now) is { } attested)
        {
            return Verdict(MeasureState.InPlace, Attestation, attested.ValidUntil);
        }

        if (host.IsLicenceServer(now))
        {
            return Verdict(MeasureState.NotRequired, LicenceServer, host.Host.Decisions.LicenceServer!.ValidUntil);
        }

        var state = access.State == RemoteAccessState.On ? MeasureState.NotInPlace : MeasureState.Unknown;
        return Verdict(state, access.Basis.ToString(), ExpiryOf(host, access.Basis, now));

        MeasureVerdict Verdict(MeasureState measured, string basis, DateTimeOffset? holdsUntil) =>
            new(advisory, ProtectiveMeasure.RemoteAccess, measured, basis, holdsUntil);
    }

    private static DateTimeOffset? ExpiryOf(HostPicture host, RemoteAccessBasis basis, DateTimeOffset now) => basis switch
    {
        RemoteAccessBasis.Probe when host.Host.Port.LastFoundOpenAt is { } at => host.Limits.ExpiryOfProbe(at),
        RemoteAccessBasis.Attestation => host.AttestationOf(ProtectiveMeasure.RemoteAccess, now)?.ValidUntil,
        RemoteAccessBasis.None or RemoteAccessBasis.Default => null,
        _ => host.EvidenceExpiry,
    };
}
