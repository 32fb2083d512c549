using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>One measure on one host, before any advisory is asked whether the host needs it.</summary>
internal readonly record struct MeasureOutcome(MeasureState State, MeasureBasis Basis, DateTimeOffset? HoldsUntil = null);

/// <summary>The three measures of one host at one moment.</summary>
internal readonly record struct HostMeasures(MeasureOutcome Port, MeasureOutcome RemoteAccess, MeasureOutcome Browser)
{
    public static HostMeasures Judge(in HostPicture host, RemoteAccess access, DateTimeOffset now) =>
        new(Of(host, PortMeasure.Judge(host, now)), Of(host, RemoteAccessMeasure.Judge(host, access, now)), Of(host, BrowserMeasure.Judge(host, now)));

    public static HostMeasures Judge(in HostPicture host, DateTimeOffset now) =>
        Judge(host, RemoteAccessJudgement.Judge(host, now), now);

    public MeasureOutcome this[ProtectiveMeasure measure] => measure switch
    {
        ProtectiveMeasure.Port => Port,
        ProtectiveMeasure.RemoteAccess => RemoteAccess,
        ProtectiveMeasure.Browser => Browser,
        _ => default,
    };

    /// <summary>The same measures for an advisory: none is required where its fix is in force.</summary>
    public HostMeasures For(in HostPicture host, in AdvisoryPicture advisory, DateTimeOffset now)
    {
        if (!IsFixedAndInForce(host, advisory, now))
        {
            return this;
        }

        var notRequired = new MeasureOutcome(MeasureState.NotRequired, MeasureBasis.Fixed, host.EvidenceExpiry);
        return new HostMeasures(notRequired, notRequired, notRequired);
    }

    /// <summary>Of two machines under one identity nothing good is known.</summary>
    private static MeasureOutcome Of(in HostPicture host, in MeasureOutcome outcome) =>
        host.IsContested && outcome.State != MeasureState.NotInPlace ? default : outcome;

    private static bool IsFixedAndInForce(in HostPicture host, in AdvisoryPicture advisory, DateTimeOffset now) =>
        advisory.Standing == RangeStanding.Newer
        && host is { Installation.State: Inventory.InstallationState.Presumed, Facts.RestartPending: false }
        && host.IsCurrent(now)
        && !host.IsContested
        && host.IsVersionVouched(now);
}
