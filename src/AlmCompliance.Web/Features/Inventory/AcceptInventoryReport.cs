using System.Data.Common;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Inventory;

/// <summary>Stores an agent's report and judges its host in one transaction. Four reads where nothing changed.</summary>
internal sealed class AcceptInventoryReport(IWriteLane lane, TakeUsualReport usual, TakeReport take, ProbeEcho echo, ChangeFeed changes, TimeProvider clock)
{
    private const string UniqueViolation = "23505";

    public async Task<TakenReport> RunAsync(Actor actor, ReadReport read, InventoryReport report, CancellationToken cancellationToken)
    {
        if (actor.Kind != ActorKind.Agent)
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
                async (db, ct) => await usual.TryAsync(db, hostId, inHand, ct) ?? await take.RunAsync(db, await db.Hosts.SingleAsync(h => h.Id == hostId, ct), inHand, ct),
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
}
