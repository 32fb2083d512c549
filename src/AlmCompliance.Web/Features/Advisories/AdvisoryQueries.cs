using AlmCompliance.Data;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Reads of the catalogue and of the hosts in the actor's sight that it touches.</summary>
internal sealed class AdvisoryQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, PlantKnowledge plant)
{
    private const int MostWaiting = 200;

    /// <summary>Every advisory, the product note first. Three statements.</summary>
    public async Task<AdvisoryListing> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var catalogue = plant.Current.Catalogue;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await Items(db.AdvisoryRevisions.AsNoTracking().Where(r => r.State == RevisionState.Waiting).OrderByDescending(r => r.ImportedAt).Take(MostWaiting))
            .ToListAsync(cancellationToken);
        return new AdvisoryListing(catalogue.AsOf, await CountedAsync(db, actor, catalogue.Advisories, cancellationToken), waiting);
    }

    /// <summary>One advisory of the catalogue in force; null where it holds none of that number.</summary>
    public async Task<AdvisoryDetail?> FindAsync(Actor actor, string advisoryId, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var catalogue = plant.Current.Catalogue;
        if (catalogue.Advisories.FirstOrDefault(a => a.Id.Value.Equals(advisoryId, StringComparison.OrdinalIgnoreCase)) is not { } advisory)
        {
            return null;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var items = await CountedAsync(db, actor, [advisory], cancellationToken);
        return new AdvisoryDetail(catalogue.AsOf, items[0], await RevisionsAsync(actor, advisory.Id.Value, cancellationToken));
    }

    /// <summary>The imported revisions of the documents that speak of an advisory, newest first.</summary>
    public async Task<IReadOnlyList<RevisionItem>> RevisionsAsync(Actor actor, string advisoryId, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Items(db.AdvisoryRevisions.AsNoTracking().Where(r => r.AdvisoryId == advisoryId).OrderByDescending(r => r.ImportedAt).ThenByDescending(r => r.Id))
            .ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<AdvisoryItem>> CountedAsync(AlmDbContext db, Actor actor, IReadOnlyList<Advisory> advisories, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var hosts = await db.HostsFor(actor).CountAsync(cancellationToken);
        var statuses = db.CurrentStatuses(now);
        var counted = await (actor.SeesAllZones ? statuses : statuses.Where(s => db.HostsFor(actor).Any(h => h.Id == s.HostId)))
            .GroupBy(s => new { s.AdvisoryId, s.Status })
            .Select(g => new { g.Key.AdvisoryId, g.Key.Status, Hosts = g.Count() })
            .ToListAsync(cancellationToken);
        return [.. advisories.Select(a =>
        {
            var judged = counted.Where(c => c.AdvisoryId == a.Id.Value).ToDictionary(c => c.Status, c => c.Hosts);
            var byStatus = Enum.GetValues<ComplianceStatus>().ToDictionary(s => s, s => judged.GetValueOrDefault(s));

            // A host that nobody has judged against this advisory yet is Unknown, not absent.
            byStatus[ComplianceStatus.Unknown] += Math.Max(0, hosts - judged.Values.Sum());
            return new AdvisoryItem(a, byStatus);
        })];
    }

    internal static IQueryable<RevisionItem> Items(IQueryable<StoredRevision> revisions) => revisions.Select(r => new RevisionItem(
        r.Id, r.TrackingId, r.Version, r.Publisher, r.Title, r.AdvisoryId, r.ReleasedAt, r.Checksum, r.Signature, r.SignedBy, r.State,
        r.ImportedBy, r.ImportedAt, r.EnforcedBy, r.EnforcedAt, r.SupersededAt));
}
