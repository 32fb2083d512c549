using AlmCompliance.Data;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>What was put in force.</summary>
/// <param name="ChangedHosts">Hosts that were written anew because of it.</param>
internal sealed record Enforced(Guid RevisionId, string TrackingId, string Version, string AdvisoryId, int ChangedHosts);

/// <summary>A person who has seen what a revision changes has hosts judged by it from now on.</summary>
internal sealed class EnforceRevision(IWriteLane lane, JudgeByNewCatalogue judge, TimeProvider clock)
{
    /// <param name="seen">The key of the preview that the person saw; a person must name it.</param>
    /// <returns>Null where there is no such revision.</returns>
    public async Task<Outcome<Enforced>?> RunAsync(Actor actor, Guid revisionId, string? seen, CancellationToken cancellationToken)
    {
        actor.RequireCatalogueDecider();
        var outcome = await lane.RunAsync((db, ct) => EnforceAsync(db, actor, revisionId, seen, ct), cancellationToken);
        if (outcome is not { Succeeded: true })
        {
            return outcome;
        }

        var changed = await judge.RunAsync(cancellationToken);
        return Outcome<Enforced>.Of(outcome.Value! with { ChangedHosts = changed });
    }

    private async Task<Outcome<Enforced>?> EnforceAsync(AlmDbContext db, Actor actor, Guid revisionId, string? seen, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        if (await CatalogueChange.ReadAsync(db, revisionId, now, cancellationToken) is not { } change)
        {
            return null;
        }

        var row = change.Revision;
        if (row.Checksum == DocumentCheck.Bad || row.Signature == DocumentCheck.Bad)
        {
            return Outcome<Enforced>.Refused("Its checksum or signature does not fit: such a document never takes effect.");
        }

        var advisory = change.Spoken.Id.Value;
        if (row.State == RevisionState.InForce)
        {
            return Outcome<Enforced>.Of(new Enforced(row.Id, row.TrackingId, row.Version, advisory, 0));
        }

        if (actor.Kind != ActorKind.System && seen != change.Key)
        {
            return Outcome<Enforced>.Refused("The catalogue is not the one that the preview was made for: look at what would change once more.");
        }

        var before = await db.AdvisoryRevisions.AsNoTracking().SingleOrDefaultAsync(r => r.TrackingId == row.TrackingId && r.State == RevisionState.InForce, cancellationToken);
        if (before is not null)
        {
            await db.AdvisoryRevisions.Where(r => r.Id == before.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, RevisionState.Superseded).SetProperty(r => r.SupersededAt, now), cancellationToken);
        }

        await db.AdvisoryRevisions.Where(r => r.Id == row.Id).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.State, RevisionState.InForce).SetProperty(r => r.AdvisoryId, advisory)
                .SetProperty(r => r.EnforcedBy, actor.Name).SetProperty(r => r.EnforcedAt, now).SetProperty(r => r.SupersededAt, (DateTimeOffset?)null),
            cancellationToken);
        if (!await db.CatalogueEntries.AnyAsync(e => e.AdvisoryId == advisory, cancellationToken) && advisory == row.TrackingId)
        {
            db.CatalogueEntries.Add(new CatalogueEntry { AdvisoryId = advisory, EnteredAt = now });
            await db.SaveChangesAsync(cancellationToken);
        }

        var lapsed = await HostCover.LapseByRevisionAsync(db, change.Spoken, now, cancellationToken);
        (row.State, row.AdvisoryId) = (RevisionState.InForce, advisory);
        var act = actor.Act(
            "advisory.put-in-force", "advisory-revision", $"{row.TrackingId} {row.Version}", before is null ? "" : RevisionTrail.Of(before), RevisionTrail.Of(row));
        await AuditTrail.AppendAsync(db, act, now, cancellationToken);
        foreach (var reference in lapsed)
        {
            var end = actor.Act("decision.lapsed", "decision", reference, after: TrailText.Of(new { reason = EndReasons.RevisionChanged, revision = change.Spoken.Revision.Key }));
            await AuditTrail.AppendAsync(db, end, now, cancellationToken);
        }

        return Outcome<Enforced>.Of(new Enforced(row.Id, row.TrackingId, row.Version, advisory, 0));
    }
}
