using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Reads of the catalogue and of the hosts in the actor's sight that it touches.</summary>
internal sealed class AdvisoryQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, PlantKnowledge plant)
{
    /// <summary>Every advisory, the product note first. Two statements.</summary>
    public async Task<IReadOnlyList<AdvisoryItem>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hosts = await db.HostsFor(actor).CountAsync(cancellationToken);
        var statuses = db.CurrentStatuses(now);
        var counted = await (actor.SeesAllZones ? statuses : statuses.Where(s => db.HostsFor(actor).Any(h => h.Id == s.HostId)))
            .GroupBy(s => new { s.AdvisoryId, s.Status })
            .Select(g => new { g.Key.AdvisoryId, g.Key.Status, Hosts = g.Count() })
            .ToListAsync(cancellationToken);
        return [.. plant.Current.Catalogue.Advisories.Select(a =>
        {
            var judged = counted.Where(c => c.AdvisoryId == a.Id.Value).ToDictionary(c => c.Status, c => c.Hosts);
            var byStatus = Enum.GetValues<ComplianceStatus>().ToDictionary(s => s, s => judged.GetValueOrDefault(s));

            // A host that nobody has judged against this advisory yet is Unknown, not absent.
            byStatus[ComplianceStatus.Unknown] += Math.Max(0, hosts - judged.Values.Sum());
            return new AdvisoryItem(a, byStatus);
        })];
    }
}
