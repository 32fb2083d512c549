using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.AuditReports.Inputs;

/// <summary>What the rules were given of one host: a line of the pack's <c>inputs.jsonl</c>.</summary>
internal sealed record VerdictInput(Guid HostId, HostCase Case);

/// <summary>What the rules were given once for all hosts: the pack's <c>rules.json</c>.</summary>
/// <param name="Rules">The edition, <see cref="RuleBook.Version"/>.</param>
/// <param name="Moment">The moment that every host was judged at.</param>
internal sealed record RulesInput(string Rules, DateTimeOffset Moment, FreshnessLimits Limits, DateOnly CatalogueAsOf, IReadOnlyList<Advisory> Advisories)
{
    public static RulesInput Of(AdvisoryCatalogue catalogue, FreshnessLimits limits, DateTimeOffset moment) =>
        new(RuleBook.Version, moment, limits, catalogue.AsOf, catalogue.Advisories);

    /// <summary>Judges a host as it was judged then.</summary>
    public HostAssessment Assess(HostCase host, AdvisoryCatalogue catalogue) => HostAssessor.Assess(host, catalogue, Limits, Moment);
}
