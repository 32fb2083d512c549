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

    /// <summary>Every advisory, the product note first. Five statements.</summary>
    public async Task<AdvisoryListing> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var catalogue = plant.Current.Catalogue;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await Items(db.AdvisoryRevisions.AsNoTracking().Where(r => r.State == RevisionState.Waiting).OrderByDescending(r => r.ImportedAt).Take(MostWaiting))
            .ToListAsync(cancellationToken);
        var (items, hosts, neverEnrolled) = await CountedAsync(db, actor, catalogue.Advisories, cancellationToken);
        return new AdvisoryListing(catalogue.AsOf, items, waiting, hosts, neverEnrolled, await ClearAsync(db, actor, catalogue, cancellationToken));
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
        var counted = await CountedAsync(db, actor, [advisory], cancellationToken);
        return new AdvisoryDetail(catalogue.AsOf, counted.Items[0], counted.NeverEnrolled, await RevisionsAsync(actor, advisory.Id.Value, cancellationToken));
    }

    /// <summary>The imported revisions of the documents that speak of an advisory, newest first.</summary>
    public async Task<IReadOnlyList<RevisionItem>> RevisionsAsync(Actor actor, string advisoryId, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Items(db.AdvisoryRevisions.AsNoTracking().Where(r => r.AdvisoryId == advisoryId).OrderByDescending(r => r.ImportedAt).ThenByDescending(r => r.Id))
            .ToListAsync(cancellationToken);
    }

    private async Task<(IReadOnlyList<AdvisoryItem> Items, int Hosts, int NeverEnrolled)> CountedAsync(
        AlmDbContext db, Actor actor, IReadOnlyList<Advisory> advisories, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var hosts = await db.HostsFor(actor).CountAsync(h => h.DecommissionedAt == null, cancellationToken);
        var neverEnrolled = await db.NeverEnrolledFor(actor, now).CountAsync(cancellationToken);
        var counted = await StatusesFor(db, actor, now)
            .GroupBy(s => new { s.AdvisoryId, s.Status })
            .Select(g => new { g.Key.AdvisoryId, g.Key.Status, Hosts = g.Count() })
            .ToListAsync(cancellationToken);
        IReadOnlyList<AdvisoryItem> items = [.. advisories.Select(a =>
        {
            var judged = counted.Where(c => c.AdvisoryId == a.Id.Value).ToDictionary(c => c.Status, c => c.Hosts);
            var byStatus = Enum.GetValues<ComplianceStatus>().ToDictionary(s => s, s => judged.GetValueOrDefault(s));

            // What nobody has judged against this advisory yet is Unknown, not absent.
            byStatus[ComplianceStatus.Unknown] += Math.Max(0, hosts - judged.Values.Sum()) + neverEnrolled;
            return new AdvisoryItem(a, byStatus);
        })];
        return (items, hosts, neverEnrolled);
    }

    /// <summary>A host without a verdict for each advisory is clear of nothing.</summary>
    private async Task<ClearHosts> ClearAsync(AlmDbContext db, Actor actor, AdvisoryCatalogue catalogue, CancellationToken cancellationToken)
    {
        var all = catalogue.Advisories.Select(a => a.Id.Value).ToArray();
        var setUp = catalogue.Advisories.Where(a => a.Reach == WeaknessReach.SetUpOnly).Select(a => a.Id.Value).ToArray();
        var clear = await StatusesFor(db, actor, clock.GetUtcNow())
            .Where(s => all.Contains(s.AdvisoryId))
            .GroupBy(s => s.HostId)
            .Select(g => new
            {
                Judged = g.Count(),
                Open = g.Sum(s => s.Status == ComplianceStatus.Compliant || s.Status == ComplianceStatus.NotApplicable ? 0 : 1),
                Running = g.Sum(s => s.Status == ComplianceStatus.Compliant || s.Status == ComplianceStatus.NotApplicable || setUp.Contains(s.AdvisoryId) ? 0 : 1),
            })
            .Where(h => h.Judged == all.Length && h.Running == 0)
            .GroupBy(h => h.Open == 0)
            .Select(g => new { IsClear = g.Key, Hosts = g.Count() })
            .ToListAsync(cancellationToken);
        return new ClearHosts(clear.Where(c => c.IsClear).Sum(c => c.Hosts), clear.Where(c => !c.IsClear).Sum(c => c.Hosts));
    }

    private static IQueryable<EffectiveStatus> StatusesFor(AlmDbContext db, Actor actor, DateTimeOffset now)
    {
        var statuses = db.CurrentStatuses(now);
        return actor.SeesAllZones ? statuses : statuses.Where(s => db.HostsFor(actor).Any(h => h.Id == s.HostId));
    }

    internal static IQueryable<RevisionItem> Items(IQueryable<StoredRevision> revisions) => revisions.Select(r => new RevisionItem(
        r.Id, r.TrackingId, r.Version, r.Publisher, r.Title, r.AdvisoryId, r.ReleasedAt, r.Checksum, r.Signature, r.SignedBy, r.State,
        r.ImportedBy, r.ImportedAt, r.EnforcedBy, r.EnforcedAt, r.SupersededAt));
}
