using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Model;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Freezing;

/// <summary>Decisions as they stood at a moment.</summary>
internal static class DecisionsThen
{
    /// <summary>Approved by then, and neither ended nor over; a decommission is for good.</summary>
    public static IQueryable<Decision> DecisionsInForce(this AlmDbContext db, DateTimeOffset moment) => db.Decisions.AsNoTracking().Where(d =>
        d.DecidedAt != null && d.DecidedAt <= moment && d.State != DecisionState.Rejected && (d.EndedAt == null || d.EndedAt > moment)
        && (d.ValidUntil > moment || d.Kind == DecisionKind.Decommission));

    private static IQueryable<Decision> DecisionsWaiting(this AlmDbContext db, DateTimeOffset moment) => db.Decisions.AsNoTracking().Where(d =>
        d.RequestedAt <= moment && (d.DecidedAt == null || d.DecidedAt > moment) && (d.EndedAt == null || d.EndedAt > moment) && d.ValidUntil > moment);

    /// <summary>
    /// Those that cover a host of the report, and those about no host, with what their files are. Reason and files are withheld where
    /// one covers hosts out of the actor's sight: they may tell of them. Five statements.
    /// </summary>
    /// <param name="isHeld">Whether the report holds the host.</param>
    public static async Task<IReadOnlyList<ReportDecision>> ReadAsync(
        AlmDbContext db, Actor actor, DateTimeOffset moment, Func<Guid, bool> isHeld, CancellationToken cancellationToken)
    {
        var inForce = await db.DecisionsInForce(moment).ToListAsync(cancellationToken);
        var waiting = await db.DecisionsWaiting(moment).ToListAsync(cancellationToken);
        var ids = inForce.Concat(waiting).Select(d => d.Id).ToArray();
        var hosts = (await db.DecisionHosts.AsNoTracking().Where(h => EF.Parameter(ids).Contains(h.DecisionId) && (h.LapsedAt == null || h.LapsedAt > moment))
            .Select(h => new { h.DecisionId, h.HostId }).ToListAsync(cancellationToken)).ToLookup(h => h.DecisionId, h => h.HostId);
        var hidden = actor.SeesAllZones ? [] : (await db.DecisionHosts.Where(h => EF.Parameter(ids).Contains(h.DecisionId) && !db.HostsEverFor(actor).Any(v => v.Id == h.HostId))
            .Select(h => h.DecisionId).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        var files = (await db.StoredFiles.AsNoTracking().Where(f => EF.Parameter(ids).Contains(f.DecisionId) && f.UploadedAt <= moment).OrderBy(f => f.UploadedAt)
            .Select(f => new { f.DecisionId, f.Name, f.MediaType, f.Length, f.Digest, f.UploadedBy, f.UploadedAt }).ToListAsync(cancellationToken)).ToLookup(f => f.DecisionId);

        return
        [
            .. inForce.Select(d => (Decision: d, State: DecisionState.Approved)).Concat(waiting.Select(d => (Decision: d, State: DecisionState.Requested)))
                .Select(d => (d.Decision, d.State, Hosts: hosts[d.Decision.Id].Count(isHeld)))
                .Where(d => d.Hosts > 0 || (!hosts.Contains(d.Decision.Id) && !hidden.Contains(d.Decision.Id)))
                .OrderBy(d => d.Decision.Number)
                .Select(d => new ReportDecision
                {
                    Reference = d.Decision.Reference,
                    Kind = d.Decision.Kind.ToString(),
                    State = d.State.ToString(),
                    AdvisoryId = d.Decision.AdvisoryId,
                    AdvisoryRevision = d.Decision.AdvisoryRevision,
                    Measure = d.Decision.Measure,
                    Reason = hidden.Contains(d.Decision.Id) ? "" : d.Decision.Reason,
                    Owner = d.Decision.Owner,
                    Requester = d.Decision.RequesterName,
                    RequestedAt = d.Decision.RequestedAt,
                    Approver = d.State == DecisionState.Approved ? d.Decision.ApproverName : null,
                    DecidedAt = d.State == DecisionState.Approved ? d.Decision.DecidedAt : null,
                    ValidFrom = d.Decision.ValidFrom,
                    ValidUntil = d.Decision.ValidUntil,
                    Hosts = d.Hosts,
                    Files = hidden.Contains(d.Decision.Id) ? [] : [.. files[d.Decision.Id].Select(f => new ReportFile(f.Name, f.MediaType, f.Length, Convert.ToHexStringLower(f.Digest), f.UploadedBy, f.UploadedAt))],
                }),
        ];
    }
}
