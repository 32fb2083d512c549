using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
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

    public bool IsWholePlant => scope is { AllZones: true, WithoutZone: true } && actor.SeesAllZones;

    public Zone? Zone(Guid? id) => id is { } zone ? zones.GetValueOrDefault(zone) : null;

    /// <summary>Whether hosts that stand in this zone, null for none, belong to it.</summary>
    public bool Holds(Guid? zone) => actor.Sees(zone) && (zone is { } id ? scope.AllZones || _zones.Contains(id) : scope.WithoutZone);

    /// <summary>Whether a host belongs to it by what is not its zone.</summary>
    public bool Holds(ReportHost host, string? searchKey) =>
        (scope.Statuses.Count == 0 || scope.Statuses.Contains(host.Status))
        && (_search.Length == 0 || (searchKey ?? SortKeys.Folded($"{host.Name} {host.Owner}")).Contains(_search, StringComparison.Ordinal));

    /// <summary>
    /// Hosts that may belong to it at the moment. Of the past all that there were: where they stood then is asked of each, and
    /// where they stand now would leave out those that have moved since.
    /// </summary>
    public IQueryable<Host> Hosts(DateTimeOffset moment, bool isPresent) => isPresent
        ? Here(db.HostsFor(actor))
        : db.Hosts.AsNoTracking().Where(h => h.EnrolledAt <= moment && (h.DecommissionedAt == null || h.DecommissionedAt > moment));

    /// <summary>How many there are about: by where they stand now.</summary>
    public IQueryable<Host> HostsHereNow(DateTimeOffset moment) =>
        Here(db.HostsEverFor(actor).Where(h => h.EnrolledAt <= moment && (h.DecommissionedAt == null || h.DecommissionedAt > moment)));

    private IQueryable<Host> Here(IQueryable<Host> hosts) =>
        IsWholePlant ? hosts : hosts.Where(h => h.ZoneId == null ? scope.WithoutZone : scope.AllZones || _zones.Contains(h.ZoneId.Value));

    /// <summary>Lines of the plant's own list of that moment for which no host had enrolled.</summary>
    public IQueryable<ListedLine> NeverEnrolled(DateTimeOffset moment) =>
        db.NeverEnrolledAsOf(actor, moment).Where(e => e.ZoneId == null ? scope.WithoutZone : scope.AllZones || _zones.Contains(e.ZoneId.Value));

    /// <summary>A host as the rules are given it, without the names of zones out of the actor's sight: they would stand in the input that goes with the report.</summary>
    public HostCase Veiled(HostCase host) => actor.SeesAllZones ? host : host with
    {
        Shielding = host.Shielding with
        {
            Shields = [.. host.Shielding.Shields.Select(s => new RangeShield(s.Stand, [.. s.Boundaries.Select(b => IsInSight(b.From) ? b : b with { FromName = "" })]))],
            OpenAnswers = [.. host.Shielding.OpenAnswers.Select(a => IsInSight(a.From) ? a : a with { FromName = "" })],
        },
    };

    private bool IsInSight(ZoneId zone) => zone == ZoneId.Outside || actor.Sees(zone.Value);
}
