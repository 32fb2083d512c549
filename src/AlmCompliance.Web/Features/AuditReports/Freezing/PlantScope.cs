using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Model;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Freezing;

/// <summary>A report's scope as queries and rows ask for it.</summary>
internal sealed class PlantScope(AlmDbContext db, Actor actor, ReportScope scope, IReadOnlyDictionary<Guid, Zone> zones)
{
    private readonly Guid[] _zones = [.. scope.Zones.Select(z => z.Id)];
    private readonly string _search = SortKeys.Folded(scope.Search);

    public static async Task<PlantScope> ReadAsync(AlmDbContext db, Actor actor, ReportScope scope, CancellationToken cancellationToken) =>
        new(db, actor, scope, await db.Zones.AsNoTracking().ToDictionaryAsync(z => z.Id, cancellationToken));

    public bool IsWholePlant => _zones.Length == 0 && scope.WithoutZone && actor.SeesAllZones;

    public Zone? Zone(Guid? id) => id is { } zone ? zones.GetValueOrDefault(zone) : null;

    /// <summary>Whether hosts that stand in this zone, null for none, belong to it.</summary>
    public bool Holds(Guid? zone) => actor.Sees(zone) && (zone is { } id ? _zones.Length == 0 || _zones.Contains(id) : scope.WithoutZone);

    /// <summary>Whether a host belongs to it by what is not its zone.</summary>
    public bool Holds(ReportHost host, string? searchKey) =>
        (scope.Statuses.Count == 0 || scope.Statuses.Contains(host.Status))
        && (_search.Length == 0 || (searchKey ?? SortKeys.Folded($"{host.Name} {host.Owner}")).Contains(_search, StringComparison.Ordinal));

    /// <summary>Hosts that may belong to it at the moment: where they stand now says it for the present, and nothing of the past.</summary>
    public IQueryable<Host> Hosts(DateTimeOffset moment, bool isPresent)
    {
        if (!isPresent)
        {
            return db.HostsEverFor(actor).Where(h => h.EnrolledAt <= moment && (h.DecommissionedAt == null || h.DecommissionedAt > moment));
        }

        var hosts = db.HostsFor(actor);
        return IsWholePlant ? hosts : hosts.Where(h => h.ZoneId == null ? scope.WithoutZone : _zones.Length == 0 || _zones.Contains(h.ZoneId.Value));
    }

    /// <summary>Lines of the plant's own list for which no host had enrolled.</summary>
    public IQueryable<ExpectedHost> NeverEnrolled(DateTimeOffset moment) =>
        db.NeverEnrolledFor(actor, moment).Where(e => e.ZoneId == null ? scope.WithoutZone : _zones.Length == 0 || _zones.Contains(e.ZoneId.Value));
}
