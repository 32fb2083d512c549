using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>Whether a CVE touches what is installed on a host.</summary>
public enum CveApplicability
{
    /// <summary>Nothing may be said.</summary>
    Unknown = 0,

    /// <summary>It does not.</summary>
    DoesNotApply,

    /// <summary>It does.</summary>
    Applies,
}

/// <summary>Measures that together are enough against a CVE.</summary>
/// <param name="Measures">All of them must be in place.</param>
/// <param name="OnLicenceServer">The set counts only on a host that is validly declared a licence server.</param>
public sealed record MeasureSet(IReadOnlyList<ProtectiveMeasure> Measures, bool OnLicenceServer = false);

/// <summary>One weakness of an advisory and the versions it touches.</summary>
/// <param name="Id">The CVE number.</param>
/// <param name="Affected">The versions it touches.</param>
/// <param name="CvssBase">The published base score.</param>
/// <param name="SufficientMeasures">Each set alone is enough against this CVE; empty where none is.</param>
public sealed record Cve(CveId Id, AffectedRange Affected, decimal CvssBase, IReadOnlyList<MeasureSet> SufficientMeasures)
{
    /// <summary>Whether it touches a version, by the version's texts alone.</summary>
    public CveApplicability AppliesTo(InstalledVersion version) => Answer(Affected.StandingOf(version, collectorFailed: false));

    /// <summary>Whether it touches a host by the facts last known of it, however old they are; unknown where there are none.</summary>
    public CveApplicability AppliesTo(HostFacts? facts)
    {
        if (facts is null)
        {
            return CveApplicability.Unknown;
        }

        var installation = Installation.Of(facts).State;
        if (installation == InstallationState.NotInstalled)
        {
            return CveApplicability.DoesNotApply;
        }

        var answer = Answer(Affected.StandingOf(VersionResolution.Resolve(facts.Versions), facts.VersionCollectorFailed));
        return answer == CveApplicability.DoesNotApply && installation == InstallationState.Doubtful ? CveApplicability.Unknown : answer;
    }

    private static CveApplicability Answer(RangeStanding standing) => standing switch
    {
        RangeStanding.Inside => CveApplicability.Applies,
        RangeStanding.Older or RangeStanding.Newer => CveApplicability.DoesNotApply,
        _ => CveApplicability.Unknown,
    };
}
