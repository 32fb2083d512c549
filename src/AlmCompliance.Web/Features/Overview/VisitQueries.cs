using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Overview;

/// <param name="Since">When the reader's visit before this one began.</param>
/// <param name="Hosts">Hosts by what became of them; each kind has its number.</param>
/// <param name="Decisions">What others asked for or decided.</param>
internal sealed record VisitFigures(DateTimeOffset Since, IReadOnlyDictionary<HostChange, int> Hosts, int Decisions)
{
    public int Of(HostChange change) => Hosts.GetValueOrDefault(change);

    public bool IsQuiet => Decisions == 0 && Hosts.Values.All(n => n == 0);
}

/// <summary>What changed since a person's last visit, as far as they see the plant.</summary>
internal sealed class VisitQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock)
{
    private static readonly HostChange[] s_changes = [HostChange.Worse, HostChange.Better, HostChange.Found, HostChange.Closed, HostChange.FellSilent];

    /// <summary>Two statements.</summary>
    public async Task<VisitFigures> SinceAsync(Actor actor, DateTimeOffset since, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visible = db.HostsFor(actor);
        var note = ProductNote57252401.Id.Value;
        var all = s_changes
            .Select(change => (Kind: (int)change, Ids: db.HostsWith(change, note, since, now).Where(id => visible.Any(h => h.Id == id))))
            .Select(c => c.Ids.Select(id => new { c.Kind, Id = id }))
            .Aggregate((sum, next) => sum.Concat(next));
        var hosts = await all.Distinct().GroupBy(c => c.Kind).Select(g => new { Kind = g.Key, Hosts = g.Count() }).ToListAsync(cancellationToken);
        var me = actor.Id;
        var decisions = await db.DecisionsFor(actor)
            .CountAsync(d => (d.RequestedAt > since && d.RequesterId != me) || (d.DecidedAt > since && d.ApproverId != null && d.ApproverId != me), cancellationToken);
        return new VisitFigures(since, s_changes.ToDictionary(c => c, c => hosts.Find(h => h.Kind == (int)c)?.Hosts ?? 0), decisions);
    }
}
