using System.Text.Json;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <summary>A report's scope as its row keeps it.</summary>
internal static class StoredScope
{
    public static string Of(ReportScope scope) => JsonSerializer.Serialize(scope, FrozenJson.Options);

    public static ReportScope Read(string text) => JsonSerializer.Deserialize<ReportScope>(text, FrozenJson.Options)!;

    /// <summary>As the audit trail tells it: ids of zones, which a reader who may see them is told the names of.</summary>
    public static object Told(ReportScope scope) => new
    {
        Kind = scope.Kind.ToString(),
        scope.Site,
        Zones = scope.AllZones ? [] : scope.Zones.Select(z => z.Id),
        Besides = scope is { AllZones: false, WithoutZone: true } ? "WithoutZone" : "",
        Statuses = scope.Statuses.Select(s => s.ToString()),
        scope.Search,
    };

    /// <summary>Whoever asked, with the sight of then: what it holds does not grow with the rights of a job.</summary>
    public static Actor MakerOf(StoredReport report) => Actor.System(report.RequestedBy) with
    {
        Zones = report.ZoneIds is { } zones ? [.. zones.Select(Guid.Parse)] : null,
    };

    /// <summary>Whether the actor sees every zone that a report may hold; null is the whole plant.</summary>
    public static bool IsSeenBy(Actor actor, string[]? zones) =>
        actor.Zones is null || (zones is { Length: > 0 } held && held.All(z => Guid.TryParse(z, out var id) && actor.Zones.Contains(id)));
}
