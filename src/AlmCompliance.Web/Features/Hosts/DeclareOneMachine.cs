using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>
/// A person says that what looked like two machines under one identity is one, and why. The finding ends with the host's next
/// report: until then nobody knows what the machine is like now.
/// </summary>
internal sealed class DeclareOneMachine(IWriteLane lane, SettleIdentity identity, ChangeFeed changes, TimeProvider clock)
{
    public const int LongestReason = 1000;

    /// <summary>False where the host is not in the actor's sight, or nothing of the kind is open and unsettled.</summary>
    /// <param name="reason">Not blank.</param>
    public async Task<bool> RunAsync(Actor actor, Guid hostId, string reason, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        actor.RequirePerson();
        var said = await lane.RunAsync((db, ct) => DeclareAsync(db, actor, hostId, reason, ct), cancellationToken);
        changes.Publish(hostId);
        return said;
    }

    private async Task<bool> DeclareAsync(AlmDbContext db, Actor actor, Guid hostId, string reason, CancellationToken cancellationToken)
    {
        var host = await db.HostsFor(actor).AsTracking().SingleOrDefaultAsync(h => h.Id == hostId, cancellationToken);
        if (host?.Identity is not { SettledAt: null } doubt)
        {
            return false;
        }

        var now = Microseconds.Truncate(clock.GetUtcNow());
        await identity.AsOneAsync(db, host, now, cancellationToken);
        var before = TrailText.Of(new { sign = doubt.Sign.ToString(), since = doubt.Since, words = doubt.Words });
        await AuditTrail.AppendAsync(db, actor.Act("identity.one-machine", "host", hostId.ToString(), before, TrailText.Of(new { reason })), now, cancellationToken);
        return true;
    }
}
