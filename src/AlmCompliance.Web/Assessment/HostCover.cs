using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Trail;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>A decision that stopped covering a host.</summary>
internal sealed record LapsedCover(string Reference, Guid HostId, string Reason);

/// <summary>
/// Ends what decisions cover of a host, inside the transaction that changes what they were bound to: a host that comes to be
/// again what it was is not covered again. The minute job closes a decision that covers nobody any more.
/// </summary>
internal static class HostCover
{
    /// <summary>After the host was judged: what was decided about another version than the one that is known now.</summary>
    public static async Task<IReadOnlyList<LapsedCover>> LapseByVersionAsync(AlmDbContext db, Host host, string? before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (host.VersionCertainty != VersionCertainty.Known || host.VersionCanonical == before)
        {
            return [];
        }

        var version = host.VersionCanonical;
        var open =
            from entry in db.DecisionHosts
            join decision in db.Decisions on entry.DecisionId equals decision.Id
            where entry.HostId == host.Id && entry.LapsedAt == null && entry.Version != null && entry.Version != version
                && decision.State == DecisionState.Approved && decision.Kind != DecisionKind.Decommission
            orderby decision.Number
            select decision;
        return await LapseAsync(db, open, host.Id, EndReasons.VersionChanged, now, cancellationToken);
    }

    /// <summary>After its place was written and before it is judged: the port measure that was attested where it stood before.</summary>
    public static async Task<IReadOnlyList<LapsedCover>> LapseByPlaceAsync(AlmDbContext db, Guid hostId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // What waits for its approval too: it says nothing of the place that it would be approved for.
        var open =
            from entry in db.DecisionHosts
            join decision in db.Decisions on entry.DecisionId equals decision.Id
            where entry.HostId == hostId && entry.LapsedAt == null && decision.Kind == DecisionKind.Attestation && decision.Measure == ProtectiveMeasure.Port
                && (decision.State == DecisionState.Approved || decision.State == DecisionState.Requested)
            orderby decision.Number
            select decision;
        return await LapseAsync(db, open, hostId, EndReasons.PlaceChanged, now, cancellationToken);
    }

    /// <summary>Of these hosts those whose port measure is attested, or asked to be, where they stand now: it ends when they are placed elsewhere.</summary>
    public static async Task<IReadOnlyCollection<Guid>> BoundToPlaceAsync(AlmDbContext db, IReadOnlyCollection<Guid> hostIds, CancellationToken cancellationToken) => await (
        from entry in db.DecisionHosts
        join decision in db.Decisions on entry.DecisionId equals decision.Id
        where hostIds.Contains(entry.HostId) && entry.LapsedAt == null && decision.Kind == DecisionKind.Attestation && decision.Measure == ProtectiveMeasure.Port
            && (decision.State == DecisionState.Approved || decision.State == DecisionState.Requested)
        select entry.HostId).Distinct().ToListAsync(cancellationToken);

    /// <summary>
    /// With another state of an advisory in force: what was decided on the one before. A state that comes back finds it lapsed.
    /// Returns what was lapsed, for the trail.
    /// </summary>
    public static async Task<IReadOnlyList<string>> LapseByRevisionAsync(AlmDbContext db, Advisory advisory, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var id = advisory.Id.Value;
        var decided = await db.Decisions.Where(d => d.AdvisoryId == id && d.State == DecisionState.Approved).OrderBy(d => d.Number).ToListAsync(cancellationToken);
        var over = decided.FindAll(d => d.AdvisoryRevision != advisory.Revision.Key
            || (d.Kind == DecisionKind.ContradictionResolution && !advisory.FurtherSources.Any(s => s.DocumentId == d.OtherDocument && s.Revision.Key == d.OtherRevision)));
        foreach (var decision in over)
        {
            (decision.State, decision.EndedAt, decision.EndReason) = (DecisionState.Lapsed, now, EndReasons.RevisionChanged);
            decision.Revision++;
        }

        var ids = over.ConvertAll(d => d.Id);
        await db.SaveChangesAsync(cancellationToken);
        await db.DecisionHosts.Where(e => ids.Contains(e.DecisionId) && e.LapsedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.LapsedAt, now).SetProperty(e => e.LapseReason, EndReasons.RevisionChanged), cancellationToken);
        return over.ConvertAll(d => d.Reference);
    }

    /// <summary>Append last: the trail's head stays locked until the transaction ends.</summary>
    public static async Task AppendAsync(AlmDbContext db, Actor actor, IReadOnlyList<LapsedCover> lapsed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var decision in lapsed.GroupBy(l => (l.Reference, l.Reason)))
        {
            var after = TrailText.Of(new { reason = decision.Key.Reason, hosts = decision.Select(l => l.HostId) });
            await AuditTrail.AppendAsync(db, actor.Act("decision.hosts-lapsed", "decision", decision.Key.Reference, after: after), now, cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<LapsedCover>> LapseAsync(
        AlmDbContext db, IQueryable<Decision> open, Guid hostId, string reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lapsed = await open.AsNoTracking().ToListAsync(cancellationToken);
        if (lapsed.Count == 0)
        {
            return [];
        }

        // At once and not with what the caller saves: the rules read decisions from the database.
        var ids = lapsed.ConvertAll(d => d.Id);
        await db.DecisionHosts.Where(e => e.HostId == hostId && e.LapsedAt == null && ids.Contains(e.DecisionId))
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.LapsedAt, now).SetProperty(e => e.LapseReason, reason), cancellationToken);
        return lapsed.ConvertAll(d => new LapsedCover(d.Reference, hostId, reason));
    }
}
