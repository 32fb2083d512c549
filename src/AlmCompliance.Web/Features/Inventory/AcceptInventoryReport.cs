using System.Data.Common;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Inventory;

/// <summary>
/// Stores an agent's report and judges its host in one transaction, in which it asks whether the key that was shown still holds: what
/// let the report in may have been remembered.
/// </summary>
internal sealed class AcceptInventoryReport(IWriteLane lane, TakeUsualReport usual, TakeReport take, ProbeEcho echo, ChangeFeed changes, TimeProvider clock)
{
    private const string UniqueViolation = "23505";

    public async Task<TakenReport> RunAsync(Actor actor, ReadReport read, InventoryReport report, CancellationToken cancellationToken)
    {
        if (actor is not { Kind: ActorKind.Agent, ShownKey: { } key })
        {
            throw new AccessDeniedException("Only an agent reports.");
        }

        var hostId = Guid.Parse(actor.Id);
        var receivedAt = Microseconds.Truncate(clock.GetUtcNow());
        var inHand = new ReportInHand(read, report, EvidenceOrigin.Agent, receivedAt, Microseconds.Truncate(receivedAt - (read.SentAt - read.CollectedAt)));
        TakenReport taken;
        try
        {
            taken = await lane.RunAsync(
                async (db, ct) => await usual.TryAsync(db, hostId, key, inHand, ct) ?? await TakeAsync(db, hostId, key, inHand, ct),
                cancellationToken);
        }
        catch (Exception exception) when (exception is DbUpdateConcurrencyException or DbException { SqlState: UniqueViolation } || exception.InnerException is DbException { SqlState: UniqueViolation })
        {
            // On PostgreSQL other reports of this very host were first, at every attempt.
            throw new WriteLaneFullException();
        }

        echo.Add(taken.Probes);
        if (taken.Acceptance is Acceptance.Accepted or Acceptance.History or Acceptance.Contested)
        {
            changes.Publish(hostId);
        }

        return taken;
    }

    private async Task<TakenReport> TakeAsync(AlmDbContext db, Guid hostId, byte[] key, ReportInHand report, CancellationToken cancellationToken) =>
        await db.AgentKeys.AnyAsync(k => k.KeyHash == key && k.HostId == hostId && k.RevokedAt == null, cancellationToken)
            ? await take.RunAsync(db, await db.Hosts.SingleAsync(h => h.Id == hostId, cancellationToken), report, cancellationToken)
            : new TakenReport(Acceptance.KeyEnded);
}
