using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>
/// A person says whether a waiting machine is the one that is known, another, or not welcome. One that asked online fetches
/// its key itself; one that asked by a file is known from then on.
/// </summary>
internal sealed class DecideEnrollment(IWriteLane lane, AssessHost assess, SettleIdentity identity, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>False where it does not wait any more, is not in the actor's sight, or what is known of its machine has changed since it was shown.</summary>
    public async Task<bool> RunAsync(Actor actor, Guid pendingId, EnrollmentDecision decision, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        if (decision is EnrollmentDecision.Waiting || !Enum.IsDefined(decision))
        {
            return false;
        }

        var decided = await lane.RunAsync((db, ct) => DecideAsync(db, actor, pendingId, decision, Microseconds.Truncate(clock.GetUtcNow()), ct), cancellationToken);
        changes.Publish(null);
        return decided;
    }

    private async Task<bool> DecideAsync(AlmDbContext db, Actor actor, Guid pendingId, EnrollmentDecision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pending = await db.PendingEnrollments.SingleOrDefaultAsync(p => p.Id == pendingId && p.Decision == EnrollmentDecision.Waiting, cancellationToken);
        if (pending is null || (!actor.SeesAllZones && !actor.Sees(pending.ZoneId)) || (decision is EnrollmentDecision.SameMachine && pending.ExistingHostId is null)

            // Nobody could fetch the new key, so the old one must not end.
            || (decision is not EnrollmentDecision.Refused && pending is { TokenId: not null, RequestSecretHash: null }))
        {
            return false;
        }

        // A person of one zone must not end the key of a host in another.
        if (pending.ExistingHostId is { } existing
            && !actor.Sees(await db.Hosts.Where(h => h.Id == existing).Select(h => h.ZoneId).SingleAsync(cancellationToken)))
        {
            return false;
        }

        var admits = pending.TokenId is null && decision is not EnrollmentDecision.Refused;
        if (admits && !await IsAsShownAsync(db, pending, cancellationToken))
        {
            return false;
        }

        pending.Decision = decision;
        pending.DecidedAt = now;
        pending.DecidedBy = actor.Name;
        await db.SaveChangesAsync(cancellationToken);
        if (decision is EnrollmentDecision.SameMachine)
        {
            await Admission.EndKeysAsync(db, pending.ExistingHostId!.Value, now, cancellationToken);
        }

        var after = TrailText.Of(new { decision = decision.ToString(), pending.HostName, pending.ExistingHostId });
        var act = actor.Act("enrollment.decided", "enrollment", pendingId.ToString(), after: after);
        var admitted = admits ? await AdmitAsync(db, actor, pending, now, cancellationToken) : null;
        await AuditTrail.AppendAsync(db, act, now, cancellationToken);
        if (admitted is not null)
        {
            await AuditTrail.AppendAsync(db, admitted, now, cancellationToken);
        }

        return true;
    }

    /// <summary>What was found out meanwhile is written, so that the person sees it before deciding anew.</summary>
    private static async Task<bool> IsAsShownAsync(AlmDbContext db, PendingEnrollment pending, CancellationToken cancellationToken)
    {
        await Admission.OneAtATimeAsync(db, cancellationToken);
        var known = await db.Hosts.AnyAsync(h => h.Id == pending.ExistingHostId && h.DecommissionedAt == null, cancellationToken)
            ? pending.ExistingHostId
            : await Admission.KnownAsync(db, pending.MachineId, pending.HostName, pending.ZoneId, cancellationToken);
        if (known != pending.ExistingHostId)
        {
            pending.ExistingHostId = known;
            await db.SaveChangesAsync(cancellationToken);
            return false;
        }

        var fingerprint = AgentPublicKey.Read(pending.PublicKey)?.Fingerprint;
        return fingerprint is not null && !await db.AgentKeys.AnyAsync(k => k.Fingerprint == fingerprint, cancellationToken);
    }

    private async Task<AuditAct> AdmitAsync(AlmDbContext db, Actor actor, PendingEnrollment pending, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var key = AgentPublicKey.Read(pending.PublicKey)!;
        var isSame = pending.Decision is EnrollmentDecision.SameMachine;
        var hostId = isSame
            ? pending.ExistingHostId!.Value
            : (await Admission.HostAsync(db, assess, pending.ZoneId, pending.MachineId, pending.HostName, now, cancellationToken)).Id;
        if (isSame)
        {
            await Admission.IdentifyAsync(db, hostId, pending.MachineId, cancellationToken);
        }

        pending.AnsweredAt = now;
        await Admission.KeyAsync(db, hostId, keyHash: null, key, now, cancellationToken);
        if (isSame)
        {
            await identity.ByNewKeyAsync(db, hostId, now, cancellationToken);
        }

        var after = TrailText.Of(new { pending.HostName, byFile = true, fingerprint = AgentPublicKey.Shown(key.Fingerprint) });
        return actor.Act(isSame ? "agent.enrolled-again" : "agent.enrolled", "host", hostId.ToString(), after: after);
    }
}
