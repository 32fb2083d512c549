namespace AlmCompliance.Domain.Rules;

/// <summary>ALM0002: remote access is on, assumed on, or not known, on a host that is no declared licence server; on patched hosts too.</summary>
internal static class Alm0002RemoteAccess
{
    public static Finding? Judge(in HostPicture host, RemoteAccess access, DateTimeOffset now)
    {
        // A host that never reported is ALM0006's; only a connection to it shows that there is an ALM to speak of.
        var isAsked = host.MayHaveAlm || access.Basis == RemoteAccessBasis.Probe;
        return isAsked && access.State != RemoteAccessState.Off && !host.IsLicenceServer(now)
            ? new Finding(RuleId.ALM0002, null, ReasonOf(access), access.Details, now)
            : null;
    }

    private static FindingReason ReasonOf(RemoteAccess access) => access.Basis switch
    {
        RemoteAccessBasis.Probe => FindingReason.RemoteAccessProbedOpen,
        RemoteAccessBasis.Contradiction => FindingReason.RemoteAccessContradiction,
        RemoteAccessBasis.Listening => FindingReason.RemoteAccessListening,
        RemoteAccessBasis.Setting => FindingReason.RemoteAccessSetOn,
        RemoteAccessBasis.Default => FindingReason.RemoteAccessAssumedOn,
        _ => FindingReason.RemoteAccessNotKnown,
    };
}
