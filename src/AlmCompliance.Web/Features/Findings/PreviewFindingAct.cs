using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Says what an act would do, and writes nothing.</summary>
internal sealed class PreviewFindingAct(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock)
{
    public async Task<FindingActOutcome> RunAsync(Actor actor, FindingAct act, IReadOnlyList<SeenFinding> findings, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return (await FindingPlan.ReadAsync(db, actor, act, findings, checksOwners: false, clock.GetUtcNow(), cancellationToken)).Outcome;
    }
}
