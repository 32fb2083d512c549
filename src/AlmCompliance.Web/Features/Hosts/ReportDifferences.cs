using AlmCompliance.Contracts;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Assessment;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>What two reports say of one fact.</summary>
/// <param name="Fact">The key of its name.</param>
/// <param name="Source">The place on the host that it was read from.</param>
/// <param name="Before">Raw; null where the report did not say.</param>
internal sealed record FactChange(string Fact, string Source, string? Before, string? After)
{
    public bool IsChanged => Before != After;
}

/// <summary>Two reports of one host, fact by fact.</summary>
internal static class ReportDifferences
{
    public static IReadOnlyList<FactChange> Of(InventoryReport before, InventoryReport after)
    {
        var old = Said(before);
        var now = Said(after);
        return [.. now.Keys.Union(old.Keys).Select(key => new FactChange(key.Fact, key.Source, old.GetValueOrDefault(key), now.GetValueOrDefault(key)))];
    }

    private static Dictionary<(string Fact, string Source), string?> Said(InventoryReport report)
    {
        var rows = new List<(string Fact, string Source, string? Value)>
        {
            ("Name", "host", report.Host?.Name),
            ("Addresses", "host", report.Host?.Addresses is { } addresses ? string.Join(' ', addresses) : null),
            ("System", "host", Join(report.Host?.Os?.Name, report.Host?.Os?.Version)),
            ("Boot", "host", report.Host?.LastBootAt),
            ("Agent", "agent", Join(report.Agent?.Version, report.Agent?.Platform)),
        };
        rows.AddRange(FactRows.Of(report, VersionResolution.Resolve(InventoryReportReader.Facts(report).Versions)).Select(r => (r.Fact, r.Source, r.Value)));

        // Several values of one fact from one place are compared as one.
        return rows.GroupBy(r => (r.Fact, r.Source)).ToDictionary(g => g.Key, g => g.All(r => r.Value is null) ? null : string.Join(" | ", g.Select(r => r.Value)));
    }

    private static string? Join(string? first, string? second) => first is null && second is null ? null : $"{first} {second}".Trim();
}
