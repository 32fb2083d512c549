using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>A CVE number, for example <c>CVE-2011-4532</c>.</summary>
/// <param name="Value">Text, never empty.</param>
public readonly record struct CveId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

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

/// <summary>One weakness of an advisory and the versions it touches.</summary>
/// <param name="Id">The CVE number.</param>
/// <param name="Affected">The versions it touches.</param>
/// <param name="CvssBase">The published base score.</param>
/// <param name="SufficientMeasures">Each set alone is enough against this CVE; empty where none is.</param>
public sealed record Cve(CveId Id, AffectedVersions Affected, decimal CvssBase, IReadOnlyList<MeasureSet> SufficientMeasures)
{
    /// <summary>Whether it touches a version, by the version's texts alone.</summary>
    public CveApplicability AppliesTo(InstalledVersion version) => Answer(Affected.StandingOf(version, collectorFailed: false).Standing);

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

        var answer = Answer(Affected.StandingOf(VersionResolution.Resolve(facts.Versions), facts.VersionCollectorFailed).Standing);
        return answer == CveApplicability.DoesNotApply && installation == InstallationState.Doubtful ? CveApplicability.Unknown : answer;
    }

    internal static CveApplicability Answer(RangeStanding standing) => standing switch
    {
        RangeStanding.Inside => CveApplicability.Applies,
        RangeStanding.Older or RangeStanding.Newer => CveApplicability.DoesNotApply,
        _ => CveApplicability.Unknown,
    };
}
