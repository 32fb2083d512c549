using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>What is asked for in place of a decision that runs out.</summary>
/// <param name="Reason">Why it is still needed: what the review found.</param>
/// <param name="File">A new file for an attestation.</param>
internal sealed record DecisionExtension(string Reason, string Owner, DateTimeOffset ValidUntil, DecisionFile? File = null);

/// <summary>
/// Asks for a new decision in place of one that is in force or has run out: same subject, its hosts as they are now, a
/// reason of its own, reviewed by another person like any other. Once approved it ends the old one.
/// </summary>
internal sealed class ExtendDecision(IWriteLane lane, PlantKnowledge plant, IOptionsMonitor<DecisionOptions> options, ChangeFeed changes, TimeProvider clock)
{
    public async Task<DecisionOutcome> RunAsync(Actor actor, string reference, DecisionExtension extension, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var outcome = await lane.RunAsync((db, ct) => ExtendAsync(db, actor, reference, extension, ct), cancellationToken);
        if (outcome.Succeeded)
        {
            changes.Publish(null);
        }

        return outcome;
    }

    private async Task<DecisionOutcome> ExtendAsync(AlmDbContext db, Actor actor, string reference, DecisionExtension extension, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        if (await DecisionAuthority.FindAsync(db, actor, reference, cancellationToken) is not { } old)
        {
            return DecisionOutcome.NotFound;
        }

        if (old.State is not (DecisionState.Approved or DecisionState.Lapsed) || old.Kind is DecisionKind.Decommission)
        {
            return DecisionOutcome.Refused(new Refusal("", "NotExtendable"));
        }

        if (await db.Decisions.AnyAsync(d => d.ExtendsId == old.Id && d.State == DecisionState.Requested, cancellationToken))
        {
            return DecisionOutcome.Refused(new Refusal("", "ExtensionWaits"));
        }

        await DecisionAuthority.RequireAllHostsAsync(db, actor, old, cancellationToken);
        var hosts = await db.DecisionHosts.Where(h => h.DecisionId == old.Id && db.Hosts.Any(x => x.Id == h.HostId && x.DecommissionedAt == null))
            .Select(h => h.HostId).ToListAsync(cancellationToken);
        var request = new DecisionRequest
        {
            Kind = old.Kind,
            Hosts = hosts.ConvertAll(h => h.ToString()),
            Advisory = old.AdvisoryId.Length == 0 ? null : old.AdvisoryId,
            Measure = old.Measure,
            Boundary = old.BoundaryZoneId is not { } zone ? null : zone == ZoneId.Outside.Value ? nameof(ZoneId.Outside) : zone.ToString(),
            OtherDocument = old.OtherDocument.Length == 0 ? null : old.OtherDocument,
            OtherIsRight = old.OtherIsRight,
            Reason = extension.Reason,
            Owner = extension.Owner,
            ValidUntil = extension.ValidUntil,
            File = extension.File ?? await FileOfAsync(db, old, cancellationToken),
        };
        return RequestChecks.Check(request, options.CurrentValue, now).ToList() is { Count: > 0 } refusals
            ? DecisionOutcome.Refused(refusals)
            : await new DecisionDraft(db, actor, plant.Current.Catalogue, now).WriteAsync(request, old, cancellationToken);
    }

    private static async Task<DecisionFile?> FileOfAsync(AlmDbContext db, Decision old, CancellationToken cancellationToken) =>
        await db.StoredFiles.AsNoTracking().Where(f => f.DecisionId == old.Id).OrderByDescending(f => f.UploadedAt).FirstOrDefaultAsync(cancellationToken) is { } file
            ? new DecisionFile(file.Name, file.MediaType, file.Bytes)
            : null;
}
