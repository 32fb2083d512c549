using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>The answer to an agent that asks for a new key.</summary>
internal abstract record RotationAnswer
{
    public sealed record Made(string AgentKey) : RotationAnswer;

    /// <summary>Its key is too new to be replaced.</summary>
    public sealed record TooSoon(TimeSpan RetryAfter) : RotationAnswer;

    /// <summary>Two machines show this key: whichever asked last would lock the other out, and a person has to say which it is to be.</summary>
    public sealed record Contested : RotationAnswer;
}

/// <summary>
/// Makes an agent's next key, which ends the present one once it is used. Until then both are good, so that an answer that got
/// lost locks nobody out; asked again, another one takes its place. The key of its files stays.
/// </summary>
internal sealed class RotateAgentKey(IWriteLane lane, TimeProvider clock)
{
    public async Task<RotationAnswer> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Kind != ActorKind.Agent)
        {
            throw new AccessDeniedException("Only an agent has a key to rotate.");
        }

        var hostId = Guid.Parse(actor.Id);
        var now = Microseconds.Truncate(clock.GetUtcNow());
        return now - actor.KeySince < AgentKeyOptions.Earliest
            ? new RotationAnswer.TooSoon(AgentKeyOptions.Earliest)
            : await lane.RunAsync((db, ct) => MakeAsync(db, actor, hostId, now, ct), cancellationToken);
    }

    private static async Task<RotationAnswer> MakeAsync(AlmDbContext db, Actor actor, Guid hostId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Hosts.AnyAsync(h => h.Id == hostId && h.IdentityDoubtedAt != null, cancellationToken))
        {
            return new RotationAnswer.Contested();
        }

        var key = Secrets.New(Secrets.AgentKeyPrefix);
        var hash = Secrets.Hash(key);

        // The very key that was shown: one that ended meanwhile begets none.
        var shown = db.AgentKeys.Where(k => k.HostId == hostId && k.RevokedAt == null && k.KeyHash != null && k.CreatedAt == actor.KeySince);
        var isFirst = await shown.AnyAsync(k => k.NextKeyHash == null, cancellationToken);
        var made = await shown.ExecuteUpdateAsync(s => s.SetProperty(k => k.NextKeyHash, hash).SetProperty(k => k.NextKeyAt, now), cancellationToken);
        if (made != 1)
        {
            throw new AccessDeniedException("The key has ended.");
        }

        if (isFirst)
        {
            await AuditTrail.AppendAsync(db, actor.Act("agent-key.asked", "host", actor.Id), now, cancellationToken);
        }

        return new RotationAnswer.Made(key);
    }
}
