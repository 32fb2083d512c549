using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>A person says whether a waiting machine is the one that is known, another, or not welcome.</summary>
internal sealed class DecideEnrollment(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>False where it does not wait any more, or is not in the actor's sight.</summary>
    public async Task<bool> RunAsync(Actor actor, Guid pendingId, EnrollmentDecision decision, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        if (decision is EnrollmentDecision.Waiting || !Enum.IsDefined(decision))
        {
            return false;
        }

        var decided = await lane.RunAsync(
            async (db, ct) =>
            {
                var pending = await db.PendingEnrollments.SingleOrDefaultAsync(p => p.Id == pendingId && p.Decision == EnrollmentDecision.Waiting, ct);
                if (pending is null || (!actor.SeesAllZones && !actor.Sees(pending.ZoneId)) || (decision is EnrollmentDecision.SameMachine && pending.ExistingHostId is null)

                    // Nobody could fetch the new key, so the old one must not end.
                    || (decision is not EnrollmentDecision.Refused && pending.RequestSecretHash is null))
                {
                    return false;
                }

                // A person of one zone must not end the key of a host in another.
                if (pending.ExistingHostId is { } existing
                    && !actor.Sees(await db.Hosts.Where(h => h.Id == existing).Select(h => h.ZoneId).SingleAsync(ct)))
                {
                    return false;
                }

                var now = clock.GetUtcNow();
                pending.Decision = decision;
                pending.DecidedAt = now;
                pending.DecidedBy = actor.Name;
                await db.SaveChangesAsync(ct);
                if (decision is EnrollmentDecision.SameMachine)
                {
                    await db.AgentKeys.Where(k => k.HostId == pending.ExistingHostId && k.RevokedAt == null)
                        .ExecuteUpdateAsync(s => s.SetProperty(k => k.RevokedAt, now), ct);
                }

                var after = TrailText.Of(new { decision = decision.ToString(), pending.HostName, pending.ExistingHostId });
                await AuditTrail.AppendAsync(db, actor.Act("enrollment.decided", "enrollment", pendingId.ToString(), after: after), now, ct);
                return true;
            },
            cancellationToken);
        changes.Publish(null);
        return decided;
    }
}
