using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <summary>What somebody asks a report to be about.</summary>
/// <param name="Site">Of the kind Site.</param>
/// <param name="Zones">Of the kinds Zones and Filter: by id or name, <c>-</c> for hosts without one; all where empty.</param>
/// <param name="Statuses">Of the kind Filter: statuses for the product note; all where empty.</param>
/// <param name="Search">Of the kind Filter.</param>
/// <param name="AsOf">Null for the moment of making.</param>
/// <param name="Language"><c>en</c> or <c>de</c>.</param>
internal sealed record ReportRequest(
    ReportScopeKind Kind, string? Site, IReadOnlyList<string> Zones, IReadOnlyList<ComplianceStatus> Statuses, string? Search, DateTimeOffset? AsOf, string Language);

/// <summary>Why a report is not made. Sentences: <see cref="ReportWords"/>.</summary>
internal enum ReportRefusal
{
    None = 0,

    /// <summary>No such site or zone, or out of sight.</summary>
    NoSuchPlace,

    /// <summary>The scope holds no host and no line of the plant's list.</summary>
    NoHosts,

    /// <summary>The moment has not come yet.</summary>
    Future,

    /// <summary>Nothing was known at that moment.</summary>
    BeforeFirst,

    /// <summary>So many wait that this one was turned away.</summary>
    TooMany,

    /// <summary>The disk is full, or its folder cannot be written.</summary>
    Disk,

    /// <summary>The server was stopped while it was made.</summary>
    Stopped,

    /// <summary>Anything else: the server's log says what.</summary>
    Unexpected,
}
