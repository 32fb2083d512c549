using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Features.AuditReports.Model;

/// <summary>Which part of the plant an audit report is about.</summary>
internal enum ReportScopeKind
{
    Fleet = 0,
    Site,
    Zones,
    Filter,
}

/// <summary>
/// The scope as it was asked for and as it was found: names are of the moment of making. Two reports can be compared where
/// <see cref="Key"/> is the same.
/// </summary>
internal sealed record ReportScope
{
    public static ReportScope Fleet { get; } = new();

    public ReportScopeKind Kind { get; init; }

    /// <summary>The site's name; empty but for a site.</summary>
    public string Site { get; init; } = "";

    /// <summary>Whether it holds every zone there is; else those of <see cref="Zones"/> alone.</summary>
    public bool AllZones { get; init; } = true;

    /// <summary>The zones it holds, by name; empty where every zone is held, or none but hosts without one. A zone-bound maker's report holds the maker's zones at most.</summary>
    public IReadOnlyList<ReportZone> Zones { get; init; } = [];

    /// <summary>Whether hosts without a zone are held.</summary>
    public bool WithoutZone { get; init; } = true;

    /// <summary>Only hosts with one of these statuses for the product note; all where empty.</summary>
    public IReadOnlyList<ComplianceStatus> Statuses { get; init; } = [];

    /// <summary>Only hosts with this text in name, address, domain or owner; empty for all.</summary>
    public string Search { get; init; } = "";

    /// <summary>One text for one scope.</summary>
    public string Key => string.Join(
        '|',
        Kind,
        Site,
        string.Join(',', Zones.Select(z => z.Id).Order()),
        WithoutZone ? "unzoned" : "",
        AllZones ? "" : "picked",
        string.Join(',', Statuses.Order()),
        Search);
}

/// <param name="Criticality">As the plant's drawing has it, by its English name.</param>
internal sealed record ReportZone(Guid Id, string Name, string Site, string Criticality);
