using System.Globalization;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// The raw words behind a measure's verdict, for the page and the API. Made when somebody looks, so that judging a fleet
/// makes none. Hostile text may be among them: encode before use.
/// </summary>
public static class MeasureEvidence
{
    /// <summary>The words that the verdict rests on, culprit first; empty where nothing speaks of the measure.</summary>
    /// <param name="verdict">The verdict, as it was concluded from the same case.</param>
    /// <param name="host">The case.</param>
    /// <param name="limits">How old evidence may grow.</param>
    /// <param name="now">The moment of the verdict.</param>
    public static IReadOnlyList<string> WordsOf(MeasureVerdict verdict, HostCase host, FreshnessLimits limits, DateTimeOffset now)
    {
        var picture = new HostPicture(host, limits);
        return verdict.Basis switch
        {
            MeasureBasis.Fixed => [picture.VersionWords],
            MeasureBasis.LicenceServer => host.Decisions.LicenceServer is { } declared ? [declared.Decision.Reference, declared.Owner ?? ""] : [],
            MeasureBasis.Attestation => AttestationsOf(verdict.Measure, picture, now),
            MeasureBasis.BoundaryOpen or MeasureBasis.BoundariesClosed or MeasureBasis.BoundaryNotProven => BoundariesOf(host.Shielding, now),
            MeasureBasis.OtherPort => [host.Shielding.Port.ToString(CultureInfo.InvariantCulture)],
            MeasureBasis.KillBit or MeasureBasis.ControlLoads or MeasureBasis.ControlAbsent or MeasureBasis.ActiveXPolicy => BrowserOf(host.Facts),
            _ when verdict.Measure == ProtectiveMeasure.RemoteAccess => RemoteAccessJudgement.Judge(picture, now).Details,
            _ => [],
        };
    }

    private static string[] AttestationsOf(ProtectiveMeasure measure, in HostPicture host, DateTimeOffset now)
    {
        var words = new List<string>();
        foreach (var attested in host.Host.Decisions.Attestations)
        {
            if (attested.Measure == measure && now < host.EndOf(attested.Decision) && !words.Contains(attested.Decision.Reference))
            {
                words.Add(attested.Decision.Reference);
            }
        }

        return [.. words];
    }

    /// <summary><c>Office: blocked 2026-11-22 09:00:00Z</c>, open ones first.</summary>
    private static string[] BoundariesOf(HostShielding shielding, DateTimeOffset now) =>
    [
        .. shielding.OpenAnswers.Where(a => a.Stands).Select(a => $"{a.FromName}: open {At(a.At)}"),
        .. shielding.Shields.SelectMany(s => s.Boundaries).OrderByDescending(b => b.IsOpenAt(now)).Select(b => b switch
        {
            { IsOpen: true } => $"{b.FromName}: open {At(b.OpenAt!.Value)}",
            { BlockedAt: { } blocked } => $"{b.FromName}: blocked {At(blocked)}",
            _ => $"{b.FromName}: not proven",
        }),
    ];

    private static string[] BrowserOf(HostFacts? facts) => facts is null ? [] :
    [
        $"control {Word(facts.AlmControlPresent, "registered", "absent")}",
        $"kill bit {Word(facts.KillBitNative, "set", "not set")}",
        $"kill bit, 32-bit view {Word(facts.KillBitWow64, "set", "not set")}",
        $"ActiveX {Word(facts.ActiveXDisabledByPolicy, "disabled", "not disabled")}",
    ];

    private static string Word(bool? fact, string yes, string no) => fact switch { true => yes, false => no, null => "not known" };

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
