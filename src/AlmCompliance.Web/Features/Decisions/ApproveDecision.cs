using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Another person says yes: from this moment on the decision covers its hosts.</summary>
internal sealed class ApproveDecision(IWriteLane lane, PlantKnowledge plant, DecisionEffects effects, IOptionsMonitor<DecisionOptions> options, TimeProvider clock)
{
    public async Task<DecisionOutcome> RunAsync(Actor actor, string reference, string? note, CancellationToken cancellationToken)
    {
        actor.RequireApprover(options.CurrentValue);
        if (note is { Length: > 0 } && !RequestChecks.IsText(note, RequestChecks.LongestReason))
        {
            return DecisionOutcome.Refused(new Refusal("note", "Reason", RequestChecks.LongestReason));
        }

        var (outcome, touched) = await lane.RunAsync((db, ct) => ApproveAsync(db, actor, reference, note ?? "", ct), cancellationToken);
        await effects.AfterAsync(touched, cancellationToken);
        return outcome;
    }

    private async Task<(DecisionOutcome Outcome, Touched Touched)> ApproveAsync(AlmDbContext db, Actor actor, string reference, string note, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        if (await DecisionAuthority.FindAsync(db, actor, reference, cancellationToken) is not { } decision)
        {
            return (DecisionOutcome.NotFound, Touched.Nothing);
        }

        await DecisionAuthority.RequireAnotherAsync(db, actor, decision, cancellationToken);
        await DecisionAuthority.RequireAllHostsAsync(db, actor, decision, cancellationToken);
        var changed = await DecisionBinding.Changed(db).Where(e => e.DecisionId == decision.Id).ToListAsync(cancellationToken);
        var covered = await db.DecisionHosts.Where(e => e.DecisionId == decision.Id && e.LapsedAt == null).Select(e => e.HostId).ToListAsync(cancellationToken);
        covered = [.. covered.Except(changed.Select(c => c.HostId))];
        if (WhyNot(decision, covered.Count, now) is { } refusal)
        {
            return (DecisionOutcome.Refused(refusal), Touched.Nothing);
        }

        var before = DecisionTrail.State(decision);
        await DecisionBinding.LapseAsync(db, changed, now, cancellationToken);
        decision.State = DecisionState.Approved;
        decision.ApproverId = actor.Id;
        decision.ApproverName = actor.Name;
        decision.DecidedAt = now;
        decision.ValidFrom = now;
        decision.ReviewNote = note.Trim();
        decision.Revision++;
        var replaced = await EndReplacedAsync(db, decision, covered, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (decision.Kind is DecisionKind.Decommission)
        {
            await Decommissioning.RunAsync(db, covered, now, cancellationToken);
        }

        foreach (var (old, was) in replaced)
        {
            await DecisionTrail.AppendAsync(db, actor, "decision.ended", old, was, DecisionTrail.State(old), now, cancellationToken);
        }

        await DecisionTrail.AppendAsync(db, actor, "decision.approved", decision, before, DecisionTrail.State(decision, covered), now, cancellationToken);
        return (DecisionOutcome.Of(decision), Touched.By(decision, covered));
    }

    private Refusal? WhyNot(Decision decision, int covered, DateTimeOffset now) => decision switch
    {
        { State: not DecisionState.Requested } => new Refusal("", "NotWaiting"),
        _ when decision.ValidUntil <= now => new Refusal("validUntil", "Past"),
        _ when !DecisionBinding.RevisionHolds(decision, plant.Current.Catalogue) => new Refusal("advisory", "RevisionChanged"),
        _ when covered == 0 && RequestChecks.IsAboutHosts(decision.Kind) => new Refusal("hosts", "HostsChanged"),
        _ => null,
    };

    /// <summary>The decision that this one extends, and earlier declarations of the same licence server.</summary>
    private static async Task<List<(Decision Old, string Was)>> EndReplacedAsync(
        AlmDbContext db, Decision decision, List<Guid> covered, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var replaces = decision.Kind is DecisionKind.LicenceServerDeclaration;
        var old = await db.Decisions
            .Where(d => d.Id != decision.Id && (d.State == DecisionState.Approved || d.State == DecisionState.Lapsed))
            .Where(d => d.Id == decision.ExtendsId
                || (replaces && d.Kind == DecisionKind.LicenceServerDeclaration && db.DecisionHosts.Any(h => h.DecisionId == d.Id && covered.Contains(h.HostId))))
            .OrderBy(d => d.Number).ToListAsync(cancellationToken);
        var ended = old.ConvertAll(d => (d, DecisionTrail.State(d)));
        foreach (var one in old)
        {
            await DecisionBinding.CloseAsync(db, one, DecisionState.Ended, $"{EndReasons.Replaced} {decision.Reference}", now, cancellationToken);
        }

        return ended;
    }
}
