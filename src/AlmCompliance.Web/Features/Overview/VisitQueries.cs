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

    private const int Decided = -1;

    /// <summary>One statement.</summary>
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
        var me = actor.Id;
        var decided = Decided;
        var decisions = db.DecisionsFor(actor)
            .Where(d => (d.RequestedAt > since && d.RequesterId != me) || (d.DecidedAt > since && d.ApproverId != null && d.ApproverId != me))
            .Select(d => new { Kind = decided, d.Id });
        var counted = (await all.Concat(decisions).Distinct().GroupBy(c => c.Kind).Select(g => new { Kind = g.Key, Number = g.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(c => c.Kind, c => c.Number);
        return new VisitFigures(since, s_changes.ToDictionary(c => c, c => counted.GetValueOrDefault((int)c)), counted.GetValueOrDefault(Decided));
    }
}
