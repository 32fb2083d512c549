using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.Search;

/// <summary>What was found, each group cut off at <see cref="SearchQueries.MostInGroup"/>.</summary>
internal sealed record SearchListing(IReadOnlyList<FoundHost> Hosts, IReadOnlyList<FoundFinding> Findings, IReadOnlyList<FoundAdvisory> Advisories)
{
    public static SearchListing Nothing { get; } = new([], [], []);
}

/// <param name="Status">For the product note, as of this moment.</param>
internal sealed record FoundHost(Guid Id, string Name, string? Addresses, string? Zone, ComplianceStatus Status);

/// <summary>An open finding.</summary>
/// <param name="AdvisoryId">Null where the rule is about none.</param>
internal sealed record FoundFinding(Guid Id, Guid HostId, string HostName, RuleId Rule, string? AdvisoryId, DateTimeOffset DueAt);

/// <param name="Cves">Those that the words name; all where they name none.</param>
internal sealed record FoundAdvisory(string Id, string Title, IReadOnlyList<string> Cves);
