using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Assessment;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>The product note's measures on a host, by the same pure rules and from the same facts as its stored verdict.</summary>
internal static class HostMeasures
{
    /// <summary>None where no measure is asked: nothing was reported, or no ALM is there.</summary>
    public static IReadOnlyList<MeasureVerdict> Of(HostDetail host, AdvisoryCatalogue catalogue, FreshnessLimits limits, DateTimeOffset now)
    {
        if (host.Facts is null || host.Summary is not { EvidenceAt: { } at, Reason: not StatusReason.NotInstalled })
        {
            return [];
        }

        var stamp = new EvidenceStamp(host.Summary.EvidenceOrigin, at);
        var subject = new HostCase(host.Summary.EnrolledAt, InventoryReportReader.Facts(host.Facts), stamp, HostDecisions.None, HostShielding.None);
        var note = catalogue.Advisories[0].Id;
        return [.. HostAssessor.Assess(subject, catalogue, limits, now).Measures.Where(m => m.Advisory == note)];
    }
}
