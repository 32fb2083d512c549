using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Another person says no, and why.</summary>
internal sealed class RejectDecision(IWriteLane lane, ChangeFeed changes, IOptionsMonitor<DecisionOptions> options, TimeProvider clock)
{
    public async Task<DecisionOutcome> RunAsync(Actor actor, string reference, string note, CancellationToken cancellationToken)
    {
        actor.RequireApprover(options.CurrentValue);
        if (!RequestChecks.IsText(note, RequestChecks.LongestReason))
        {
            return DecisionOutcome.Refused(new Refusal("note", "Reason", RequestChecks.LongestReason));
        }

        var outcome = await lane.RunAsync((db, ct) => RejectAsync(db, actor, reference, note, ct), cancellationToken);
        changes.Publish(null);
        return outcome;
    }

    private async Task<DecisionOutcome> RejectAsync(AlmDbContext db, Actor actor, string reference, string note, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        if (await DecisionAuthority.FindAsync(db, actor, reference, cancellationToken) is not { } decision)
        {
            return DecisionOutcome.NotFound;
        }

        await DecisionAuthority.RequireAnotherAsync(db, actor, decision, cancellationToken);
        await DecisionAuthority.RequireAllHostsAsync(db, actor, decision, cancellationToken);
        if (decision.State is not DecisionState.Requested)
        {
            return DecisionOutcome.Refused(new Refusal("", "NotWaiting"));
        }

        var before = DecisionTrail.State(decision);
        decision.State = DecisionState.Rejected;
        decision.ApproverId = actor.Id;
        decision.ApproverName = actor.Name;
        decision.DecidedAt = now;
        decision.ReviewNote = note.Trim();
        decision.Revision++;
        await db.SaveChangesAsync(cancellationToken);
        await DecisionTrail.AppendAsync(db, actor, "decision.rejected", decision, before, DecisionTrail.State(decision), now, cancellationToken);
        return DecisionOutcome.Of(decision);
    }
}
