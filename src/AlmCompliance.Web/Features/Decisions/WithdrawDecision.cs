using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>The requester takes back what waits.</summary>
internal sealed class WithdrawDecision(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    public async Task<DecisionOutcome> RunAsync(Actor actor, string reference, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var outcome = await lane.RunAsync((db, ct) => WithdrawAsync(db, actor, reference, ct), cancellationToken);
        changes.Publish(null);
        return outcome;
    }

    private async Task<DecisionOutcome> WithdrawAsync(AlmDbContext db, Actor actor, string reference, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        if (await DecisionAuthority.FindAsync(db, actor, reference, cancellationToken) is not { } decision)
        {
            return DecisionOutcome.NotFound;
        }

        if (decision.RequesterId != actor.Id)
        {
            throw new AccessDeniedException("Only the requester withdraws a request; others reject it.");
        }

        if (decision.State is not DecisionState.Requested)
        {
            return DecisionOutcome.Refused(new Refusal("", "NotWaiting"));
        }

        var before = DecisionTrail.State(decision);
        decision.State = DecisionState.Withdrawn;
        decision.EndedAt = now;
        decision.Revision++;
        await db.SaveChangesAsync(cancellationToken);
        await DecisionTrail.AppendAsync(db, actor, "decision.withdrawn", decision, before, DecisionTrail.State(decision), now, cancellationToken);
        return DecisionOutcome.Of(decision);
    }
}
