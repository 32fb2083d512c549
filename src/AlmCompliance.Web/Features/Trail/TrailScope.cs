using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>
/// Which entries are about the zones of the reader, or of a filter: those on the zones themselves, on hosts that stand in them
/// now, and on decisions about such hosts. Who sees every zone and asks for none sees every entry.
/// </summary>
internal sealed class TrailScope
{
    private readonly IQueryable<string>? _hosts;
    private readonly string[] _zones;
    private readonly string[] _decisions;
    private readonly HashSet<string> _withheld;

    private TrailScope(IQueryable<string>? hosts, string[] zones, string[] decisions, HashSet<string> withheld) =>
        (_hosts, _zones, _decisions, _withheld) = (hosts, zones, decisions, withheld);

    /// <summary>No statement for the whole trail, else one.</summary>
    public static async Task<TrailScope> ReadAsync(AlmDbContext db, Actor actor, ZoneSelection zones, CancellationToken cancellationToken)
    {
        if (actor.SeesAllZones && zones.All)
        {
            return new TrailScope(null, [], [], []);
        }

        var visible = db.HostsEverFor(actor);
        var chosen = zones.Apply(visible);
        var decisions = await db.Decisions.AsNoTracking()
            .Where(d => db.DecisionHosts.Any(h => h.DecisionId == d.Id && chosen.Any(v => v.Id == h.HostId)))
            .Select(d => new { d.Number, Hides = db.DecisionHosts.Any(h => h.DecisionId == d.Id && !visible.Any(v => v.Id == h.HostId)) })
            .ToListAsync(cancellationToken);
        static string Reference(int number) => new Data.Decisions.Decision { Number = number, Reason = "", Owner = "", RequesterId = "", RequesterName = "" }.Reference;
        var ids = zones.All ? actor.Zones! : zones.Ids;
        return new TrailScope(
#pragma warning disable CA1304, CA1311, MA0011 // The database folds it, by no culture: ids are digits and a to f.
            chosen.Select(h => h.Id.ToString().ToLower()),
#pragma warning restore CA1304, CA1311, MA0011
            [.. ids.Select(id => id.ToString())],
            [.. decisions.Select(d => Reference(d.Number))],
            [.. decisions.Where(d => d.Hides).Select(d => Reference(d.Number))]);
    }

    public IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> entries)
    {
        if (_hosts is not { } hosts)
        {
            return entries;
        }

        var (zones, decisions) = (_zones, _decisions);
        return entries.Where(e =>
            (e.SubjectKind == TrailSubject.Host && hosts.Contains(e.SubjectId))
            || (e.SubjectKind == TrailSubject.Zone && EF.Parameter(zones).Contains(e.SubjectId))
            || (e.SubjectKind == TrailSubject.Decision && EF.Parameter(decisions).Contains(e.SubjectId)));
    }

    public TrailItem Withhold(TrailItem item) =>
        item.SubjectKind == TrailSubject.Decision && _withheld.Contains(item.SubjectId) ? item with { Before = "", After = "", IsWithheld = true } : item;
}
