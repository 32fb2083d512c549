using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Domain.Compliance;

/// <summary>Judges hosts: pure, no clock of its own, no input or output.</summary>
public static class HostAssessor
{
    /// <summary>Judges one host against every advisory of the catalogue at the moment <paramref name="now"/>.</summary>
    public static HostAssessment Assess(HostCase host, AdvisoryCatalogue catalogue, FreshnessLimits limits, DateTimeOffset now)
    {
        var picture = new HostPicture(host, limits);
        var access = RemoteAccessJudgement.Judge(picture, now);
        var statuses = new StatusVerdict[catalogue.Advisories.Count];
        var measures = new List<MeasureVerdict>(3 * statuses.Length);
        var findings = new List<Finding>(4) { Alm0006NoCurrentEvidence.Judge(picture) };
        Add(findings, Alm0002RemoteAccess.Judge(picture, access, now));
        Add(findings, Alm0005VersionInDoubt.Judge(picture, now));

        for (var i = 0; i < statuses.Length; i++)
        {
            var advisory = catalogue.Advisories[i];
            var own = MeasureJudgement.JudgeAll(picture, advisory, access, now);
            var outcome = StatusJudgement.Judge(picture, advisory, own, now);
            statuses[i] = new StatusVerdict(
                advisory.Id, outcome.Status, outcome.Reason, outcome.Arguments, Validity.Of(picture, advisory, outcome.Status, now));
            measures.AddRange(own);
            Add(findings, Alm0001UpdateMissing.Judge(picture, advisory, now));
            Add(findings, Alm0005VersionInDoubt.Judge(picture, advisory, now));
            Add(findings, Alm0007RestartPending.Judge(picture, advisory, now));
        }

        return new HostAssessment(picture.Version, access, statuses, measures, findings);
    }

    private static void Add(List<Finding> findings, Finding? finding)
    {
        if (finding is not null)
        {
            findings.Add(finding);
        }
    }
}
