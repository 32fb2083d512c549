using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>An offline request that waits for a person.</summary>
/// <param name="Fingerprint">Of its key, hex in groups of four: the person compares it with what the agent shows.</param>
/// <param name="KnownMachine">A host of this machine id is there already.</param>
internal sealed record WaitingRequest(Guid RequestId, string HostName, string Fingerprint, bool KnownMachine);

/// <summary>A person brings the request of a host without a network; it waits until somebody has compared the fingerprint.</summary>
internal sealed class RequestEnrollment(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>A key that was registered once, and may have ended, is refused: it never comes back.</summary>
    /// <param name="zone">Of the host to be; empty for none, or for the only one of the actor.</param>
    public async Task<Outcome<WaitingRequest>> RunAsync(Actor actor, OfflineRequest request, string? zone, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        actor.RequirePerson();
        var outcome = await lane.RunAsync((db, ct) => AskAsync(db, actor, request, zone, ct), cancellationToken);
        if (outcome.Succeeded)
        {
            changes.Publish(null);
        }

        return outcome;
    }

    private async Task<Outcome<WaitingRequest>> AskAsync(AlmDbContext db, Actor actor, OfflineRequest request, string? zone, CancellationToken cancellationToken)
    {
        var (zoneId, isFound) = await ZoneAsync(db, actor, zone, cancellationToken);
        if (!isFound)
        {
            return Outcome<WaitingRequest>.Refused("Name one of your zones for the host.");
        }

        var (key, fingerprint) = (request.Key.Text, request.Key.Fingerprint);
        if (await db.AgentKeys.AnyAsync(k => k.Fingerprint == fingerprint, cancellationToken))
        {
            return Outcome<WaitingRequest>.Refused("This key was registered before; the agent needs a new one.");
        }

        var waiting = await db.PendingEnrollments.FirstOrDefaultAsync(
            p => p.Decision == EnrollmentDecision.Waiting && p.TokenId == null && p.PublicKey == key && p.MachineId == request.MachineId && p.ZoneId == zoneId, cancellationToken);
        if (waiting is null)
        {
            var now = Microseconds.Truncate(clock.GetUtcNow());
            waiting = new PendingEnrollment
            {
                MachineId = request.MachineId,
                HostName = request.HostName,
                PublicKey = key,
                AskedBy = actor.Name,
                RequestedAt = now,
                ExistingHostId = await Admission.KnownAsync(db, request.MachineId, request.HostName, zoneId, cancellationToken),
                ZoneId = zoneId,
            };
            db.PendingEnrollments.Add(waiting);
            await db.SaveChangesAsync(cancellationToken);
            var after = TrailText.Of(new { waiting.HostName, waiting.MachineId, fingerprint = AgentPublicKey.Shown(fingerprint), waiting.ExistingHostId });
            await AuditTrail.AppendAsync(db, actor.Act("enrollment.asked", "enrollment", waiting.Id.ToString(), after: after), now, cancellationToken);
        }

        return Outcome<WaitingRequest>.Of(new WaitingRequest(waiting.Id, waiting.HostName, AgentPublicKey.Shown(fingerprint), waiting.ExistingHostId is not null));
    }

    private static async Task<(Guid? ZoneId, bool IsFound)> ZoneAsync(AlmDbContext db, Actor actor, string? zone, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(zone))
        {
            return actor.Zones is [var only] ? (only, true) : (null, actor.SeesAllZones);
        }

        var nameKey = SortKeys.Of(zone);
        var found = await db.ZonesFor(actor).Where(z => z.NameKey == nameKey).Select(z => (Guid?)z.Id).SingleOrDefaultAsync(cancellationToken);
        return (found, found is not null);
    }
}
