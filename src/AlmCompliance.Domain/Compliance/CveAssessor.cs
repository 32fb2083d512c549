using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Domain.Compliance;

/// <summary>Whether measures hold a weakness on a host.</summary>
public enum CveHold
{
    /// <summary>Nobody knows whether it applies.</summary>
    Unknown = 0,

    /// <summary>It applies, and no set of measures is complete.</summary>
    NotHeld,

    /// <summary>It applies, and one complete set of measures is in place.</summary>
    Held,

    /// <summary>It does not apply.</summary>
    NotNeeded,
}

/// <summary>What one weakness still means for a host.</summary>
/// <param name="Advisory">Its advisory.</param>
/// <param name="Cve">Its number.</param>
/// <param name="Applies">Whether it touches what is installed and in force.</param>
/// <param name="Hold">Whether measures hold it.</param>
/// <param name="Reach">From where it can be used; what can be used only during set-up is counted apart.</param>
public readonly record struct CveVerdict(AdvisoryId Advisory, CveId Cve, CveApplicability Applies, CveHold Hold, WeaknessReach Reach);

/// <summary>Judges the single weaknesses behind the advisories: what still applies, given version and measures.</summary>
public static class CveAssessor
{
    /// <summary>One verdict for every CVE of the catalogue, in its order, by the facts last known of the host.</summary>
    public static IReadOnlyList<CveVerdict> Assess(HostCase host, AdvisoryCatalogue catalogue, FreshnessLimits limits, DateTimeOffset now)
    {
        var picture = new HostPicture(host, limits);
        var measures = HostMeasures.Judge(picture, now);
        var verdicts = new List<CveVerdict>();
        foreach (var advisory in catalogue.Advisories)
        {
            foreach (var cve in advisory.Cves)
            {
                var applies = InForce(cve.AppliesTo(host.Evidence is null || host.Identity is not null ? null : host.Facts), host.Facts);
                var hold = applies switch
                {
                    CveApplicability.DoesNotApply => CveHold.NotNeeded,
                    CveApplicability.Applies => Mitigation.IsHeld(cve, picture, measures, now) ? CveHold.Held : CveHold.NotHeld,
                    _ => CveHold.Unknown,
                };
                verdicts.Add(new CveVerdict(advisory.Id, cve.Id, applies, hold, advisory.Reach));
            }
        }

        return verdicts;
    }

    /// <summary>Until the restart is known to be done the version before may still run.</summary>
    private static CveApplicability InForce(CveApplicability onDisk, HostFacts? facts) =>
        onDisk == CveApplicability.DoesNotApply && facts is { Installed: not false, RestartPending: not false }
            ? CveApplicability.Unknown
            : onDisk;
}
