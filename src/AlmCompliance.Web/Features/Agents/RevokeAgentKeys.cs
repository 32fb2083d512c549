using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>
/// Ends every key of a host at once, for its reports and its files. What it said stands until it expires; its agent enrols anew,
/// which waits for a person.
/// </summary>
internal sealed class RevokeAgentKeys(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>False where the host is not in the actor's sight, or has no key any more.</summary>
    public async Task<bool> RunAsync(Actor actor, Guid hostId, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var revoked = await lane.RunAsync(
            async (db, ct) =>
            {
                var now = Microseconds.Truncate(clock.GetUtcNow());
                var name = await db.HostsFor(actor).Where(h => h.Id == hostId).Select(h => h.Name).SingleOrDefaultAsync(ct);
                if (name is null || await Admission.EndKeysAsync(db, hostId, now, ct) is 0)
                {
                    return false;
                }

                await AuditTrail.AppendAsync(db, actor.Act("agent-keys.revoked", "host", hostId.ToString(), before: TrailText.Of(new { name })), now, ct);
                return true;
            },
            cancellationToken);
        changes.Publish(hostId);
        return revoked;
    }
}
