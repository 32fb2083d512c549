using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>
/// Ends an approved decision before its time, or a licence-server declaration that has lapsed and is told on until then. It
/// takes away protection and never adds any, so one person is enough.
/// </summary>
internal sealed class EndDecision(IWriteLane lane, DecisionEffects effects, TimeProvider clock)
{
    public async Task<DecisionOutcome> RunAsync(Actor actor, string reference, string reason, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        if (!RequestChecks.IsText(reason, RequestChecks.LongestReason))
        {
            return DecisionOutcome.Refused(new Refusal("reason", "Reason", RequestChecks.LongestReason));
        }

        var (outcome, touched) = await lane.RunAsync((db, ct) => EndAsync(db, actor, reference, reason, ct), cancellationToken);
        await effects.AfterAsync(touched, cancellationToken);
        return outcome;
    }

    private async Task<(DecisionOutcome Outcome, Touched Touched)> EndAsync(AlmDbContext db, Actor actor, string reference, string reason, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        if (await DecisionAuthority.FindAsync(db, actor, reference, cancellationToken) is not { } decision)
        {
            return (DecisionOutcome.NotFound, Touched.Nothing);
        }

        await DecisionAuthority.RequireAllHostsAsync(db, actor, decision, cancellationToken);
        var isEndable = decision.State is DecisionState.Approved || (decision.State is DecisionState.Lapsed && decision.Kind is DecisionKind.LicenceServerDeclaration);
        if (!isEndable || decision.Kind is DecisionKind.Decommission)
        {
            return (DecisionOutcome.Refused(new Refusal("", "NotEndable")), Touched.Nothing);
        }

        var before = DecisionTrail.State(decision);
        var hosts = await db.DecisionHosts.Where(h => h.DecisionId == decision.Id).Select(h => h.HostId).ToListAsync(cancellationToken);
        await DecisionBinding.CloseAsync(db, decision, DecisionState.Ended, reason.Trim(), now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await DecisionEffects.DistrustAsync(db, decision, now, cancellationToken);
        await DecisionTrail.AppendAsync(db, actor, "decision.ended", decision, before, DecisionTrail.State(decision), now, cancellationToken);
        return (DecisionOutcome.Of(decision), Touched.By(decision, hosts));
    }
}
