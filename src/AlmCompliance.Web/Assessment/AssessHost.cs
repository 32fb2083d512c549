using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Web.Assessment;

/// <summary>Judges a stored host by the pure rules and writes the verdicts: the one way for acceptance and for jobs.</summary>
internal sealed class AssessHost(AdvisoryCatalogue catalogue, FreshnessLimits limits)
{
    /// <summary>Whether anything that a reader sees has changed. The caller saves.</summary>
    public Task<bool> RunAsync(AlmDbContext db, Host host, HostFacts? facts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        EvidenceStamp? evidence = host.EvidenceAt is { } at ? new EvidenceStamp(host.EvidenceOrigin, at) : null;
        var assessment = HostAssessor.Assess(new HostCase(host.EnrolledAt, facts, evidence, HostDecisions.None, HostShielding.None), catalogue, limits, now);
        return new VerdictWriter(db).WriteAsync(host, assessment, now, cancellationToken);
    }

    /// <summary>The facts of a stored snapshot.</summary>
    public static HostFacts FactsOf(InventorySnapshot snapshot) =>
        InventoryReportReader.Facts(JsonSerializer.Deserialize<InventoryReport>(snapshot.Content, ContractJson.Options)!);
}
