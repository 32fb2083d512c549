using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>
/// Which entries are about the zones of the reader, or of a filter: those on the zones themselves, on hosts that stand in them
/// now, on findings there, and on decisions about such hosts. Who sees every zone and asks for none sees every entry.
/// </summary>
internal sealed class TrailScope
{
    private readonly IQueryable<string>? _hosts;
    private readonly string[] _zones;
    private readonly string[] _decisions;
    private readonly string[] _findings;
    private readonly HashSet<string> _withheld;

    private TrailScope(IQueryable<string>? hosts, string[] zones, string[] decisions, string[] findings, HashSet<string> withheld) =>
        (_hosts, _zones, _decisions, _findings, _withheld) = (hosts, zones, decisions, findings, withheld);

    /// <summary>No statement for the whole trail, else one.</summary>
    public static async Task<TrailScope> ReadAsync(AlmDbContext db, Actor actor, ZoneSelection zones, CancellationToken cancellationToken)
    {
        if (actor.SeesAllZones && zones.All)
        {
            return new TrailScope(null, [], [], [], []);
        }

        var visible = db.HostsEverFor(actor);
        var chosen = zones.Apply(visible);

        // Each act on a finding left a note: their hosts are few, and what they have is found by its index.
        var noted = db.FindingNotes.Where(n => chosen.Any(v => v.Id == n.HostId)).Select(n => n.HostId);
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // The database folds them, by no culture: ids are digits and a to f.
        var subjects = await db.Decisions.AsNoTracking()
            .Where(d => db.DecisionHosts.Any(h => h.DecisionId == d.Id && chosen.Any(v => v.Id == h.HostId)))
            .Select(d => new { d.Id, d.Number, Hides = db.DecisionHosts.Any(h => h.DecisionId == d.Id && !visible.Any(v => v.Id == h.HostId)) })

            // Findings that somebody acted on. An entry tells of those of one zone only, so that none hides anything.
            .Concat(db.Findings.AsNoTracking()
                .Where(f => noted.Contains(f.HostId) && db.AuditEntries.Any(e => e.SubjectKind == TrailSubject.Findings && e.SubjectId == f.Id.ToString().ToLower()))
                .Select(f => new { f.Id, Number = 0, Hides = false }))
            .ToListAsync(cancellationToken);
        var hosts = chosen.Select(h => h.Id.ToString().ToLower());
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        static string Reference(int number) => new Data.Decisions.Decision { Number = number, Reason = "", Owner = "", RequesterId = "", RequesterName = "" }.Reference;
        var ids = zones.All ? actor.Zones! : zones.Ids;
        return new TrailScope(
            hosts,
            [.. ids.Select(id => id.ToString())],
            [.. subjects.Where(s => s.Number > 0).Select(s => Reference(s.Number))],
            [.. subjects.Where(s => s.Number == 0).Select(s => s.Id.ToString())],
            [.. subjects.Where(s => s.Hides).Select(s => Reference(s.Number))]);
    }

    public IQueryable<AuditEntry> Apply(IQueryable<AuditEntry> entries)
    {
        if (_hosts is not { } hosts)
        {
            return entries;
        }

        var (zones, decisions, findings) = (_zones, _decisions, _findings);
        return entries.Where(e =>
            (e.SubjectKind == TrailSubject.Host && hosts.Contains(e.SubjectId))
            || (e.SubjectKind == TrailSubject.Zone && EF.Parameter(zones).Contains(e.SubjectId))
            || (e.SubjectKind == TrailSubject.Findings && EF.Parameter(findings).Contains(e.SubjectId))
            || (e.SubjectKind == TrailSubject.Decision && EF.Parameter(decisions).Contains(e.SubjectId)));
    }

    public TrailItem Withhold(TrailItem item) =>
        item.SubjectKind == TrailSubject.Decision && _withheld.Contains(item.SubjectId) ? item with { Before = "", After = "", IsWithheld = true } : item;
}
