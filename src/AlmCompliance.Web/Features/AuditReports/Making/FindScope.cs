using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Freezing;
using AlmCompliance.Web.Features.AuditReports.Model;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <summary>A request's scope with its zones, or why there is none.</summary>
/// <param name="Hosts">How many hosts and lines stand in its zones; a filter may leave some of them out.</param>
/// <param name="Zones">The zones that it may hold; null for the whole plant.</param>
internal sealed record FoundScope(ReportScope Scope, string[]? Zones, int Hosts, ReportRefusal Refusal)
{
    public static FoundScope Refused(ReportRefusal refusal) => new(ReportScope.Fleet, null, 0, refusal);
}

/// <summary>Looks a request's scope up, as far as the actor sees the plant.</summary>
internal static class FindScope
{
    /// <summary>At most five statements.</summary>
    public static async Task<FoundScope> ReadAsync(AlmDbContext db, Actor actor, ReportRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (request.AsOf > now)
        {
            return FoundScope.Refused(ReportRefusal.Future);
        }

        var selection = request.Kind is ReportScopeKind.Zones or ReportScopeKind.Filter
            ? await ZoneSelection.ReadAsync(db, actor, request.Zones, cancellationToken)
            : await ZoneSelection.ReadAsync(db, actor, [], cancellationToken);
        var zones = await db.ZonesFor(actor).OrderBy(z => z.NameKey).ToListAsync(cancellationToken);
        var siteKey = SortKeys.Of(request.Site ?? "");
        var picked = request.Kind == ReportScopeKind.Site ? zones.FindAll(z => z.Site.Length > 0 && z.SiteKey == siteKey)
            : selection.All ? zones
            : zones.FindAll(z => selection.Ids.Contains(z.Id));
        var isBound = request.Kind == ReportScopeKind.Site || !selection.All || !actor.SeesAllZones;
        var withoutZone = !isBound || selection.WithoutZone;
        if (selection.NotFound.Count > 0 || (isBound && picked.Count == 0 && !withoutZone))
        {
            return FoundScope.Refused(ReportRefusal.NoSuchPlace);
        }

        var scope = new ReportScope
        {
            Kind = request.Kind,
            Site = request.Kind == ReportScopeKind.Site ? picked[0].Site : "",
            AllZones = !isBound,
            Zones = isBound ? [.. picked.Select(z => new ReportZone(z.Id, z.Name, z.Site, z.Criticality.ToString()))] : [],
            WithoutZone = withoutZone,
            Statuses = request.Kind == ReportScopeKind.Filter ? [.. request.Statuses.Order()] : [],
            Search = request.Kind == ReportScopeKind.Filter ? request.Search ?? "" : "",
        };
        if (request.AsOf is { } asOf && (await db.Hosts.MinAsync(h => (DateTimeOffset?)h.EnrolledAt, cancellationToken) is not { } first || asOf < first))
        {
            return FoundScope.Refused(ReportRefusal.BeforeFirst);
        }

        var plant = new PlantScope(db, actor, scope, zones.ToDictionary(z => z.Id));
        var moment = request.AsOf ?? now;
        var hosts = await plant.HostsHereNow(moment).CountAsync(cancellationToken) + await plant.NeverEnrolled(moment).CountAsync(cancellationToken);

        // Of the past only the making can tell: hosts may have moved. What holds hosts without a zone is for those who see all.
        var refusal = hosts == 0 && request.AsOf is null ? ReportRefusal.NoHosts : ReportRefusal.None;
        return new FoundScope(scope, withoutZone ? null : [.. picked.Select(z => z.Id.ToString())], hosts, refusal);
    }
}
