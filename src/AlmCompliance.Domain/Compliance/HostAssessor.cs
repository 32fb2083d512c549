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
        var measures = HostMeasures.Judge(picture, access, now);
        var statuses = new StatusVerdict[catalogue.Judged.Length];
        var verdicts = new MeasureVerdict[catalogue.MeasureCount];
        var findings = new List<Finding>(16) { Alm0006NoCurrentEvidence.Judge(picture) };
        Add(findings, Alm0002RemoteAccess.Judge(picture, access, now));
        Add(findings, Alm0005VersionInDoubt.Judge(picture, now));
        Add(findings, Alm0008LicenceServer.Judge(picture, now));
        Add(findings, Alm0010TwoMachines.Judge(picture));

        var next = 0;
        var then = default(MeasuresThen);
        for (var i = 0; i < statuses.Length; i++)
        {
            var advisory = AdvisoryPicture.Of(picture, catalogue.Judged[i], now);
            var outcome = StatusJudgement.Judge(picture, advisory, measures, now);
            statuses[i] = new StatusVerdict(
                advisory.Id, outcome.Status, outcome.Reason, outcome.Arguments, Validity.Of(picture, advisory, outcome.Status, measures, now, ref then))
            {
                DeferredUntil = DeferralOf(picture, advisory, now),
            };
            var needed = measures.For(picture, advisory, now);
            foreach (var measure in advisory.Judged.Measures)
            {
                var own = needed[measure];
                verdicts[next++] = new MeasureVerdict(advisory.Id, measure, own.State, own.Basis, own.HoldsUntil);
            }

            Add(findings, Alm0001UpdateMissing.Judge(picture, advisory, now));
            Add(findings, Alm0003PortMeasure.Judge(picture, advisory, measures, now));
            Add(findings, Alm0004BrowserMeasure.Judge(picture, advisory, measures, now));
            Add(findings, Alm0005VersionInDoubt.Judge(picture, advisory, now));
            Add(findings, Alm0007RestartPending.Judge(picture, advisory, now));
        }

        return new HostAssessment(picture.Version, access, statuses, verdicts, findings);
    }

    private static DateTimeOffset? DeferralOf(in HostPicture host, in AdvisoryPicture advisory, DateTimeOffset now) =>
        host.Host.Decisions.Deferrals.Count == 0 ? null : host.ValidOf(host.Host.Decisions.Deferrals, advisory.Judged, now)?.ValidUntil;

    private static void Add(List<Finding> findings, in Finding? finding)
    {
        if (finding is { } open)
        {
            findings.Add(open);
        }
    }
}
