using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>How many decisions a run marked as lapsed, and how many entries of decisions that go on for other hosts.</summary>
internal sealed record Lapsed(int Decisions, int Hosts);

/// <summary>
/// Writes down which decisions have run out or lost what they were bound to. Each decision is one transaction: a run that dies
/// leaves it marked or not, and the next one goes on. No reader waits for this.
/// </summary>
internal sealed class LapseDecisions(
    IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, PlantKnowledge plant, DecisionEffects effects, TimeProvider clock)
{
    public async Task<Lapsed> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var decisions = 0;
        var hosts = 0;
        foreach (var id in await DueAsync(cancellationToken))
        {
            var (lapsed, entries, touched) = await lane.RunAsync((db, ct) => LapseAsync(db, actor, id, ct), cancellationToken);
            await effects.AfterAsync(touched, cancellationToken);
            decisions += lapsed ? 1 : 0;
            hosts += entries;
        }

        return new Lapsed(decisions, hosts);
    }

    /// <summary>What may have to be marked; looked at again inside the lane.</summary>
    private async Task<List<Guid>> DueAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var running = db.Decisions.AsNoTracking().Where(d => d.State == DecisionState.Approved || d.State == DecisionState.Requested);
        var changed = DecisionBinding.Changed(db);
        var entries = db.DecisionHosts;
        var due = await running
            .Where(d => d.State == DecisionState.Requested
                ? d.ValidUntil <= now
                : d.Kind != DecisionKind.Decommission
                    && (d.ValidUntil <= now || changed.Any(c => c.DecisionId == d.Id)
                        || (entries.Any(e => e.DecisionId == d.Id) && !entries.Any(e => e.DecisionId == d.Id && e.LapsedAt == null))))
            .Select(d => d.Id).ToListAsync(cancellationToken);
        var bound = await running.Where(d => d.State == DecisionState.Approved && d.AdvisoryId != "").ToListAsync(cancellationToken);
        return [.. due.Union(bound.Where(d => !DecisionBinding.RevisionHolds(d, plant.Current.Catalogue)).Select(d => d.Id))];
    }

    private async Task<(bool Lapsed, int Entries, Touched Touched)> LapseAsync(AlmDbContext db, Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        var decision = await db.Decisions.SingleAsync(d => d.Id == id, cancellationToken);
        if (decision.State is not (DecisionState.Approved or DecisionState.Requested))
        {
            return (false, 0, Touched.Nothing);
        }

        var before = DecisionTrail.State(decision);
        var entries = await db.DecisionHosts.Where(h => h.DecisionId == id).ToListAsync(cancellationToken);
        var covered = entries.FindAll(h => h.LapsedAt is null);
        var changed = decision.State is DecisionState.Requested ? [] : await DecisionBinding.Changed(db).Where(e => e.DecisionId == id).ToListAsync(cancellationToken);
        await DecisionBinding.LapseAsync(db, changed, now, cancellationToken);
        var reason = WhyOver(decision, entries, covered, changed, now);
        if (reason is not null)
        {
            var at = reason == EndReasons.Expired ? decision.ValidUntil : now;
            await DecisionBinding.CloseAsync(db, decision, DecisionState.Lapsed, reason, at, cancellationToken);
        }
        else if (changed.Count > 0)
        {
            decision.Revision++;
        }
        else
        {
            return (false, 0, Touched.Nothing);
        }

        await db.SaveChangesAsync(cancellationToken);
        var after = DecisionTrail.State(decision, [.. changed.Select(c => c.HostId)]);
        await DecisionTrail.AppendAsync(db, actor, reason is null ? "decision.hosts-lapsed" : "decision.lapsed", decision, before, after, now, cancellationToken);
        var hosts = (reason is null ? changed : entries).Select(c => c.HostId).ToList();
        return (reason is not null, changed.Count, Touched.By(decision, hosts));
    }

    private string? WhyOver(Decision decision, List<DecisionHost> entries, List<DecisionHost> covered, List<DecisionHost> changed, DateTimeOffset now) => decision switch
    {
        _ when decision.ValidUntil <= now => EndReasons.Expired,
        { State: DecisionState.Requested } => null,
        _ when !DecisionBinding.RevisionHolds(decision, plant.Current.Catalogue) => EndReasons.RevisionChanged,
        _ when changed.Count > 0 && changed.Count == covered.Count => changed[0].LapseReason,

        // One by one, as each of its hosts changed.
        _ when covered.Count == 0 && entries.Count > 0 => entries.MaxBy(e => e.LapsedAt)!.LapseReason,
        _ => null,
    };
}
