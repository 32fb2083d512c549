using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Web.Assessment;

/// <summary>When the findings on one host are due: by the plant's policy, the criticality of the host's zone, and what was deferred.</summary>
internal readonly struct FindingTerms(PlantPicture plant, Guid? zoneId, HostAssessment assessment)
{
    private readonly ZoneCriticality _criticality = CriticalityOf(plant, zoneId);

    public DateTimeOffset DueAt(in Finding finding, DateTimeOffset openedAt) => Microseconds.Truncate(
        plant.Deadlines.DueAt(finding.Rule, _criticality, openedAt, plant.EnteredAt(finding.Advisory), DeferredUntil(finding)));

    /// <summary>Of the finding that opens by itself when the host's evidence expires.</summary>
    public static DateTimeOffset DueWithoutEvidence(PlantPicture plant, Guid? zoneId, DateTimeOffset expiresAt) =>
        plant.Deadlines.DueAt(RuleId.ALM0006, CriticalityOf(plant, zoneId), expiresAt, null);

    /// <summary>Everything but the opening that a due date follows from.</summary>
    public void AddTo(ref VerdictDigest digest, in Finding finding)
    {
        digest.Add(plant.Deadlines.AllowedFor(finding.Rule, _criticality).Ticks);
        digest.Add(plant.EnteredAt(finding.Advisory));
        digest.Add(DeferredUntil(finding));
    }

    private static ZoneCriticality CriticalityOf(PlantPicture plant, Guid? zoneId) =>
        zoneId is { } id && plant.Segmentation.Zones.TryGetValue(id, out var zone) ? zone.Criticality : ZoneCriticality.Unknown;

    private DateTimeOffset? DeferredUntil(in Finding finding)
    {
        if (finding is not { Rule: RuleId.ALM0001, Advisory: { } advisory })
        {
            return null;
        }

        for (var i = 0; i < assessment.Statuses.Count; i++)
        {
            if (assessment.Statuses[i].Advisory == advisory)
            {
                return assessment.Statuses[i].DeferredUntil;
            }
        }

        return null;
    }
}
