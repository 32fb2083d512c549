using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// M3 (DESIGN section 4): the control cannot be loaded by a foreign web site. An absent Internet Explorer alone is not
/// enough, since other programs show web pages by the same engine.
/// </summary>
internal static class BrowserMeasure
{
    public static MeasureOutcome Judge(in HostPicture host, DateTimeOffset now)
    {
        var proof = host.Facts is { } facts ? ProofIn(facts) : MeasureBasis.NotJudged;
        if (proof != MeasureBasis.NotJudged && host.Evidence.IsStrong && host.IsCurrent(now))
        {
            return new MeasureOutcome(MeasureState.InPlace, proof, host.EvidenceExpiry);
        }

        if (host.AttestationOf(ProtectiveMeasure.Browser, now) is { } attested)
        {
            return new MeasureOutcome(MeasureState.InPlace, MeasureBasis.Attestation, attested.Until);
        }

        return host.Facts is { } known && ControlLoads(known)
            ? new MeasureOutcome(MeasureState.NotInPlace, MeasureBasis.ControlLoads, host.EvidenceExpiry)
            : new MeasureOutcome(MeasureState.Unknown, MeasureBasis.NotJudged);
    }

    /// <summary>A collector that failed proves nothing good.</summary>
    private static MeasureBasis ProofIn(HostFacts facts)
    {
        if (facts.Failed(Collector.Browser))
        {
            return MeasureBasis.NotJudged;
        }

        // Both views, unless Windows is known to have one alone.
        if (facts.KillBitNative == true && (facts.KillBitWow64 == true || facts.Is64Bit == false))
        {
            return MeasureBasis.KillBit;
        }

        return facts switch
        {
            { AlmControlPresent: false } => MeasureBasis.ControlAbsent,
            { ActiveXDisabledByPolicy: true } => MeasureBasis.ActiveXPolicy,
            _ => MeasureBasis.NotJudged,
        };
    }

    private static bool ControlLoads(HostFacts facts) =>
        facts is { AlmControlPresent: true, ActiveXDisabledByPolicy: not true }
        && (facts.KillBitNative == false || (facts.KillBitWow64 == false && facts.Is64Bit != false));
}
